#include <lodestone/base/date.hpp>

#include <gtest/gtest.h>

namespace lodestone {
namespace {

TEST(YearFraction, IsActual365Fixed) {
  EXPECT_EQ(year_fraction(make_date(2025, 12, 31), make_date(2026, 12, 31)), 1.0);
  EXPECT_EQ(year_fraction(make_date(2024, 1, 1), make_date(2025, 1, 1)), 366.0 / 365.0);
  EXPECT_EQ(year_fraction(make_date(2026, 1, 2), make_date(2026, 1, 1)), -1.0 / 365.0);
}

TEST(MakeDate, KnowsLeapYears) {
  EXPECT_EQ(to_string(make_date(2024, 2, 29)), "2024-02-29");
  EXPECT_EQ(to_string(make_date(2000, 2, 29)), "2000-02-29");
  EXPECT_EQ(make_date(2025, 2, 29), kNoDate);
  EXPECT_EQ(make_date(1900, 2, 29), kNoDate);
  EXPECT_EQ(make_date(2025, 13, 1), kNoDate);
  EXPECT_EQ(make_date(2025, 4, 31), kNoDate);
  EXPECT_EQ(make_date(2025, 0, 1), kNoDate);
}

TEST(ParseDate, ReadsWhatToStringWrites) {
  for (Date date = make_date(1999, 12, 25); date < make_date(2001, 3, 5); date += days{1}) {
    EXPECT_EQ(parse_date(to_string(date)), date);
  }
}

TEST(ParseDate, ReadsNothingElse) {
  for (const char* text : {"", "2026-1-01", "2026-01-1 ", "26-01-01", "2026/01/01", "2026-01-32", "2026-00-10", "2026-10-00",
                           "2026-+1-01", "2026--1-01", "2026-01-01 ", "20260101", "2026-01-0x"}) {
    EXPECT_EQ(parse_date(text), kNoDate) << text;
  }
  EXPECT_EQ(to_string(kNoDate), "no date");
}

TEST(AddMonths, KeepsTheDayOrTakesTheLastOneOfAShorterMonth) {
  EXPECT_EQ(add_months(make_date(2025, 1, 31), 1), make_date(2025, 2, 28));
  EXPECT_EQ(add_months(make_date(2024, 1, 31), 1), make_date(2024, 2, 29));
  EXPECT_EQ(add_months(make_date(2025, 1, 31), 3), make_date(2025, 4, 30));
  EXPECT_EQ(add_months(make_date(2025, 11, 15), 14), make_date(2027, 1, 15));
  EXPECT_EQ(add_months(make_date(2025, 3, 31), -1), make_date(2025, 2, 28));
  EXPECT_EQ(add_months(make_date(2025, 1, 10), -1), make_date(2024, 12, 10));
  EXPECT_EQ(add_months(make_date(2024, 2, 29), 12), make_date(2025, 2, 28));
}

TEST(MonthEnd, IsTheLastDay) {
  EXPECT_EQ(month_end(make_date(2024, 2, 1)), make_date(2024, 2, 29));
  EXPECT_EQ(month_end(make_date(2025, 2, 28)), make_date(2025, 2, 28));
  EXPECT_EQ(month_end(make_date(2025, 12, 31)), make_date(2025, 12, 31));
}

TEST(QuarterEnd, IsTheLastDayOfTheThirdMonth) {
  const Date ends[] = {make_date(2026, 3, 31), make_date(2026, 6, 30), make_date(2026, 9, 30), make_date(2026, 12, 31)};
  for (unsigned month = 1; month <= 12; ++month) {
    EXPECT_EQ(quarter_end(make_date(2026, month, 1)), ends[(month - 1) / 3]);
    EXPECT_EQ(quarter_end(month_end(make_date(2026, month, 1))), ends[(month - 1) / 3]);
    EXPECT_EQ(quarter_label(make_date(2026, month, 15)), "2026-Q" + std::to_string((month - 1) / 3 + 1));
  }
}

TEST(IsWeekend, IsSaturdayAndSunday) {
  const Date monday = make_date(2025, 11, 17);
  for (int day = 0; day < 7; ++day) EXPECT_EQ(is_weekend(monday + days{day}), day >= 5);
}

}  // namespace
}  // namespace lodestone
