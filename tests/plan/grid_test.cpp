#include <gtest/gtest.h>
#include <lodestone/plan/grid.hpp>

#include <algorithm>
#include <model/example_study.hpp>

namespace lodestone {
namespace {

/// As of Wednesday 2025-12-31, to a horizon; nothing happens in between.
Study quiet_study(const std::string& horizon) {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  study.simulation.horizons = {horizon};
  return study;
}

bool holds(const Grid& grid, Date date) { return std::find(grid.dates.begin(), grid.dates.end(), date) != grid.dates.end(); }

TEST(Grid, HasTenBusinessDaysThenWeeksThenMonths) {
  const Grid grid = build_grid(quiet_study("2y"));
  // Ten business days end on Wednesday 2026-01-14; weeks are Wednesdays to 2026-12-30 and, past the year, month ends.
  EXPECT_EQ(grid.dates[1], make_date(2026, 1, 1));
  EXPECT_EQ(grid.dates[10], make_date(2026, 1, 14));
  EXPECT_EQ(grid.dates[11], make_date(2026, 1, 21));
  EXPECT_TRUE(holds(grid, make_date(2027, 12, 29)));
  EXPECT_EQ(grid.dates.back(), make_date(2027, 12, 31));
  // weekly_until is the last horizon when that is more than a year away: 10 days, weeks 3 … 104, and the horizon itself.
  EXPECT_EQ(grid.last_step(), 10 + 102 + 1);
}

TEST(Grid, TurnsToMonthsAfterTheWeeksAskedFor) {
  Study study = quiet_study("2y");
  study.simulation.horizons = {"3m", "2y"};
  study.simulation.weekly_until = make_date(2026, 3, 31);
  const Grid grid = build_grid(study);
  EXPECT_TRUE(holds(grid, make_date(2026, 3, 25)));
  EXPECT_FALSE(holds(grid, make_date(2026, 4, 1)));
  EXPECT_TRUE(holds(grid, make_date(2026, 4, 30)));
  EXPECT_TRUE(holds(grid, make_date(2027, 11, 30)));
  EXPECT_EQ(grid.dates[static_cast<std::size_t>(grid.horizon_steps[0])], make_date(2026, 3, 31));
}

TEST(Grid, LeavesHolidaysOutOfTheBusinessDays) {
  Study study = quiet_study("1m");
  study.simulation.holidays = {make_date(2026, 1, 1)};
  const Grid grid = build_grid(study);
  EXPECT_EQ(grid.dates[1], make_date(2026, 1, 2));
  EXPECT_EQ(grid.dates[10], make_date(2026, 1, 15));
}

TEST(Grid, UsesGivenDatesInsteadOfItsOwn) {
  Study study = quiet_study("2026-06-30");
  study.simulation.grid_dates = {make_date(2026, 2, 28), make_date(2026, 6, 30)};
  const Grid grid = build_grid(study);
  EXPECT_EQ(grid.last_step(), 2);
  EXPECT_DOUBLE_EQ(grid.step_years[1], 59.0 / 365.0);
}

TEST(Grid, HoldsEveryDateOnWhichSomethingHappens) {
  const Study study = example_study();
  const Grid grid = build_grid(study);
  for (const Chain& chain : study.policy.chains) {
    for (const PolicyEvent& event : chain.events) {
      EXPECT_TRUE(event.date > grid.dates.back() || holds(grid, event.date)) << to_string(event.date);
    }
  }
  for (const LicenceAccount& account : study.licences.accounts) {
    for (const LicenceStatus& status : account.today) {
      if (status.state != LicenceState::LIVE || status.live_until + days{1} > grid.dates.back()) continue;
      EXPECT_TRUE(holds(grid, status.live_until + days{1})) << account.id;
    }
  }
  EXPECT_TRUE(holds(grid, make_date(2026, 3, 31))) << "quarter end";
  EXPECT_TRUE(std::is_sorted(grid.dates.begin(), grid.dates.end()));
  EXPECT_EQ(std::adjacent_find(grid.dates.begin(), grid.dates.end()), grid.dates.end());
}

TEST(Grid, FindsTheStepOfADate) {
  const Grid grid = build_grid(quiet_study("1y"));
  EXPECT_EQ(grid.step_on(grid.dates[17]), 17);
  EXPECT_EQ(grid.step_from(grid.dates[17] + days{1}), 18);
  EXPECT_EQ(grid.step_from(grid.dates.front()), 1) << "today's step is the first that moves";
  EXPECT_EQ(grid.step_from(grid.dates.back() + days{1}), grid.last_step() + 1);
}

}  // namespace
}  // namespace lodestone
