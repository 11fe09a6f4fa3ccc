#include <lodestone/calibration/estimate/event_windows.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr Date kStart = make_date(2020, 1, 1);

// A random walk with daily steps and, on the given days, jumps N(mean, sd²).
DatedSeries walk(Random& random, int count, double volatility, const std::vector<int>& jump_days, double mean, double sd) {
  DatedSeries series;
  double x = 3.0;
  for (int day = 0; day < count; ++day) {
    x += volatility * random.normal();
    for (const int jump : jump_days) {
      if (jump == day) x += mean + sd * random.normal();
    }
    series.dates.push_back(kStart + days{day});
    series.values.push_back(x);
  }
  return series;
}

EventDates moves_on(const std::vector<int>& on) {
  EventDates events;
  for (const int day : on) events.moves.push_back(kStart + days{day});
  return events;
}

TEST(EventJump, IsTheChangeOverItsWindowLessDrift) {
  DatedSeries series;
  for (int day = 0; day < 100; ++day) {
    series.dates.push_back(kStart + days{day});
    series.values.push_back(0.01 * day + (day % 2 == 0 ? 0.001 : 0.0) + (day >= 50 ? 0.4 : 0.0) + (day >= 52 ? 0.2 : 0.0));
  }
  const JumpEstimate estimate = estimate_jump(series, moves_on({50}), {.before = 0, .after = 3});
  ASSERT_EQ(estimate.windows.size(), 1u);
  EXPECT_EQ(estimate.windows[0].steps, 3);  // from day 49 to day 52
  EXPECT_NEAR(estimate.mean.value, 0.6, 0.002);
  EXPECT_NEAR(estimate.mean.standard_error, estimate.step_volatility * std::sqrt(3.0), 1e-15);
  EXPECT_EQ(estimate.standard_deviation, 0.0);
  EXPECT_EQ(estimate.placebo_share, 0.0);
}

TEST(EventJump, MergesOverlapsAndLeavesOutConflictsAndWhatIsNotCovered) {
  Random random(91);
  const DatedSeries series = walk(random, 400, 0.01, {}, 0.0, 0.0);
  EventDates events = moves_on({100, 102, 200, 300, 399, 0});
  events.opposites = {kStart + days{301}};
  const JumpEstimate estimate = estimate_jump(series, events);
  ASSERT_EQ(estimate.windows.size(), 2u);
  EXPECT_EQ(estimate.windows[0].merged, 2);
  EXPECT_EQ(estimate.windows[0].steps, 7);
  EXPECT_EQ(estimate.windows[1].first, kStart + days{200});
  EXPECT_EQ(estimate.conflicting, 1);
  EXPECT_EQ(estimate.outside, 2);  // nothing before day 0, not enough after day 399
}

TEST(EventJump, OnADayWithoutAValueUsesTheNextOne) {
  Random random(92);
  DatedSeries series = walk(random, 200, 0.001, {100}, 0.5, 0.0);
  series.dates.erase(series.dates.begin() + 100);
  series.values.erase(series.values.begin() + 100);
  EXPECT_NEAR(estimate_jump(series, moves_on({100})).mean.value, 0.5, 0.02);
}

// Six moves of mean 0.3 and sd 0.1 a history: the interval of a mean from six is Student's, not the normal's, and covers less.
TEST(EventJump, HoldsTheTruthInMostHistories) {
  Random random(93);
  const std::vector<int> on = {100, 200, 300, 400, 500, 600, 700, 800, 900, 1000};
  Coverage mean;
  double deviation = 0.0;
  for (int history = 0; history < 400; ++history) {
    const JumpEstimate estimate = estimate_jump(walk(random, 1100, 0.02, on, 0.3, 0.1), moves_on(on));
    mean.add(estimate.mean, 0.3);
    deviation += estimate.standard_deviation / 400.0;
  }
  EXPECT_GE(mean.share(), 0.90);
  EXPECT_LE(mean.share(), 0.98);
  EXPECT_NEAR(deviation, 0.1, 0.01);
}

TEST(EventJump, OfNoEffectHasAUniformPlaceboShare) {
  Random random(94);
  double below = 0.0;
  for (int history = 0; history < 400; ++history) {
    if (estimate_jump(walk(random, 500, 0.02, {}, 0.0, 0.0), moves_on({250})).placebo_share < 0.1) below += 1.0;
  }
  EXPECT_NEAR(below / 400.0, 0.1, 4.0 * std::sqrt(0.09 / 400.0));
}

TEST(EventJump, WithoutAMoveSaysSo) {
  Random random(95);
  const JumpEstimate estimate = estimate_jump(walk(random, 100, 0.02, {}, 0.0, 0.0), {});
  EXPECT_TRUE(std::isnan(estimate.mean.value));
  EXPECT_NEAR(estimate.step_volatility, 0.02, 0.005);
}

TEST(EventJump, RefusesWhatItCannotUse) {
  Random random(96);
  DatedSeries series = walk(random, 20, 0.02, {}, 0.0, 0.0);
  series.dates[5] = series.dates[4];
  try {
    estimate_jump(series, {}, {.before = -1, .after = 0});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);
  }
  std::vector<int> crowded;
  for (int day = 1; day < 60; day += 4) crowded.push_back(day);
  EXPECT_THROW(estimate_jump(walk(random, 62, 0.02, {}, 0.0, 0.0), moves_on(crowded)), InvalidInput);
}

}  // namespace
}  // namespace lodestone::calibration
