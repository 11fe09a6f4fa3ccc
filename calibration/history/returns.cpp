#include <lodestone/calibration/history/returns.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/violation.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

struct Observation {
  Date date;
  double value;
};

/// The values given, and a violation for each that has no logarithm.
std::vector<Observation> observations_of(const SeriesTable& table, std::string_view name, ReturnKind kind,
                                         std::vector<Violation>& violations) {
  std::vector<Observation> given;
  const HistorySeries* series = find_series(table, name);
  if (series == nullptr) {
    violations.push_back({table.file, show(name), "names no series of the history", "Give the name of a column."});
    return given;
  }
  for (std::size_t row = 0; row < table.dates.size(); ++row) {
    const double value = series->values[row];
    if (std::isnan(value)) continue;
    if (kind == ReturnKind::LOG && !(value > 0.0)) {
      violations.push_back({table.file + ":" + series->name + "[" + to_string(table.dates[row]) + "]", show(value),
                            "must be > 0 in a series of log returns", "Use differences, or leave the value blank."});
    }
    given.push_back({table.dates[row], value});
  }
  return given;
}

ReturnSeries between(std::string_view name, const std::vector<Observation>& given, ReturnKind kind) {
  ReturnSeries returns;
  returns.name = name;
  for (std::size_t i = 1; i < given.size(); ++i) {
    const double before = given[i - 1].value;
    const double after = given[i].value;
    returns.dates.push_back(given[i].date);
    returns.values.push_back(kind == ReturnKind::LOG ? std::log(after / before) : after - before);
    returns.span_days.push_back(static_cast<int>((given[i].date - given[i - 1].date).count()));
    returns.span_weekdays.push_back(weekdays_between(given[i - 1].date, given[i].date));
  }
  return returns;
}

void throw_if_any(std::vector<Violation>& violations) {
  if (!violations.empty()) throw InvalidInput(std::move(violations));
}

/// Days since Monday 1969-12-29, in whole weeks.
long week_of(Date date) { return (date.time_since_epoch().count() + 3 + 7 * 100000L) / 7; }

void append(ReturnSeries& target, const ReturnSeries& source, std::size_t i) {
  target.dates.push_back(source.dates[i]);
  target.values.push_back(source.values[i]);
  target.span_days.push_back(source.span_days[i]);
  target.span_weekdays.push_back(source.span_weekdays[i]);
}

}  // namespace

int weekdays_between(Date start, Date end) {
  const auto whole_weeks = (end - start).count() / 7;
  int count = static_cast<int>(5 * whole_weeks);
  for (Date day = start + days{7 * whole_weeks + 1}; day <= end; day += days{1}) count += is_weekend(day) ? 0 : 1;
  return count;
}

ReturnSeries returns_of(const SeriesTable& table, std::string_view name, ReturnKind kind) {
  std::vector<Violation> violations;
  const auto given = observations_of(table, name, kind, violations);
  throw_if_any(violations);
  return between(name, given, kind);
}

ReturnSeries weekly_returns_of(const SeriesTable& table, std::string_view name, ReturnKind kind) {
  std::vector<Violation> violations;
  const auto given = observations_of(table, name, kind, violations);
  throw_if_any(violations);
  std::vector<Observation> last_of_week;
  for (const Observation& observation : given) {
    if (!last_of_week.empty() && week_of(last_of_week.back().date) == week_of(observation.date)) {
      last_of_week.back() = observation;
    } else {
      last_of_week.push_back(observation);
    }
  }
  return between(name, last_of_week, kind);
}

PairedReturns paired_returns_of(const SeriesTable& table, std::string_view first, ReturnKind first_kind,
                                std::string_view second, ReturnKind second_kind) {
  std::vector<Violation> violations;
  const auto one = observations_of(table, first, first_kind, violations);
  const auto other = observations_of(table, second, second_kind, violations);
  throw_if_any(violations);
  std::vector<Observation> shared_one;
  std::vector<Observation> shared_other;
  for (std::size_t i = 0, j = 0; i < one.size() && j < other.size();) {
    if (one[i].date < other[j].date) {
      ++i;
    } else if (other[j].date < one[i].date) {
      ++j;
    } else {
      shared_one.push_back(one[i++]);
      shared_other.push_back(other[j++]);
    }
  }
  return {between(first, shared_one, first_kind), between(second, shared_other, second_kind)};
}

ReturnSeries ordinary_returns(const ReturnSeries& returns, const std::vector<Date>& excluded, int longest_span) {
  ReturnSeries kept;
  kept.name = returns.name;
  for (std::size_t i = 0; i < returns.dates.size(); ++i) {
    const bool named = std::find(excluded.begin(), excluded.end(), returns.dates[i]) != excluded.end();
    if (!named && returns.span_weekdays[i] <= longest_span) append(kept, returns, i);
  }
  return kept;
}

ReturnSeries book_returns(std::string_view name, const std::vector<ReturnSeries>& members, std::span<const double> weights,
                          std::size_t fewest, int longest_span) {
  LODESTONE_EXPECT(weights.size() == members.size());
  struct Day {
    double value = 0.0;   // Σ w e^r
    double weight = 0.0;  // Σ w
    std::size_t count = 0;
  };
  std::map<Date, Day> days_of_book;
  for (std::size_t m = 0; m < members.size(); ++m) {
    for (std::size_t i = 0; i < members[m].dates.size(); ++i) {
      if (members[m].span_weekdays[i] > longest_span) continue;
      Day& day = days_of_book[members[m].dates[i]];
      day.value += weights[m] * std::exp(members[m].values[i]);
      day.weight += weights[m];
      ++day.count;
    }
  }
  ReturnSeries book;
  book.name = name;
  Date previous = kNoDate;
  for (const auto& [date, day] : days_of_book) {
    if (day.count < fewest) continue;
    book.dates.push_back(date);
    book.values.push_back(std::log(day.value / day.weight));
    book.span_days.push_back(previous == kNoDate ? 1 : static_cast<int>((date - previous).count()));
    book.span_weekdays.push_back(previous == kNoDate ? 1 : weekdays_between(previous, date));
    previous = date;
  }
  return book;
}

}  // namespace lodestone::calibration
