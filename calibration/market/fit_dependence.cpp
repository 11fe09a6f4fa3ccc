#include <lodestone/calibration/market/fit_dependence.hpp>

#include <lodestone/calibration/estimate/garch.hpp>
#include <lodestone/calibration/estimate/missing_data.hpp>
#include <lodestone/calibration/estimate/volatility.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace lodestone::calibration {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> standardised(const ReturnSeries& returns) {
  if (returns.values.size() >= kLeastGarchReturns) {
    GarchModel model;
    model.has_leverage = false;
    model.targets_variance = true;
    return garch_filter(returns.values, fit_garch(returns.values, model).parameters).standardised;
  }
  const double n = static_cast<double>(returns.values.size());
  const double mean = std::accumulate(returns.values.begin(), returns.values.end(), 0.0) / n;
  const double deviation = sample_volatility(returns.values, 1.0).value;
  std::vector<double> z;
  for (const double value : returns.values) z.push_back((value - mean) / deviation);
  return z;
}

/// The dates on which every one of `columns` has a value.
Panel complete_rows(const Panel& panel, const std::vector<std::size_t>& columns) {
  Panel complete;
  complete.series = columns.size();
  for (std::size_t date = 0; date < panel.dates; ++date) {
    const bool whole =
        std::none_of(columns.begin(), columns.end(), [&](std::size_t c) { return std::isnan(panel.at(date, c)); });
    if (!whole) continue;
    for (const std::size_t column : columns) complete.values.push_back(panel.at(date, column));
    ++complete.dates;
  }
  return complete;
}

std::size_t count_values(const Panel& panel, std::size_t column) {
  std::size_t count = 0;
  for (std::size_t date = 0; date < panel.dates; ++date) count += std::isnan(panel.at(date, column)) ? 0 : 1;
  return count;
}

/// Columns of a group that are long enough to be used together.
std::vector<std::size_t> long_members(const std::vector<JointReturns>& factors, const Panel& panel, const std::string& group) {
  std::size_t longest = 0;
  for (std::size_t c = 0; c < factors.size(); ++c) {
    if (factors[c].variance_group == group) longest = std::max(longest, count_values(panel, c));
  }
  std::vector<std::size_t> members;
  for (std::size_t c = 0; c < factors.size(); ++c) {
    if (factors[c].variance_group == group && 3 * count_values(panel, c) >= longest) members.push_back(c);
  }
  return members;
}

std::vector<std::string> groups_of(const std::vector<JointReturns>& factors) {
  std::vector<std::string> groups;
  for (const JointReturns& factor : factors) {
    const std::string& group = factor.variance_group;
    if (!group.empty() && std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  return groups;
}

std::vector<std::size_t> all_columns(const Panel& panel) {
  std::vector<std::size_t> columns(panel.series);
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  return columns;
}

std::vector<bool> met_pairs(const Panel& panel) {
  std::vector<bool> met(panel.series * panel.series, false);
  for (std::size_t date = 0; date < panel.dates; ++date) {
    for (std::size_t i = 0; i < panel.series; ++i) {
      if (std::isnan(panel.at(date, i))) continue;
      for (std::size_t j = 0; j < panel.series; ++j) {
        if (!std::isnan(panel.at(date, j))) met[i * panel.series + j] = true;
      }
    }
  }
  return met;
}

void estimate(const DependenceSpec& spec, const Panel& panel, Dependence& dependence) {
  DependenceDiagnostics& diagnostics = dependence.diagnostics;
  if (spec.method == CorrelationMethod::MISSING_DATA) {
    const MissingDataFit fit = fit_normal_with_missing(panel);
    dependence.estimate = fit.estimate;
    diagnostics.dates = static_cast<int>(panel.dates);
    diagnostics.log_likelihood = fit.log_likelihood;
    return;
  }
  const Panel complete = complete_rows(panel, all_columns(panel));
  diagnostics.dates = static_cast<int>(complete.dates);
  if (spec.method == CorrelationMethod::EWMA) {
    dependence.estimate = ewma_correlation(complete, spec.decay);
  } else if (spec.method == CorrelationMethod::SHRUNK) {
    const ShrunkCorrelation shrunk = shrunk_correlation(complete);
    dependence.estimate = shrunk.estimate;
    diagnostics.shrinkage = shrunk.intensity;
  } else {
    dependence.estimate = sample_correlation(complete);
  }
}

}  // namespace

Panel standardised_panel(const std::vector<JointReturns>& factors, Frequency frequency) {
  std::map<long, std::vector<double>> rows;
  for (std::size_t c = 0; c < factors.size(); ++c) {
    const std::vector<double> z = standardised(factors[c].returns);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const long period = period_of(factors[c].returns.dates[i], frequency);
      rows.try_emplace(period, factors.size(), kMissing).first->second[c] = z[i];
    }
  }
  Panel panel;
  panel.dates = rows.size();
  panel.series = factors.size();
  for (const auto& entry : rows) panel.values.insert(panel.values.end(), entry.second.begin(), entry.second.end());
  return panel;
}

std::vector<GroupTail> fit_tails(const std::vector<JointReturns>& factors, const Panel& panel,
                                 std::vector<Violation>& violations) {
  constexpr std::size_t kFewestDates = 30;
  std::vector<GroupTail> tails;
  for (const std::string& group : groups_of(factors)) {
    const std::vector<std::size_t> members = long_members(factors, panel, group);
    const Panel together = complete_rows(panel, members);
    if (together.dates < kFewestDates) {
      violations.push_back({"variance group " + show(std::string_view(group)),
                            std::to_string(together.dates) + " common periods",
                            "must have at least " + std::to_string(kFewestDates),
                            "Give longer histories, or put fewer factors into the group."});
      continue;
    }
    GroupTail tail;
    tail.variance_group = group;
    for (const std::size_t member : members) tail.members.push_back(factors[member].factor);
    tail.fit = fit_student_t(together);
    tails.push_back(std::move(tail));
  }
  return tails;
}

std::optional<Dependence> fit_dependence(const DependenceSpec& spec, const Panel& panel, std::vector<Violation>& violations) {
  if (panel.series < 2) return std::nullopt;
  Dependence dependence;
  dependence.met = met_pairs(panel);
  dependence.diagnostics.series = static_cast<int>(panel.series);
  try {
    estimate(spec, panel, dependence);
  } catch (const InvalidInput& invalid) {
    for (Violation violation : invalid.violations()) {
      violation.path = "dependence: " + violation.path;
      violations.push_back(std::move(violation));
    }
    return std::nullopt;
  }
  return dependence;
}

}  // namespace lodestone::calibration
