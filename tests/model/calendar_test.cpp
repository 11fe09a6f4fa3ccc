#include <lodestone/model/calendar.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kFriday = make_date(2025, 12, 19);
const std::vector<Date> kHolidays = {make_date(2025, 12, 25), make_date(2025, 12, 26), make_date(2026, 1, 1)};

TEST(HorizonDate, CountsBusinessDaysWithoutWeekendsAndHolidays) {
  EXPECT_EQ(horizon_date("1d", kFriday, kHolidays), make_date(2025, 12, 22));
  EXPECT_EQ(horizon_date("3d", kFriday, kHolidays), make_date(2025, 12, 24));
  EXPECT_EQ(horizon_date("4d", kFriday, kHolidays), make_date(2025, 12, 29));
  EXPECT_EQ(horizon_date("4d", kFriday, {}), make_date(2025, 12, 25));
}

TEST(HorizonDate, CountsWeeksMonthsAndYearsByTheCalendar) {
  const Date as_of = make_date(2025, 12, 31);
  EXPECT_EQ(horizon_date("2w", as_of, kHolidays), make_date(2026, 1, 14));
  EXPECT_EQ(horizon_date("2m", as_of, kHolidays), make_date(2026, 2, 28));
  EXPECT_EQ(horizon_date("1y", as_of, kHolidays), make_date(2026, 12, 31));
  EXPECT_EQ(horizon_date("1000w", as_of, kHolidays), as_of + days{7000});
  EXPECT_EQ(horizon_date("2026-07-04", as_of, kHolidays), make_date(2026, 7, 4));
}

TEST(HorizonDate, IsNoDateForAnythingElse) {
  for (const char* label : {"", "d", "1", "0d", "-1d", "1x", "1 d", "1.5y", "10dd", "2026-02-30", "123456d", "one year"}) {
    EXPECT_EQ(horizon_date(label, kFriday, {}), kNoDate) << label;
  }
}

TEST(LastHorizon, IsTheLastOneOrNoDateWhenOneCannotBeRead) {
  Study study;
  study.as_of = kFriday;
  EXPECT_EQ(last_horizon(study), kNoDate);
  study.simulation.horizons = {"1y", "10d", "3m"};
  EXPECT_EQ(last_horizon(study), make_date(2026, 12, 19));
  study.simulation.horizons.push_back("soon");
  EXPECT_EQ(last_horizon(study), kNoDate);
}

TEST(AllDeliveries, MergesTheListAndTheScheduleByDueDate) {
  const std::vector<Delivery> all = all_deliveries({{make_date(2026, 5, 1), 7.0}, {make_date(2026, 1, 15), 5.0}},
                                                   DeliverySchedule{make_date(2026, 1, 31), make_date(2026, 5, 31), 2, 3.0});
  std::vector<std::string> text;
  for (const Delivery& delivery : all) text.push_back(to_string(delivery.due) + " " + std::to_string(int(delivery.quantity)));
  EXPECT_THAT(text, ElementsAre("2026-01-15 5", "2026-01-31 3", "2026-03-31 3", "2026-05-01 7", "2026-05-31 3"));
}

TEST(AllDeliveries, CountsTheMonthsOfAScheduleFromItsFirstDay) {
  const std::vector<Delivery> all =
      all_deliveries({}, DeliverySchedule{make_date(2026, 1, 31), make_date(2026, 3, 31), 1, 1.0});
  ASSERT_EQ(all.size(), 3u);  // the 28th of February does not make the next one the 28th of March
  EXPECT_EQ(all[1].due, make_date(2026, 2, 28));
  EXPECT_EQ(all[2].due, make_date(2026, 3, 31));
}

TEST(AllDeliveries, WritesOutNoScheduleThatDoesNotMove) {
  EXPECT_THAT(all_deliveries({}, DeliverySchedule{make_date(2026, 1, 31), make_date(2026, 3, 31), 0, 1.0}), IsEmpty());
  EXPECT_THAT(all_deliveries({}, DeliverySchedule{make_date(2026, 1, 31), kNoDate, 1, 1.0}), IsEmpty());
}

TEST(FixingDates, AreTheBusinessDaysOfTheMonth) {
  const std::vector<Date> dates =
      fixing_dates({AveragingWindow::CALENDAR_MONTH, 0}, FixingDays::DAILY, make_date(2025, 12, 10), kHolidays);
  EXPECT_EQ(dates.size(), 21u);  // 23 weekdays less two holidays
  EXPECT_EQ(dates.front(), make_date(2025, 12, 1));
  EXPECT_EQ(dates.back(), make_date(2025, 12, 31));
}

TEST(FixingDates, FallOnOneWeekdayEvenOnAHoliday) {
  EXPECT_THAT(fixing_dates({AveragingWindow::CALENDAR_MONTH, 0}, FixingDays::THURSDAY, make_date(2025, 12, 31), kHolidays),
              ElementsAre(make_date(2025, 12, 4), make_date(2025, 12, 11), make_date(2025, 12, 18), make_date(2025, 12, 25)));
  EXPECT_THAT(fixing_dates({AveragingWindow::CALENDAR_MONTH, -1}, FixingDays::MONDAY, make_date(2026, 3, 31), {}),
              ElementsAre(make_date(2026, 2, 2), make_date(2026, 2, 9), make_date(2026, 2, 16), make_date(2026, 2, 23)));
}

TEST(FixingDates, MoveByWholeQuartersFromTheQuarterOfTheDueDate) {
  const auto window = [](int offset, Date due) {
    return fixing_dates({AveragingWindow::CALENDAR_QUARTER, offset}, FixingDays::DAILY, due, {});
  };
  // The quarter of 30 November is October to December, wherever in it the due date lies.
  for (const Date due : {make_date(2025, 10, 1), make_date(2025, 11, 30), make_date(2025, 12, 31)}) {
    EXPECT_EQ(window(0, due).front(), make_date(2025, 10, 1));
    EXPECT_EQ(window(0, due).back(), make_date(2025, 12, 31));
    EXPECT_EQ(window(-1, due).front(), make_date(2025, 7, 1));
    EXPECT_EQ(window(1, due).back(), make_date(2026, 3, 31));
  }
  EXPECT_THAT(fixing_dates({AveragingWindow::AT_DELIVERY, 0}, FixingDays::DAILY, kFriday, {}), IsEmpty());
}

TEST(QuarterEnds, AreAfterTodayAndUpToTheEnd) {
  EXPECT_THAT(quarter_ends(make_date(2025, 11, 19), make_date(2026, 6, 30)),
              ElementsAre(make_date(2025, 12, 31), make_date(2026, 3, 31), make_date(2026, 6, 30)));
  EXPECT_THAT(quarter_ends(make_date(2025, 12, 31), make_date(2026, 6, 29)), ElementsAre(make_date(2026, 3, 31)));
}

}  // namespace
}  // namespace lodestone
