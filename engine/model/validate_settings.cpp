#include <lodestone/model/calendar.hpp>
#include <lodestone/model/sampled_series.hpp>
#include <lodestone/model/validate_context.hpp>
#include <lodestone/model/validate_deliveries.hpp>

#include <algorithm>
#include <map>

namespace lodestone {
namespace {

constexpr std::int64_t kMostPaths = 1'000'000'000;
constexpr std::int64_t kMostHolidays = 20'000;
constexpr std::int64_t kMostSeries = 4096;
constexpr std::int64_t kMostBins = 1000;

std::int64_t size_of(const auto& list) { return static_cast<std::int64_t>(list.size()); }

void check_horizons(Validation& v, const SchemaPath& at) {
  const SimulationSettings& simulation = v.study.simulation;
  std::map<Date, std::string_view> taken;
  if (simulation.horizons.empty()) {
    v.check.fault(at.field("horizons"), "none", "must hold at least one horizon", "Give \"1y\", say, or a day \"2026-12-31\".");
  }
  for (std::size_t i = 0; i < simulation.horizons.size() && v.as_of != kNoDate; ++i) {
    const std::string& label = simulation.horizons[i];
    const SchemaPath here = at.item("horizons", i);
    const Date date = horizon_date(label, v.as_of, simulation.holidays);
    if (date == kNoDate) {
      v.check.fault(here, show_name(label), "must be like \"10d\", \"2w\", \"3m\", \"1y\", or a day \"2026-12-31\"");
    } else if (date <= v.as_of) {
      v.check.fault(here, show(label), "must be after the as-of date " + to_string(v.as_of));
    } else if (date > v.as_of + kLongestGrid) {
      v.check.fault(here, show(label),
                    "must be at most " + std::to_string(kLongestGrid.count()) + " days after the as-of date");
    } else if (const auto [other, is_new] = taken.emplace(date, label); !is_new) {
      v.check.fault(here, show(label), "must be a day of its own: " + show(other->second) + " is " + to_string(date) + " too");
    }
  }
}

/// Averages need fixings and the first steps business days: no month may be all holidays.
void check_holidays(Validation& v, const SchemaPath& at) {
  const std::vector<Date>& holidays = v.study.simulation.holidays;
  if (!v.check.count(at.field("holidays"), size_of(holidays), 0, kMostHolidays, "days")) return;
  std::map<Date, std::set<Date>> weekdays_of_month;
  for (std::size_t i = 0; i < holidays.size(); ++i) {
    if (!v.check.day(at.item("holidays", i), holidays[i])) continue;
    if (!is_weekend(holidays[i])) weekdays_of_month[month_end(holidays[i])].insert(holidays[i]);
  }
  for (const auto& [end, weekdays] : weekdays_of_month) {
    const std::vector<Date> all = fixing_dates({AveragingWindow::CALENDAR_MONTH, 0}, FixingDays::DAILY, end, {});
    if (weekdays.size() < all.size()) continue;
    v.check.fault(at.field("holidays"), std::to_string(all.size()) + " days to " + to_string(end),
                  "must leave a business day in each month");
  }
}

/// Each value once, in a list short enough to look; `show_value` says it.
template <class Value, class Show>
void check_unique(Validation& v, const SchemaPath& at, std::string_view list, const std::vector<Value>& values,
                  Show show_value) {
  if (!v.check.count(at.field(list), size_of(values), 0, kMostSeries, "entries")) return;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(i);
    if (std::find(values.begin(), end, values[i]) == end) continue;
    v.check.fault(at.item(list, i), show_value(values[i]), "must be unique", "It stands in the list before.");
  }
}

void check_not_empty(Validation& v, const SchemaPath& at, bool is_empty) {
  if (is_empty) v.check.fault(at, "none", "must hold at least one");
}

void check_confidences(Validation& v, const SchemaPath& at, const Measures& measures) {
  const auto number = [](double value) { return show(value); };
  check_not_empty(v, at.field("confidences"), measures.confidences.empty());
  for (std::size_t i = 0; i < measures.confidences.size(); ++i) {
    const double confidence = measures.confidences[i];
    if (confidence >= 0.5 && confidence < 1.0) continue;
    v.check.fault(at.item("confidences", i), show(confidence), "must be ≥ 0.5 and < 1");
  }
  check_unique(v, at, "confidences", measures.confidences, number);
  check_not_empty(v, at.field("pnl_bases"), measures.pnl_bases.empty());
  check_unique(v, at, "pnl_bases", measures.pnl_bases,
               [](PnlBasis basis) { return basis == PnlBasis::CASH ? "CASH" : "MARK_TO_MODEL"; });
  check_not_empty(v, at.field("references"), measures.references.empty());
  check_unique(v, at, "references", measures.references,
               [](LossReference reference) { return reference == LossReference::ZERO ? "ZERO" : "MEAN"; });
  for (std::size_t i = 0; i < measures.quantiles.size(); ++i) {
    const double quantile = measures.quantiles[i];
    if (!(quantile > 0.0 && quantile < 1.0)) v.check.fault(at.item("quantiles", i), show(quantile), "must be > 0 and < 1");
  }
  check_unique(v, at, "quantiles", measures.quantiles, number);
  v.check.count(at.field("histogram_bins"), measures.histogram_bins, 0, kMostBins, "bins");
}

void check_named(Validation& v, const SchemaPath& at, const Measures& measures) {
  const auto name = [](const std::string& text) { return show(text); };
  for (std::size_t i = 0; i < measures.positions.size(); ++i) {
    v.check.known(at.item("positions", i), measures.positions[i], v.positions, "position");
  }
  check_unique(v, at, "positions", measures.positions, name);
  std::set<std::string_view> keys;
  for (const Position& position : v.study.portfolio.positions) {
    for (const Label& label : position.labels) keys.insert(label.key);
  }
  for (std::size_t i = 0; i < measures.group_by.size(); ++i) {
    if (!measures.group_by[i].empty() && keys.count(measures.group_by[i]) > 0) continue;
    v.check.fault(at.item("group_by", i), show_name(measures.group_by[i]), "names no label key of a position",
                  known_names({keys.begin(), keys.end()}));
  }
  check_unique(v, at, "group_by", measures.group_by, name);
  for (std::size_t i = 0; i < measures.conditional_on.size(); ++i) {
    v.check.known(at.item("conditional_on", i), measures.conditional_on[i], v.stances, "stance");
  }
  check_unique(v, at, "conditional_on", measures.conditional_on, name);
}

/// The lists of `measures` are checked in their own place; a fault there does not change the count by much.
void check_series(Validation& v, const SchemaPath& at) {
  const int most = v.study.simulation.maximum_sampled_series;
  if (!v.check.count(at, most, 1, kMostSeries, "series") || v.last_horizon == kNoDate ||
      v.last_horizon > v.as_of + kLongestGrid) {
    return;
  }
  const std::int64_t asked = sampled_series_count(v.study);
  if (asked <= most) return;
  v.check.fault(at, std::to_string(most) + " series",
                "must be at least the " + std::to_string(asked) + " that measures asks for",
                "Raise it (8 bytes a path each), or ask for fewer horizons, books, positions, groups or quarters.");
}

}  // namespace

void check_simulation(Validation& v) {
  const SchemaPath root;
  const SchemaPath at = root.field("simulation");
  const SimulationSettings& simulation = v.study.simulation;
  v.check.count(at.field("paths"), simulation.paths, 1, kMostPaths, "paths");
  if (!simulation.seed) {
    v.check.fault(at.field("seed"), "not given", "must be given", "Set simulation.seed, or pass --seed 20251231.");
  }
  check_horizons(v, at);
  const SchemaPath weekly = at.field("weekly_until");
  if (simulation.weekly_until != kNoDate && v.check.day(weekly, simulation.weekly_until) &&
      simulation.weekly_until < v.last_horizon) {
    v.check.fault(weekly, to_string(simulation.weekly_until),
                  "must not be before the last horizon " + to_string(v.last_horizon),
                  "Leave it out for weekly steps to the last horizon.");
  }
  check_holidays(v, at);
  for (std::size_t i = 0; i < simulation.grid_dates.size(); ++i) {
    const SchemaPath here = at.item("grid_dates", i);
    if (v.after_as_of(here, simulation.grid_dates[i]) && i > 0 && simulation.grid_dates[i] <= simulation.grid_dates[i - 1]) {
      v.check.fault(here, to_string(simulation.grid_dates[i]), "must be after the date before it");
    }
  }
  check_series(v, at.field("maximum_sampled_series"));
}

void check_measures(Validation& v) {
  const SchemaPath root;
  const SchemaPath at = root.field("measures");
  check_confidences(v, at, v.study.measures);
  check_named(v, at, v.study.measures);
}

}  // namespace lodestone
