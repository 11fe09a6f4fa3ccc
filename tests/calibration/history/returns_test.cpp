#include <lodestone/calibration/history/returns.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace lodestone::calibration {
namespace {

// 2024-01-05 is a Friday.
const SeriesTable kTable = read_series_table("h.csv",
                                             "date,A,B,rate\n"
                                             "2024-01-04,10,20,4.0\n"
                                             "2024-01-05,11,,3.9\n"
                                             "2024-01-08,,22,4.1\n"
                                             "2024-01-09,12,21,\n"
                                             "2024-01-16,12,25,0\n"
                                             "2024-01-17,13,26,-0.1\n");

TEST(WeekdaysBetween, CountsMondaysToFridays) {
  EXPECT_EQ(weekdays_between(make_date(2024, 1, 5), make_date(2024, 1, 8)), 1);
  EXPECT_EQ(weekdays_between(make_date(2024, 1, 4), make_date(2024, 1, 5)), 1);
  EXPECT_EQ(weekdays_between(make_date(2024, 1, 5), make_date(2024, 1, 5)), 0);
  EXPECT_EQ(weekdays_between(make_date(2024, 1, 5), make_date(2024, 1, 7)), 0);
  EXPECT_EQ(weekdays_between(make_date(2022, 12, 21), make_date(2023, 1, 3)), 9);
}

TEST(Returns, AcrossABlankSpanSeveralDays) {
  const ReturnSeries returns = returns_of(kTable, "A", ReturnKind::LOG);
  EXPECT_EQ(returns.dates,
            (std::vector<Date>{make_date(2024, 1, 5), make_date(2024, 1, 9), make_date(2024, 1, 16), make_date(2024, 1, 17)}));
  EXPECT_DOUBLE_EQ(returns.values[1], std::log(12.0 / 11.0));
  EXPECT_EQ(returns.span_days, (std::vector<int>{1, 4, 7, 1}));
  EXPECT_EQ(returns.span_weekdays, (std::vector<int>{1, 2, 5, 1}));
}

TEST(Returns, OfARateAreDifferencesAndMayCrossZero) {
  const ReturnSeries returns = returns_of(kTable, "rate", ReturnKind::DIFFERENCE);
  EXPECT_DOUBLE_EQ(returns.values[0], 3.9 - 4.0);
  EXPECT_DOUBLE_EQ(returns.values.back(), -0.1);
}

TEST(Returns, OfLogsNameEachValueThatHasNone) {
  try {
    returns_of(kTable, "rate", ReturnKind::LOG);
    FAIL() << "must be refused";
  } catch (const InvalidInput& refusal) {
    ASSERT_EQ(refusal.violations().size(), 2u);
    EXPECT_EQ(to_string(refusal.violations()[0]),
              "h.csv:rate[2024-01-16] = 0: must be > 0 in a series of log returns. Use differences, or leave the value blank.");
  }
  EXPECT_THROW(returns_of(kTable, "C", ReturnKind::LOG), InvalidInput);
}

TEST(PairedReturns, UseTheDatesThatBothHave) {
  const PairedReturns pair = paired_returns_of(kTable, "A", ReturnKind::LOG, "B", ReturnKind::LOG);
  EXPECT_EQ(pair.first.dates, pair.second.dates);
  EXPECT_EQ(pair.first.dates, (std::vector<Date>{make_date(2024, 1, 9), make_date(2024, 1, 16), make_date(2024, 1, 17)}));
  EXPECT_DOUBLE_EQ(pair.first.values[0], std::log(12.0 / 10.0));
  EXPECT_DOUBLE_EQ(pair.second.values[0], std::log(21.0 / 20.0));
  EXPECT_EQ(pair.second.span_weekdays, (std::vector<int>{3, 5, 1}));
}

TEST(WeeklyReturns, RunFromTheLastValueOfAWeekToTheNext) {
  const ReturnSeries returns = weekly_returns_of(kTable, "B", ReturnKind::LOG);
  EXPECT_EQ(returns.dates, (std::vector<Date>{make_date(2024, 1, 9), make_date(2024, 1, 17)}));
  EXPECT_DOUBLE_EQ(returns.values[0], std::log(21.0 / 20.0));
  EXPECT_DOUBLE_EQ(returns.values[1], std::log(26.0 / 21.0));
}

TEST(OrdinaryReturns, LeaveOutNamedDaysAndLongSpans) {
  const ReturnSeries returns = returns_of(kTable, "A", ReturnKind::LOG);
  const ReturnSeries kept = ordinary_returns(returns, {make_date(2024, 1, 5)}, 4);
  EXPECT_EQ(kept.dates, (std::vector<Date>{make_date(2024, 1, 9), make_date(2024, 1, 17)}));
  EXPECT_EQ(kept.values[0], returns.values[1]);
  EXPECT_EQ(kept.span_weekdays, (std::vector<int>{2, 1}));
}

TEST(BookReturns, AreTheLogOfTheMeanGrossReturnOfThoseThatTrade) {
  const ReturnSeries a = returns_of(kTable, "A", ReturnKind::LOG);
  const ReturnSeries b = returns_of(kTable, "B", ReturnKind::LOG);
  const std::vector<double> equal = {1.0, 1.0};
  const ReturnSeries book = book_returns("book", {a, b}, equal, 1, 4);
  EXPECT_EQ(book.dates,
            (std::vector<Date>{make_date(2024, 1, 5), make_date(2024, 1, 8), make_date(2024, 1, 9), make_date(2024, 1, 17)}));
  EXPECT_NEAR(book.values[0], std::log(1.1), 1e-15) << "one member alone, whatever its weight";
  EXPECT_NEAR(book.values[2], std::log(0.5 * (12.0 / 11.0 + 21.0 / 22.0)), 1e-15);
  EXPECT_EQ(book_returns("book", {a, b}, equal, 2, 4).dates,
            (std::vector<Date>{make_date(2024, 1, 9), make_date(2024, 1, 17)}));
  EXPECT_NEAR(book_returns("book", {a, b}, std::vector<double>{3.0, 1.0}, 1, 4).values[2],
              std::log(0.75 * 12.0 / 11.0 + 0.25 * 21.0 / 22.0), 1e-15);
}

}  // namespace
}  // namespace lodestone::calibration
