#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/calibration/market/find_or_add.hpp>
#include <lodestone/model/repaired_correlation.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr double kLeastFreedomOfAStudy = 3.0;
constexpr double kGreatestFreedomOfAStudy = 1000.0;
constexpr double kNormal95 = 1.959963984540054;

/// Fisher's z: an interval that stays within −1 and 1.
Ranged ranged_correlation(double value, double error) {
  const double z = std::atanh(std::clamp(value, -0.999999, 0.999999));
  const double width = kNormal95 * error / (1.0 - value * value + 1e-12);
  return {{value, error}, {std::tanh(z - width), std::tanh(z + width)}};
}

}  // namespace

void apply_tail(const GroupTail& tail, const std::vector<JointReturns>& factors, Draft& draft,
                std::vector<std::string>& warnings) {
  std::vector<VarianceGroup>& groups = draft.part.market.variance_groups;
  const std::size_t at = find_or_add(groups, tail.variance_group);
  const Estimated& nu = tail.fit.degrees_of_freedom;
  const auto within = [](double value) { return std::clamp(value, kLeastFreedomOfAStudy, kGreatestFreedomOfAStudy); };
  groups[at].degrees_of_freedom = within(nu.value);
  if (groups[at].degrees_of_freedom != nu.value)
    warnings.push_back(tail.variance_group + ": the tail's freedom is " + show(nu.value) + "; a study takes 3 to 1000.");
  for (const JointReturns& factor : factors) {
    const bool left_out = factor.variance_group == tail.variance_group &&
                          std::find(tail.members.begin(), tail.members.end(), factor.factor) == tail.members.end();
    if (left_out)
      warnings.push_back(tail.variance_group + ": " + factor.factor +
                         " is too short for the tail, which is that of the others.");
  }
  draft.estimates.push_back({"market." + item_path("variance_groups", tail.variance_group) + ".degrees_of_freedom",
                             tail.variance_group, "degrees_of_freedom", groups[at].degrees_of_freedom, nu.standard_error,
                             within(tail.fit.degrees_of_freedom_95.lower), within(tail.fit.degrees_of_freedom_95.upper),
                             "Student t, maximum likelihood", static_cast<int>(tail.fit.dates)});
}

void apply_dependence(const DependenceSpec& spec, const std::vector<JointReturns>& factors, const Dependence& dependence,
                      Draft& draft, std::vector<std::string>& warnings) {
  std::vector<Correlation>& entries = draft.part.market.correlations;
  const auto estimated = [&](const std::string& id) {
    return std::any_of(factors.begin(), factors.end(), [&](const JointReturns& factor) { return factor.factor == id; });
  };
  std::erase_if(entries, [&](const Correlation& entry) { return estimated(entry.first) && estimated(entry.second); });
  const std::size_t n = factors.size();
  const std::size_t first = entries.size();
  std::vector<std::size_t> pairs;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      if (dependence.met[i * n + j]) {
        entries.push_back({factors[i].factor, factors[j].factor, dependence.estimate.correlation[i * n + j]});
        pairs.push_back(i * n + j);
      } else {
        warnings.push_back("correlation: " + factors[i].factor + " and " + factors[j].factor +
                           " were never seen in the same period; they are taken as uncorrelated.");
      }
    }
  }
  if (spec.repair_to_nearest) draft.part.market.correlation_repair = CorrelationRepair::NEAREST;
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const Correlation& entry = entries[first + k];
    const Ranged value = ranged_correlation(entry.value, dependence.estimate.standard_errors[pairs[k]]);
    draft.estimates.push_back({"market." + item_path("correlations", entry.first + "," + entry.second) + ".value",
                               entry.first + " × " + entry.second, "correlation", value.estimate.value,
                               value.estimate.standard_error, value.interval95.lower, value.interval95.upper,
                               "correlation of standardised returns", dependence.diagnostics.dates});
  }
}

void note_repair(const Market& market, DependenceDiagnostics& diagnostics, std::vector<std::string>& warnings) {
  const auto repaired = repair_correlations(market);
  if (!repaired) return;
  diagnostics.repair_distance = repaired->distance;
  diagnostics.repair_largest_change = repaired->largest_change;
  const auto rounded = [](double value) { return show(std::round(1e4 * value) / 1e4); };
  warnings.push_back("correlation: estimates and judgement together are no correlation matrix; a run takes the nearest one, " +
                     rounded(repaired->distance) + " away. Largest change: " + repaired->first + " and " + repaired->second +
                     ", by " + rounded(repaired->largest_change) + ".");
}

}  // namespace lodestone::calibration
