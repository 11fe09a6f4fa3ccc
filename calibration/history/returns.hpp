/// Returns with the time they span, from a history with blanks.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/calibration/history/series_table.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// LOG: ln(v′/v), for prices. DIFFERENCE: v′ − v, for rates and spreads, in their own unit.
enum class ReturnKind { LOG, DIFFERENCE };

/// One return an entry, from a value to the next one given. Shapes: all (n,).
struct ReturnSeries {
  std::string name;
  std::vector<Date> dates;  ///< the later of the two days, increasing
  std::vector<double> values;
  std::vector<int> span_days;      ///< calendar days between the two
  std::vector<int> span_weekdays;  ///< Mondays to Fridays after the first, up to the second: 1 from Friday to Monday
};

/// Returns between neighbouring values given; a blank lengthens the span of the return across it.
///
/// Throws `InvalidInput` naming each value ≤ 0 of a LOG series, and a name that the table does not hold.
LODESTONE_EXPORT ReturnSeries returns_of(const SeriesTable& table, std::string_view name, ReturnKind kind);

/// Returns from one week's last value to the next week's; a week without a value lengthens the span. Weeks begin on Monday.
///
/// For assessed prices, and for correlations of markets that close at different hours. Throws as `returns_of`.
LODESTONE_EXPORT ReturnSeries weekly_returns_of(const SeriesTable& table, std::string_view name, ReturnKind kind);

/// Two series over the same spans: a return for each pair of neighbouring dates on which both have a value.
struct PairedReturns {
  ReturnSeries first;
  ReturnSeries second;
};

/// Throws as `returns_of`, for both series at once.
LODESTONE_EXPORT PairedReturns paired_returns_of(const SeriesTable& table, std::string_view first, ReturnKind first_kind,
                                                 std::string_view second, ReturnKind second_kind);

/// The returns without those that end on one of `excluded` (a demerger, a consolidation) or span more than `longest_span`
/// weekdays; the rest count as consecutive one-day returns.
LODESTONE_EXPORT ReturnSeries ordinary_returns(const ReturnSeries& returns, const std::vector<Date>& excluded,
                                               int longest_span);

/// The log return of a book rebalanced daily to its weights: ln(Σ w e^r / Σ w) over the members with a return that ends on the
/// day and spans at most `longest_span` weekdays; days on which fewer than `fewest` members have one are left out.
///
/// Members are LOG series, weights (members,) > 0 (caller). Its spans are those since the book's previous day.
LODESTONE_EXPORT ReturnSeries book_returns(std::string_view name, const std::vector<ReturnSeries>& members,
                                           std::span<const double> weights, std::size_t fewest, int longest_span);

/// Mondays to Fridays after `start`, up to `end` [d]. Precondition: start ≤ end.
LODESTONE_EXPORT int weekdays_between(Date start, Date end);

}  // namespace lodestone::calibration
