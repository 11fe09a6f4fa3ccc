#include <lodestone/calibration/market/fit_policy.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kFewestSteps = 60;  ///< so that 30 ordinary ones are left between the windows

/// ln level, or level, up to a constant: what the returns add up to.
DatedSeries cumulated(const ReturnSeries& returns) {
  DatedSeries series;
  double sum = 0.0;
  for (std::size_t i = 0; i < returns.dates.size(); ++i) {
    sum += returns.values[i];
    series.dates.push_back(returns.dates[i]);
    series.values.push_back(sum);
  }
  return series;
}

/// Dates of each move between two levels; twins of one level do not move.
std::map<std::pair<std::size_t, std::size_t>, std::vector<Date>> moves_of(const StateHistory& history) {
  std::map<std::pair<std::size_t, std::size_t>, std::vector<Date>> moves;
  for (std::size_t k = 1; k < history.labels.size(); ++k) {
    const std::size_t from = history.labels[k - 1].state;
    const std::size_t to = history.labels[k].state;
    if (from != to) moves[{from, to}].push_back(history.labels[k].from);
  }
  return moves;
}

/// The desk's jump on a move; none is a jump of 0.
Jump desk_jump(const Factor* desk, const std::string& from, const std::string& to) {
  if (desk != nullptr) {
    for (const Jump& jump : desk->jumps) {
      if (jump.from_level == from && jump.to_level == to) return jump;
    }
  }
  return {from, to, 0.0, 0.0};
}

Estimated with_prior(const Estimated& window, double prior_mean, double prior_deviation) {
  const double precision = 1.0 / (window.standard_error * window.standard_error);
  const double prior_precision = 1.0 / (prior_deviation * prior_deviation);
  const double total = precision + prior_precision;
  return {(precision * window.value + prior_precision * prior_mean) / total, 1.0 / std::sqrt(total)};
}

}  // namespace

std::vector<FittedJump> fit_jumps(const JumpSpec& spec, const ChainFit& chain, const ReturnSeries& returns, const Factor* desk,
                                  std::vector<std::string>& warnings) {
  std::vector<FittedJump> jumps;
  if (returns.dates.size() < kFewestSteps) {
    warnings.push_back(returns.name + ": too few returns to tell a jump from an ordinary week; the desk's jumps stay.");
    return jumps;
  }
  const DatedSeries series = cumulated(returns);
  const auto moves = moves_of(chain.level_history);
  for (const auto& [move, dates] : moves) {
    EventDates events{dates, {}};
    for (const auto& [other, other_dates] : moves) {
      const bool opposite = (other.second > other.first) != (move.second > move.first);
      if (opposite) events.opposites.insert(events.opposites.end(), other_dates.begin(), other_dates.end());
    }
    std::sort(events.opposites.begin(), events.opposites.end());
    const JumpEstimate found = estimate_jump(series, events, {spec.values_before, spec.values_after});
    const std::string& from = chain.levels[move.first];
    const std::string& to = chain.levels[move.second];
    if (found.windows.empty()) {
      warnings.push_back(returns.name + ": no window measures its jump from " + from + " to " + to + "; the desk's stays.");
      continue;
    }
    Jump jump = desk_jump(desk, from, to);
    const Estimated mean =
        spec.prior_standard_deviation ? with_prior(found.mean, jump.mean, *spec.prior_standard_deviation) : found.mean;
    jump.mean = mean.value;
    if (found.windows.size() > 1) jump.standard_deviation = found.standard_deviation;  // one window knows no spread
    jumps.push_back({jump, with_interval(mean), static_cast<int>(found.windows.size())});
  }
  return jumps;
}

}  // namespace lodestone::calibration
