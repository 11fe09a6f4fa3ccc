#include <lodestone/calibration/estimate/nearest_correlation.hpp>
#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/calibration/market/find_or_add.hpp>
#include <lodestone/math/eigenvalues.hpp>

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

/// The factors that some correlation names, and the matrix of all of them.
struct NamedMatrix {
  std::vector<std::string> names;
  std::vector<double> values;

  std::size_t size() const { return names.size(); }
  std::size_t number(const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) names.push_back(name);
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
};

NamedMatrix matrix_of(const std::vector<Correlation>& entries) {
  NamedMatrix matrix;
  for (const Correlation& entry : entries) matrix.number(entry.first), matrix.number(entry.second);
  const std::size_t n = matrix.size();
  matrix.values.assign(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) matrix.values[i * n + i] = 1.0;
  for (const Correlation& entry : entries) {
    const std::size_t i = matrix.number(entry.first);
    const std::size_t j = matrix.number(entry.second);
    matrix.values[i * n + j] = matrix.values[j * n + i] = entry.value;
  }
  return matrix;
}

/// Puts the nearest correlation matrix in place of one that is none.
void repair(std::vector<Correlation>& entries, DependenceDiagnostics& diagnostics, std::vector<std::string>& warnings) {
  const NamedMatrix matrix = matrix_of(entries);
  const std::size_t n = matrix.size();
  if (is_positive_semidefinite(matrix.values, n, 1e-10 * static_cast<double>(n))) return;
  const NearestCorrelation nearest = nearest_correlation(matrix.values, n);
  diagnostics.repair_distance = nearest.distance;
  diagnostics.repair_largest_change = nearest.largest_change;
  for (Correlation& entry : entries) {
    const auto at = [&](const std::string& name) {
      return static_cast<std::size_t>(std::find(matrix.names.begin(), matrix.names.end(), name) - matrix.names.begin());
    };
    entry.value = nearest.matrix[at(entry.first) * n + at(entry.second)];
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i + 1; j < n; ++j) {
      const bool was_zero = matrix.values[i * n + j] == 0.0;
      if (was_zero && nearest.matrix[i * n + j] != 0.0)
        entries.push_back({matrix.names[i], matrix.names[j], nearest.matrix[i * n + j]});
    }
  }
  warnings.push_back("correlation: estimates and judgement together were no correlation matrix; the nearest one was taken, " +
                     show(nearest.distance) + " away, largest change " + show(nearest.largest_change) + ".");
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

void apply_dependence(const DependenceSpec& spec, const std::vector<JointReturns>& factors, Dependence& dependence,
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
  if (spec.repair_to_nearest) repair(entries, dependence.diagnostics, warnings);
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const Correlation& entry = entries[first + k];
    const Ranged value = ranged_correlation(entry.value, dependence.estimate.standard_errors[pairs[k]]);
    draft.estimates.push_back({"market." + item_path("correlations", entry.first + "," + entry.second) + ".value",
                               entry.first + " × " + entry.second, "correlation", value.estimate.value,
                               value.estimate.standard_error, value.interval95.lower, value.interval95.upper,
                               "correlation of standardised returns", dependence.diagnostics.dates});
  }
}

}  // namespace lodestone::calibration
