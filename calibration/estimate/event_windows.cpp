#include <lodestone/calibration/estimate/event_windows.hpp>

#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastOrdinarySteps = 30;

// Positions in the series: the change is values[last] − values[first].
struct Range {
  std::ptrdiff_t first = 0;
  std::ptrdiff_t last = 0;
};

std::optional<Range> window_of(const DatedSeries& series, Date day, const EventWindow& window) {
  const auto on_or_after = std::lower_bound(series.dates.begin(), series.dates.end(), day) - series.dates.begin();
  const Range range{on_or_after - 1 - window.before, on_or_after + window.after - 1};
  if (range.first < 0 || range.last >= static_cast<std::ptrdiff_t>(series.values.size())) return std::nullopt;
  return range;
}

bool overlap(const Range& a, const Range& b) { return a.first < b.last && b.first < a.last; }

void check(const DatedSeries& series, const EventWindow& window) {
  std::vector<Violation> violations;
  check_series(series.values, kLeastOrdinarySteps + 1, "series.values", "", violations);
  if (series.dates.size() != series.values.size()) {
    violations.push_back({"series.dates", std::to_string(series.dates.size()) + " dates", "must be one for each value",
                          "Drop dates without a value."});
  }
  for (std::size_t k = 1; k < series.dates.size(); ++k) {
    if (series.dates[k] > series.dates[k - 1]) continue;
    violations.push_back({"series.dates[" + std::to_string(k) + "]", to_string(series.dates[k]),
                          "must be after the one before it", "Sort the series and drop repeated dates."});
  }
  if (window.before < 0)
    violations.push_back({"window.before", std::to_string(window.before), "must be ≥ 0", "Give 0 for none."});
  if (window.after < 1)
    violations.push_back({"window.after", std::to_string(window.after), "must be ≥ 1", "The day itself is 1."});
  throw_if_any(std::move(violations));
}

struct Marked {
  EventJump jump;
  Range range;
};

// Windows of the moves, those that overlap made one; left out where they meet an opposite move.
std::vector<Marked> usable(const DatedSeries& series, std::vector<Date> moves, const std::vector<Range>& opposites,
                           const EventWindow& window, JumpEstimate& result) {
  std::sort(moves.begin(), moves.end());
  std::vector<Marked> merged;
  for (const Date day : moves) {
    const std::optional<Range> range = window_of(series, day, window);
    if (!range) {
      ++result.outside;
    } else if (!merged.empty() && overlap(merged.back().range, *range)) {
      merged.back().range.last = range->last;
      ++merged.back().jump.merged;
    } else {
      merged.push_back({{.first = day}, *range});
    }
  }
  std::vector<Marked> kept;
  for (const Marked& marked : merged) {
    const bool spoilt =
        std::any_of(opposites.begin(), opposites.end(), [&](const Range& other) { return overlap(other, marked.range); });
    if (spoilt) {
      result.conflicting += marked.jump.merged;
    } else {
      kept.push_back(marked);
    }
  }
  return kept;
}

double change(const DatedSeries& series, const Range& range, double drift) {
  return series.values[static_cast<std::size_t>(range.last)] - series.values[static_cast<std::size_t>(range.first)] -
         drift * static_cast<double>(range.last - range.first);
}

struct Weighted {
  double mean = 0.0;
  double weight = 0.0;
  double log_likelihood = 0.0;  // restricted: J integrated out
};

Weighted weigh(const std::vector<EventJump>& windows, double delta_squared) {
  Weighted result;
  for (const EventJump& w : windows) {
    const double precision = 1.0 / (delta_squared + w.noise * w.noise);
    result.weight += precision;
    result.mean += precision * w.change;
    result.log_likelihood += 0.5 * std::log(precision);
  }
  result.mean /= result.weight;
  for (const EventJump& w : windows) {
    result.log_likelihood -= 0.5 * (w.change - result.mean) * (w.change - result.mean) / (delta_squared + w.noise * w.noise);
  }
  result.log_likelihood -= 0.5 * std::log(result.weight);
  return result;
}

}  // namespace

JumpEstimate estimate_jump(const DatedSeries& series, const EventDates& events, const EventWindow& window) {
  check(series, window);
  JumpEstimate result;
  std::vector<Range> opposites;
  for (const Date day : events.opposites) {
    if (const std::optional<Range> range = window_of(series, day, window)) opposites.push_back(*range);
  }
  std::vector<Marked> marked = usable(series, events.moves, opposites, window, result);

  std::vector<bool> is_ordinary(series.values.size() - 1, true);  // by step k → k + 1
  const auto exclude = [&](const Range& range) {
    for (std::ptrdiff_t k = range.first; k < range.last; ++k) is_ordinary[static_cast<std::size_t>(k)] = false;
  };
  for (const Range& range : opposites) exclude(range);
  for (const Date day : events.moves) {
    if (const std::optional<Range> range = window_of(series, day, window)) exclude(*range);
  }
  double count = 0.0, sum = 0.0, squares = 0.0;
  for (std::size_t k = 0; k < is_ordinary.size(); ++k) {
    if (!is_ordinary[k]) continue;
    const double step = series.values[k + 1] - series.values[k];
    count += 1.0;
    sum += step;
    squares += step * step;
  }
  if (count < static_cast<double>(kLeastOrdinarySteps)) {
    throw_if_any(
        {{"events", std::to_string(static_cast<int>(count)) + " steps outside every window",
          "must leave at least " + std::to_string(kLeastOrdinarySteps), "Shorten the window or give a longer series."}});
  }
  result.step_drift = sum / count;
  result.step_volatility = std::sqrt(std::max(0.0, squares - sum * sum / count) / (count - 1.0));

  int longest = 0;
  for (Marked& m : marked) {
    m.jump.steps = static_cast<int>(m.range.last - m.range.first);
    m.jump.change = change(series, m.range, result.step_drift);
    m.jump.noise = result.step_volatility * std::sqrt(static_cast<double>(m.jump.steps));
    result.windows.push_back(m.jump);
    longest = std::max(longest, window.before + window.after);
  }
  if (result.windows.empty()) return result;

  if (result.windows.size() >= 2) {
    double greatest = 0.0;
    for (const EventJump& w : result.windows) greatest = std::max(greatest, std::abs(w.change));
    // In δ, not δ²: the square root of a variance that is 0 half the time is easier to search.
    const ProfileMaximum best = maximise_profile(
        [&](double delta) { return weigh(result.windows, delta * delta).log_likelihood; }, 0.0, 4.0 * greatest + 1e-12);
    result.standard_deviation = best.at_lower ? 0.0 : best.at;
  }
  const Weighted weighted = weigh(result.windows, result.standard_deviation * result.standard_deviation);
  result.mean = {weighted.mean, 1.0 / std::sqrt(weighted.weight)};

  double ordinary = 0.0, as_large = 0.0;
  std::ptrdiff_t clean = 0;  // steps in a row, ending here, that are ordinary
  for (std::size_t k = 0; k < is_ordinary.size(); ++k) {
    clean = is_ordinary[k] ? clean + 1 : 0;
    if (clean < longest) continue;
    ordinary += 1.0;
    const auto last = static_cast<std::ptrdiff_t>(k) + 1;
    if (std::abs(change(series, {last - longest, last}, result.step_drift)) >= std::abs(weighted.mean)) as_large += 1.0;
  }
  if (ordinary > 0.0) result.placebo_share = as_large / ordinary;
  return result;
}

}  // namespace lodestone::calibration
