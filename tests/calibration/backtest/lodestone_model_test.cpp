#include <lodestone/calibration/backtest/lodestone_model.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

struct History {
  std::vector<Date> dates;
  std::vector<double> returns;
  ReturnHistory view() const { return {dates, returns}; }
};

/// r_t = φ r_{t−1} + 2 % × Student 5.
History generated_history(int count, double autocorrelation, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::student_t_distribution<double> student(5.0);
  History history;
  double previous = 0.0;
  for (int i = 0; i < count; ++i) {
    previous = autocorrelation * previous + 0.02 * std::sqrt(0.6) * student(bits);
    history.dates.push_back(make_date(2012, 1, 2) + days{i});
    history.returns.push_back(previous);
  }
  return history;
}

std::vector<PredictiveLaw> laws_of(const History& history, LodestoneModelOptions options = {}) {
  return lodestone_model(std::move(options)).start({1, 10})(history.view(), true);
}

TEST(LodestoneModel, ForecastsAKnownConstantLaw) {
  const auto laws = laws_of(generated_history(2000, 0.0, 1));
  // t5 at unit variance: 1.9912 and 2.6065 (q√0.6). Errors: 3 % for a variance known from 500 days, 8 % for a 1 % quantile of a
  // thousand weighted residuals; four times their root of squares would pass anything, so two.
  EXPECT_NEAR(-quantile(laws[0], 0.025) / 0.02, 1.9912, 2.0 * 0.09);
  EXPECT_NEAR(-quantile(laws[0], 0.01) / 0.02, 2.6065, 2.0 * 0.22);
  EXPECT_NEAR(-quantile(laws[1], 0.025) / 0.02, 1.96 * std::sqrt(10.0), 0.15 * 6.2);
}

TEST(LodestoneModel, SeesThatAutocorrelationWidensTenDaysAndNotOne) {
  const auto without = laws_of(generated_history(2000, 0.0, 2));
  const auto with = laws_of(generated_history(2000, 0.15, 2));
  const auto ratio = [](const std::vector<PredictiveLaw>& laws) {
    return (quantile(laws[1], 0.99) - quantile(laws[1], 0.01)) / (quantile(laws[0], 0.99) - quantile(laws[0], 0.01));
  };
  // Variance of a sum of ten with φ = 0.13 after shrinking: 1 + 2·Σ(1 − k/10)φ^k ≈ 1.26 of the independent one.
  EXPECT_NEAR(ratio(with) / ratio(without), std::sqrt(1.26), 0.06);
}

TEST(LodestoneModel, AnswersAFallWithAWiderLaw) {
  History history = generated_history(1000, 0.0, 3);
  history.returns.back() = 0.0;
  const double quiet = -quantile(laws_of(history)[0], 0.01);
  history.returns.back() = -0.10;
  const double fallen = -quantile(laws_of(history)[0], 0.01);
  EXPECT_GT(fallen, 1.2 * quiet);
}

TEST(LodestoneModel, KeepsTheShareOfDaysWithoutAMove) {
  History history = generated_history(1000, 0.1, 4);
  for (std::size_t i = 0; i < 1000; i += 5) history.returns[i] = 0.0;
  const PredictiveLaw law = laws_of(history)[0];
  const auto zeros = static_cast<double>(std::count(law.atoms.begin(), law.atoms.end(), 0.0));
  EXPECT_NEAR(zeros / static_cast<double>(law.atoms.size()), 0.2, 0.01);
}

TEST(LodestoneModel, LeansOnTheSectorWhileItsHistoryIsShort) {
  // All zeros but for a few: no maximum likelihood to trust, yet a forecast.
  const auto laws = laws_of(generated_history(120, 0.0, 5));
  for (const PredictiveLaw& law : laws) {
    for (const double atom : law.atoms) EXPECT_TRUE(std::isfinite(atom));
    EXPECT_TRUE(std::is_sorted(law.atoms.begin(), law.atoms.end()));
  }
}

TEST(LodestoneModel, WidensItsTailWhenPolicyMovesOften) {
  const History history = generated_history(1500, 0.0, 6);
  LodestoneModelOptions options;
  for (int i = 0; i < 40; ++i) {
    const std::size_t day = static_cast<std::size_t>(1000 + 12 * i);
    options.events.push_back({.date = history.dates[day], .direction = PolicyDirection::TIGHTEN});
  }
  History moved = history;
  for (const PolicyEvent& event : options.events) {
    const auto day = std::lower_bound(moved.dates.begin(), moved.dates.end(), event.date) - moved.dates.begin();
    moved.returns[static_cast<std::size_t>(day)] *= 4.0;
  }
  EXPECT_GT(-tail_mean(laws_of(moved, options)[0], 0.01), -tail_mean(laws_of(history)[0], 0.01));

  // Neutral events, and those still to come, change nothing.
  LodestoneModelOptions later;
  later.events = {{.date = history.dates.front() + days{5}, .direction = PolicyDirection::NEUTRAL}};
  const auto neutral = laws_of(history, later);
  later.events.push_back({.date = history.dates.back() + days{1}, .direction = PolicyDirection::TIGHTEN});
  EXPECT_EQ(laws_of(history, later)[0].atoms, neutral[0].atoms);
}

}  // namespace
}  // namespace lodestone::calibration
