#include <lodestone/app/calibration/calibration_text.hpp>

#include <lodestone/app/number_text.hpp>
#include <lodestone/app/text_table.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lodestone::app {

namespace {

using namespace calibration;

constexpr std::size_t kLargestCorrelations = 12;

/// Four significant digits; empty for what is not known, 0 for what is nothing beside everything else on the page.
std::string digits(double value) {
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return value > 0.0 ? "∞" : "-∞";
  if (std::fabs(value) < 1e-9) return "0";
  if (std::fabs(value) >= 1e4) return fixed(value, 0);
  return fmt::format("{:#.4g}", value);
}

std::string share(double value) { return std::isnan(value) ? std::string() : fixed(100.0 * value, 0); }

bool is_correlation(const ParameterEstimate& estimate) { return estimate.path.rfind("market.correlations[", 0) == 0; }

TextTable estimate_table(const std::vector<ParameterEstimate>& estimates, std::string title) {
  TextTable table;
  table.title = std::move(title);
  table.columns = {{"of", "", Align::LEFT},
                   {"estimate", "", Align::LEFT},
                   {"value", ""},
                   {"±", "", Align::RIGHT, Tie::SAME_PART},
                   {"from", "95 %", Align::RIGHT, Tie::SAME_PART},
                   {"to", "95 %", Align::RIGHT, Tie::SAME_PART},
                   {"n", "", Align::RIGHT, Tie::SAME_PART},
                   {"method", "", Align::LEFT, Tie::SAME_PART}};
  table.key_columns = 2;
  for (const ParameterEstimate& estimate : estimates) {
    table.rows.push_back({estimate.subject, estimate.parameter, digits(estimate.value), digits(estimate.standard_error),
                          digits(estimate.low), digits(estimate.high), whole(estimate.observations), estimate.method});
  }
  return table;
}

TextTable series_table(const std::vector<SeriesDiagnostics>& series) {
  TextTable table;
  table.title = "Series: returns used, and left out across gaps and excluded dates; share of zeros; first autocorrelation";
  table.columns = {{"series", "", Align::LEFT},
                   {"column", "", Align::LEFT},
                   {"looked at", "", Align::LEFT},
                   {"from", ""},
                   {"to", ""},
                   {"returns", ""},
                   {"left out", ""},
                   {"zero", "%"},
                   {"autocorrelation", "%"},
                   {"outliers", ""}};
  for (const SeriesDiagnostics& one : series) {
    const char* looked = one.frequency == Frequency::DAILY    ? "daily"
                         : one.frequency == Frequency::WEEKLY ? "weekly"
                                                              : "monthly";
    table.rows.push_back({one.id, one.column, looked, to_string(one.first), to_string(one.last), whole(one.returns),
                          whole(one.left_out), share(one.zero_share), share(one.first_autocorrelation),
                          whole(static_cast<std::int64_t>(one.outliers.size()))});
  }
  return table;
}

TextTable factor_table(const std::vector<FactorDiagnostics>& factors) {
  TextTable table;
  table.title = "Fit: R² of the exposures; p-values of no autocorrelation left, in what is unexplained and in its squares";
  table.columns = {{"factor", "", Align::LEFT}, {"n", ""},           {"ln likelihood", ""}, {"R²", "%"},
                   {"Ljung-Box", "p"},          {"of squares", "p"}, {"own weight", "%"}};
  for (const FactorDiagnostics& one : factors) {
    const auto p_value = [](double p) { return std::isnan(p) ? std::string() : fixed(p, 3); };
    table.rows.push_back({one.id, whole(one.observations), std::isnan(one.log_likelihood) ? "" : fixed(one.log_likelihood, 1),
                          share(one.r_squared), p_value(one.ljung_box_residuals), p_value(one.ljung_box_squares),
                          share(one.own_weight)});
  }
  return table;
}

std::string chain_text(const ChainDiagnostics& chain) {
  std::string text = fmt::format("Moves of {} from {} to {}:", chain.id, to_string(chain.first), to_string(chain.until));
  for (const ObservedMoves& seen : chain.moves)
    text += fmt::format(" {} → {} {} in {} yr;", seen.from_state, seen.to_state, seen.moves, fixed(seen.years, 2));
  text.back() = '.';
  return text + "\n";
}

std::string lane_text(const LaneDiagnostics& lane) {
  return fmt::format("Applications in {}: {} approved, {} refused, {} pending (censored, not refused).\n", lane.id,
                     lane.approved, lane.refused, lane.pending);
}

}  // namespace

std::string calibration_text(const CalibrationReport& report) {
  const CalibrationResults& results = report.results;
  std::vector<ParameterEstimate> single;
  std::vector<ParameterEstimate> correlations;
  for (const ParameterEstimate& one : results.estimates) (is_correlation(one) ? correlations : single).push_back(one);
  std::stable_sort(correlations.begin(), correlations.end(),
                   [](const auto& a, const auto& b) { return std::fabs(a.value) > std::fabs(b.value); });
  const std::size_t all = correlations.size();
  if (all > kLargestCorrelations) correlations.resize(kLargestCorrelations);

  std::string text = fmt::format("Calibration as of {}: {} estimates in {}\n\n", to_string(results.as_of),
                                 results.estimates.size(), duration_text(report.run.seconds));
  const auto add = [&](const std::string& part) {
    if (!part.empty()) text += part + "\n";
  };
  add(render(series_table(results.series)));
  add(render(estimate_table(single, "Estimates: ± is one standard error")));
  add(render(factor_table(results.factors)));
  if (all > 0) {
    add(render(estimate_table(correlations, fmt::format("Correlations of {} factors over {} periods: the largest of {}",
                                                        results.dependence.series, results.dependence.dates, all))));
  }
  for (const ChainDiagnostics& chain : results.chains) text += chain_text(chain);
  for (const LaneDiagnostics& lane : results.lanes) text += lane_text(lane);
  for (const TailDiagnostics& tail : results.tails) {
    text += fmt::format("Fat tails of {}: 2 ln of the likelihood ratio to a normal law {} over {} periods.\n",
                        tail.variance_group, fixed(2.0 * (tail.log_likelihood - tail.normal_log_likelihood), 1), tail.dates);
  }
  for (const std::string& warning : results.warnings) text += "\nwarning: " + warning;
  return results.warnings.empty() ? text : text + "\n";
}

}  // namespace lodestone::app
