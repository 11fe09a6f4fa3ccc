#include <lodestone/base/violation.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/probability_estimate.hpp>
#include <lodestone/run/build_report.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

double as_double(std::int64_t count) { return static_cast<double>(count); }

Unit unit_of(const OfftakePlan& offtake) { return offtake.tonnes_per_unit == 1.0 ? Unit::T : Unit::KG; }

void report_deliveries(const std::vector<const Position*>& positions, const SimulationPlan& plan, const PathResults& paths,
                       Results& results) {
  const double n = as_double(plan.paths);
  const SumIndex sums(plan);
  for (std::size_t d = 0; d < plan.contracts.deliveries.size(); ++d) {
    const DeliveryPlan& delivery = plan.contracts.deliveries[d];
    const OfftakePlan& offtake = plan.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)];
    const DeliveryCounts::Delivery& count = paths.counts.deliveries.deliveries[d];
    DeliveryOutcome outcome;
    outcome.position = positions[static_cast<std::size_t>(offtake.position)]->id;
    outcome.due = delivery.due;
    outcome.scheduled_quantity = delivery.quantity;
    outcome.unit = unit_of(offtake);
    outcome.probability_on_time = probability_estimate(as_double(count.on_time), n);
    outcome.probability_late = probability_estimate(as_double(count.late), n);
    outcome.probability_failed = probability_estimate(as_double(count.failed), n);
    outcome.probability_pending = probability_estimate(as_double(count.open), n);
    outcome.delay_days =
        mean_from_sums(as_double(count.on_time + count.late), as_double(count.delay_days), as_double(count.delay_squares));
    outcome.lost_tonnes = mean_from_sums(n, paths.sums[sums.lost(d)], paths.sums[sums.lost(d) + 1]);
    outcome.failure_cost = mean_from_sums(n, paths.sums[sums.cost(d)], paths.sums[sums.cost(d) + 1]);
    outcome.clause = offtake.failure.clause;
    results.deliveries.push_back(std::move(outcome));
  }
}

/// The first day by which `probability` of the decided applications had been decided.
double day_of_decision(const LicenceCounts::Account& count, double probability, std::int64_t decided) {
  std::int64_t seen = 0;
  for (std::size_t day = 0; day < kDecisionDays; ++day) {
    seen += count.decided_after[day];
    if (as_double(seen) >= probability * as_double(decided) - 1e-9) return static_cast<double>(day);
  }
  return static_cast<double>(kDecisionDays - 1);
}

void report_licences(const Study& study, const SimulationPlan& plan, const PathResults& paths, Results& results) {
  const double n = as_double(plan.paths);
  for (std::size_t a = 0; a < study.licences.accounts.size(); ++a) {
    const LicenceCounts::Account& count = paths.counts.licences.accounts[a];
    LicenceOutcome outcome;
    outcome.account = study.licences.accounts[a].id;
    const auto mean = [&](std::size_t what) {
      return mean_from_sums(n, as_double(count.sum[what]), as_double(count.squares[what]));
    };
    outcome.applications = mean(0);
    outcome.approvals = mean(1);
    outcome.refusals = mean(2);
    outcome.revocations = mean(3);
    outcome.pending_at_horizon = probability_estimate(as_double(count.pending_paths), n);
    std::int64_t decided = 0;
    for (const std::int64_t in_bin : count.decided_after) decided += in_bin;
    outcome.mean_days_to_decision =
        decided == 0 ? absent(AbsenceReason::NOT_APPLICABLE)
                     : value_only(as_double(count.days_to_decision) / as_double(decided), AbsenceReason::NOT_APPLICABLE);
    for (const double probability : study.measures.quantiles) {
      if (decided != 0) outcome.days_to_decision.push_back({probability, day_of_decision(count, probability, decided)});
    }
    results.licences.push_back(std::move(outcome));
  }
}

void report_projects(const Study& study, const SimulationPlan& plan, const PathResults& paths, Results& results) {
  const double n = as_double(plan.paths);
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    if (series.kind != SeriesKind::PROJECT) continue;
    const std::size_t p = static_cast<std::size_t>(series.project);
    if (series.outcome == ProjectSeries::SLIP) {
      results.projects.push_back({});
      results.projects.back().project = study.projects[p].id;
    }
    ProjectOutcome& outcome = results.projects.back();
    const Distribution described = describe_outcome(paths.samples.series(s), study.measures);
    switch (series.outcome) {
      case ProjectSeries::SLIP:
        outcome.slip_years = described;
        break;
      case ProjectSeries::OVERRUN:
        outcome.cost_overrun = described;
        break;
      case ProjectSeries::ALL_IN_RATE:
        outcome.all_in_rate_per_year = described;
        break;
      case ProjectSeries::INTEREST:
        outcome.interest_bill = described;
        break;
      case ProjectSeries::MINIMUM_DSCR:
        outcome.minimum_dscr = described;
        break;
      case ProjectSeries::FUNDING_GAP:
        outcome.funding_gap = described;
        break;
    }
    if (series.outcome != ProjectSeries::FUNDING_GAP) continue;
    const ProjectCounts::Project& count = paths.counts.projects.projects[p];
    outcome.probability_on_spec = probability_estimate(as_double(count.on_spec), n);
    outcome.probability_breach = probability_estimate(as_double(count.breached), n);
    outcome.probability_default = probability_estimate(as_double(count.defaulted), n);
    for (std::size_t q = 0; q < plan.projects.quarters.size(); ++q) {
      const std::string label = quarter_label(plan.projects.quarters[q].end);
      outcome.default_by_quarter.push_back({label, probability_estimate(as_double(count.defaults_in_quarter[q]), n)});
      outcome.breach_by_quarter.push_back({label, probability_estimate(as_double(count.breaches_in_quarter[q]), n)});
    }
  }
}

ContractValue describe_contract(const Study& study, const SimulationPlan& plan, const PathResults& paths,
                                const ValuesToday& values, std::size_t row) {
  const ContractValuation& valuation = plan.values.contracts[row];
  const SumIndex sums(plan);
  ContractValue result;
  result.value_today = values.contracts[row];
  result.method = valuation.method;
  result.reason = describe(valuation.obstacle);
  result.table_error = valuation.table_error;
  if (valuation.method == ValuationMethod::GEOMETRIC_AVERAGE) result.method_error = valuation.method_error;
  for (const ProxyPlan& proxy : plan.values.proxies) {
    if (proxy.cash_row == static_cast<int>(row))
      result.method_error = std::max(result.method_error.value_or(0.0), proxy.stated_error());
  }
  for (std::size_t h = 0; h < plan.grid.horizon_steps.size(); ++h) {
    const std::size_t at = sums.present_value(h, row);
    result.present_values.push_back(
        {study.simulation.horizons[h], mean_from_sums(as_double(plan.paths), paths.sums[at], paths.sums[at + 1])});
  }
  return result;
}

/// Without risk premia simulation and value are one model: E[Σ flow/B + V_H/B_H] = V_0. Six standard errors are no accident in
/// a sample of ten thousand.
void warn_of_identity(const ContractValue& contract, std::int64_t paths, Results& results) {
  constexpr std::int64_t kFewestPaths = 10'000;
  constexpr double kErrors = 6.0;
  if (contract.method != ValuationMethod::TRANSFORM || paths < kFewestPaths || !results.risk_premia.empty()) return;
  for (const PresentValue& present : contract.present_values) {
    if (!present.mean.value || !present.mean.standard_error || !contract.value_today.value) continue;
    const double gap = std::abs(*present.mean.value - *contract.value_today.value);
    if (gap <= kErrors * *present.mean.standard_error + 1e-9 * std::abs(*contract.value_today.value)) continue;
    results.warnings.push_back("contract " + show(contract.position) + ": its mean present value at " + present.horizon + ", " +
                               show(*present.mean.value) + ", is " + show(gap / *present.mean.standard_error) +
                               " standard errors from its value today, " + show(*contract.value_today.value));
  }
}

void report_stances(const Study& study, const SimulationPlan& plan, const PathResults& paths, Results& results) {
  for (std::size_t h = 0; h < plan.grid.horizon_steps.size(); ++h) {
    for (std::size_t s = 0; s < study.policy.stances.size(); ++s) {
      StanceOutcome outcome{study.policy.stances[s].id, study.simulation.horizons[h], {}};
      for (std::size_t level = 0; level < study.policy.stances[s].levels.size(); ++level) {
        outcome.levels.push_back(
            {study.policy.stances[s].levels[level],
             probability_estimate(as_double(paths.counts.stances.paths[h][s][level]), as_double(plan.paths))});
      }
      results.stances.push_back(std::move(outcome));
    }
  }
}

void report_contracts(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                      Results& results) {
  const std::vector<std::uint32_t>& rows = plan.nodes.nodes.front().contract_rows;
  if (rows.empty()) return;
  const std::vector<const Position*> positions = positions_by_id(study);
  for (const std::uint32_t row : rows) {
    results.contract_values.push_back(describe_contract(study, plan, paths, values, row));
    results.contract_values.back().position = positions[static_cast<std::size_t>(plan.contracts.position_of_cash_row[row])]->id;
    warn_of_identity(results.contract_values.back(), plan.paths, results);
  }
  if (study.measures.licence_outcomes) report_deliveries(positions, plan, paths, results);
}

}  // namespace

void report_outcomes(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                     Results& results) {
  report_contracts(study, plan, paths, values, results);
  if (study.measures.licence_outcomes) report_licences(study, plan, paths, results);
  if (study.measures.project_outcomes) report_projects(study, plan, paths, results);
  report_stances(study, plan, paths, results);
}

}  // namespace lodestone
