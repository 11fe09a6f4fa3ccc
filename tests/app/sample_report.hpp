/// A small report with every table in it, its numbers chosen so that each can be recognised in a text.
#pragma once

#include <lodestone/risk/report.hpp>

#include <string>
#include <utility>

namespace lodestone::testing {

inline Estimate estimate(double value, double standard_error) {
  return {value, standard_error, value - 1.96 * standard_error, value + 1.96 * standard_error, std::nullopt};
}

inline Estimate absent(AbsenceReason reason) { return {std::nullopt, std::nullopt, std::nullopt, std::nullopt, reason}; }

inline TailMeasure tail(double confidence, double value_at_risk, double expected_shortfall, double atom = 0.0) {
  return {confidence, LossReference::ZERO, estimate(value_at_risk, 0.01e6), estimate(expected_shortfall, 0.02e6), atom};
}

/// Mean ± 1/20 and quantiles mean ± 2, in units of `unit`.
inline Distribution distribution(double mean, double standard_deviation, double unit = 1e6) {
  Distribution made;
  made.paths = 100000;
  made.mean = estimate(mean, 0.05 * unit);
  made.standard_deviation = estimate(standard_deviation, 0.03 * unit);
  made.quantiles = {{0.05, mean - 2 * unit}, {0.5, mean}, {0.95, mean + 2 * unit}};
  return made;
}

inline NodePnl pnl(NodeKind kind, const std::string& id, double value_today, double mean) {
  NodePnl made;
  made.node = {kind, id};
  made.horizon = "1y";
  made.value_today = estimate(value_today, 0.12e6);
  made.distribution = distribution(mean, 9.5e6);
  made.distribution.measures = {tail(0.95, 11e6, 13e6), tail(0.99, 21.5e6, 27.25e6, 0.0125)};
  return made;
}

inline ConditionalDistribution given(const std::string& level, double probability) {
  ConditionalDistribution made{"us", level, estimate(probability, 0.001), distribution(-3e6, 8e6)};
  made.distribution->measures = {tail(0.95, 15e6, 17e6), tail(0.99, 31e6, 33e6)};
  return made;
}

inline ProjectOutcome project() {
  ProjectOutcome made;
  made.project = "kuantan";
  made.slip_years = distribution(0.5, 0.25, 0.01);
  made.cost_overrun = distribution(0.125, 0.1, 0.01);
  made.all_in_rate_per_year = distribution(0.0875, 0.01, 0.01);
  made.interest_bill = distribution(42e6, 3e6);
  made.minimum_dscr = distribution(1.4, 0.2, 0.01);
  made.funding_gap = distribution(7e6, 2e6);
  made.probability_on_spec = estimate(0.81, 0.002);
  made.probability_breach = estimate(0.07, 0.003);
  made.probability_default = estimate(0.02, 0.001);
  made.breach_by_quarter = {{"2026-Q1", estimate(0.03, 0.001)}};
  made.default_by_quarter = {{"2026-Q1", estimate(0.01, 0.001)}, {"2026-Q2", estimate(0.02, 0.001)}};
  return made;
}

inline ParameterSpread parameter_spread(double value) {
  return {estimate(value, 0.02e6), 1.1 * value, 0.75 * value, 1.5 * value, 0.25 * value};
}

inline ParameterUncertainty parameter_uncertainty() {
  ParameterUncertainty made;
  made.draws = 100;
  made.redrawn = 3;
  made.paths = 5000;
  made.joint_regression = true;
  made.inputs = {
      {"market.factors[nd].volatility_per_sqrt_year[0]", InputBasis::DERIVED, "history", 0.35, 0.45, 0.6},
      {"policy.chains[global].generators[0].rows[truce].rates_per_year[2]", InputBasis::JUDGEMENT, "the desk", 0.5, 1.0, 2.0}};
  ParameterMeasure measure{
      "1y", PnlBasis::MARK_TO_MODEL, 0.99, LossReference::ZERO, parameter_spread(20e6), parameter_spread(24e6), {}, 0.625, 0.05,
      0.125};
  measure.inputs = {{made.inputs[1].path, 0.625, 0.05}, {made.inputs[0].path, 0.25, 0.03}};
  made.measures = {measure};
  return made;
}

inline Results sample_results() {
  Results results;
  results.as_of = make_date(2025, 12, 31);
  results.seed = 42;
  results.sampler = "philox4x32-10/box-muller";
  results.path_count = 100000;
  results.steps = 75;
  results.factors = 31;
  results.positions = 24;
  results.horizons = {{"10d", make_date(2026, 1, 14)}, {"1y", make_date(2026, 12, 31)}};
  results.pnl = {pnl(NodeKind::PORTFOLIO, "portfolio", 120e6, 1.5e6), pnl(NodeKind::BOOK, "equities", 80e6, 1e6),
                 pnl(NodeKind::LABEL, "element=Dy", 40e6, 0.5e6)};
  results.pnl.front().distribution.histogram = Histogram{{-40e6, -20e6, 0.0, 20e6, 40e6}, {1000, 30000, 60000, 9000}};
  results.pnl.front().conditionals = {given("truce", 0.7), {"us", "freeze", estimate(0.0, 0.0), std::nullopt}};
  results.contributions = {
      {{NodeKind::BOOK, "equities"}, "1y", PnlBasis::MARK_TO_MODEL, 0.99, estimate(20.4375e6, 0.1e6), 0.75},
      {{NodeKind::BOOK, "hedges"}, "1y", PnlBasis::MARK_TO_MODEL, 0.99, estimate(-2.725e6, 0.1e6), -0.1}};
  QuarterCashFlow flow{{NodeKind::PORTFOLIO, "portfolio"}, "2026-Q1", distribution(2.5e6, 1.5e6)};
  flow.distribution.measures = {tail(0.95, 3e6, 4e6)};
  results.cash_flows = {flow};
  results.contract_values = {{"dy_purchase", estimate(3.25e6, 0.01e6)}};
  results.deliveries = {{"dy_purchase", make_date(2026, 3, 31), 1500.0, Unit::KG, estimate(0.6, 0.002), estimate(0.2, 0.001),
                         estimate(0.15, 0.001), estimate(0.05, 0.001), estimate(12.3, 0.1), estimate(0.225, 0.002),
                         estimate(54321.0, 100.0), FailureClause::MAKE_UP}};
  results.licences = {{"dy_account",
                       estimate(1.5, 0.01),
                       estimate(0.9, 0.01),
                       estimate(0.4, 0.01),
                       estimate(0.05, 0.01),
                       estimate(0.2, 0.01),
                       absent(AbsenceReason::TOO_FEW_PATHS),
                       {{0.5, 61.0}}}};
  results.projects = {project()};
  results.stances = {{"us", "1y", {{"truce", estimate(0.7, 0.001)}, {"freeze", estimate(0.0, 0.0)}}}};
  results.repaired_correlation = RepairedCorrelation{0.125, 0.0625, "dy", "tb", 0.95, 0.8875, {{"dy", "tb", 0.8875}}};
  results.parameter_uncertainty = parameter_uncertainty();
  results.reconciliations = {{"books add up to the portfolio", true, 1.0, 1.0, 1e-9}};
  return results;
}

inline RiskReport sample_report() {
  RiskReport report;
  report.results = sample_results();
  report.run.request_id = "nightly-7";
  report.run.threads = 2;
  report.run.tile_paths = 1024;
  report.run.isa = "avx2";
  report.run.seconds = 12.3;
  report.run.engine_version = "0.1.0";
  report.run.overrides = {"simulation.paths = 100000 (the study says 5000)"};
  return report;
}

}  // namespace lodestone::testing
