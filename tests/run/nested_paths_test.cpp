#include <gtest/gtest.h>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <model/example_study.hpp>
#include <numeric>
#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>
#include <string>
#include <vector>

namespace lodestone {
namespace {

constexpr Tile kTile{0, 64, 64};

SimulationPlan to_last_flow(Study study) { return compile_paths(validate(std::move(study)), Isa::AVX2, Reach::LAST_FLOW); }

std::vector<std::uint32_t> first_paths(std::size_t count) {
  std::vector<std::uint32_t> paths(count);
  std::iota(paths.begin(), paths.end(), 0u);
  return paths;
}

constexpr double kReversion = 1.0, kMean = 4.6, kVolatility = 0.3, kRate = 0.05, kFixed = 95.0;

/// Two payments of one index swap, in 6 and 12 months: an Ornstein–Uhlenbeck log price, a constant rate.
Study swap_study() {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  Factor x;
  x.id = "x";
  x.initial_value = 4.5;
  x.mean_reversion_per_year = kReversion;
  x.long_run_mean = {kMean};
  x.volatility_per_sqrt_year = {kVolatility};
  study.market.factors = {x};
  Observable rate;
  rate.id = "rate";
  rate.kind = ObservableKind::LINEAR;
  rate.meaning = ObservableMeaning::RATE;
  rate.intercept = kRate;
  study.market.observables = {reference::oxide_price("spot", "x"), rate};
  study.market.discount_rate = "rate";
  IndexSwap swap;
  swap.index = "spot";
  swap.fixed_price = kFixed;
  swap.settlements = {{make_date(2026, 7, 1), 1.0}, {make_date(2027, 1, 1), 2.0}};
  study.portfolio.positions = {reference::position("swap", swap)};
  study.simulation.horizons = {"3m"};
  return study;
}

/// E[S_T | x] − K, discounted.
double swap_value(double x, double years) {
  const double a = std::exp(-kReversion * years);
  const double variance = kVolatility * kVolatility * (1.0 - a * a) / (2.0 * kReversion);
  return (std::exp(a * x + kMean * (1.0 - a) + 0.5 * variance) - kFixed) * std::exp(-kRate * years);
}

// 50 states, 1024 inner paths each: Σ z² is χ²(50), inside [20.9, 96.1] but for one run in 5000.
TEST(NestedPaths, MeansAreTheClosedFormOfAForward) {
  const SimulationPlan plan = to_last_flow(swap_study());
  const int step = plan.grid.last_horizon_step();
  const Date date = plan.grid.dates[static_cast<std::size_t>(step)];
  const std::vector<RestMoments> moments = nested_values(plan, step, first_paths(50), 1024, 2);
  Workspace outer(plan, 64);
  run_to(plan, step, kTile, outer);
  double chi_squared = 0.0;
  for (std::size_t p = 0; p < moments.size(); ++p) {
    const double x = outer.x.row(0)[p];
    const double expected = swap_value(x, year_fraction(date, make_date(2026, 7, 1))) +
                            2.0 * swap_value(x, year_fraction(date, make_date(2027, 1, 1)));
    const double z = (moments[p].mean[0] - expected) / std::sqrt(moments[p].variance[0] / 1024.0);
    EXPECT_LT(std::abs(z), 5.0) << "path " << p;
    chi_squared += z * z;
  }
  EXPECT_GT(chi_squared, 20.9);
  EXPECT_LT(chi_squared, 96.1);
}

// Lane p of the copy goes on as lane p of the original, under the same key and number: a row that is not copied shows in its
// cash, licences or projects. The copy's own past is that of other paths, so no row is right by chance.
TEST(NestedPaths, CopyEverythingThatAPathIsMadeOf) {
  Study study = example_study();
  study.market.factors[0].jumps = {};
  const SimulationPlan plan = to_last_flow(study);
  const SimulationPlan others = with_key_of(plan, SidePaths::FRESH);
  for (const int step : {3, plan.end_step / 3, plan.end_step / 2}) {
    Workspace original(plan, 64), copy(plan, 64), outer(plan, 64);
    run_to(plan, step, kTile, outer);
    run_to(plan, plan.end_step, kTile, original);
    for (const std::size_t lane : {0u, 21u, 42u, 63u}) {
      run_to(others, plan.end_step, {64, 64, 64}, copy);
      copy.take(kTile);
      copy.copy_path(outer, lane);
      for (int k = step + 1; k <= plan.end_step; ++k) advance_step(plan, k, copy);
      const std::string where = "lane " + std::to_string(lane) + " from step " + std::to_string(step);
      const auto expect_same = [&](const auto& a, const auto& b, const char* rows) {
        for (std::size_t r = 0; r < a.rows(); ++r)
          EXPECT_EQ(a.row(r)[lane], b.row(r)[lane]) << rows << " " << r << ", " << where;
      };
      expect_same(original.discounted, copy.discounted, "discounted");
      expect_same(original.accrued, copy.accrued, "accrued");
      expect_same(original.period_cash, copy.period_cash, "period_cash");
      expect_same(original.x, copy.x, "x");
      expect_same(original.feedback, copy.feedback, "feedback");
      expect_same(original.live_until, copy.live_until, "live_until");
      expect_same(original.ordinal, copy.ordinal, "ordinal");
      expect_same(original.account_counts, copy.account_counts, "account_counts");
      expect_same(original.shipped_day, copy.shipped_day, "shipped_day");
      expect_same(original.failure_cost, copy.failure_cost, "failure_cost");
      expect_same(original.lost, copy.lost, "lost");
      expect_same(original.damages_left, copy.damages_left, "damages_left");
      expect_same(original.default_day, copy.default_day, "default_day");
      expect_same(original.stock, copy.stock, "stock");
      expect_same(original.project, copy.project, "project");
      expect_same(original.output_ratio, copy.output_ratio, "output_ratio");
      expect_same(original.milestone_day, copy.milestone_day, "milestone_day");
    }
  }
}

/// √n·D of a sample against Exp(1): above 2.23 in one run of 10,000 (Kolmogorov).
double distance_to_exponential(std::vector<double> sample) {
  std::sort(sample.begin(), sample.end());
  const double n = static_cast<double>(sample.size());
  double distance = 0.0;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    const double law = -std::expm1(-sample[k]);
    distance = std::max({distance, std::abs(law - static_cast<double>(k) / n), std::abs(law - static_cast<double>(k + 1) / n)});
  }
  return std::sqrt(n) * distance;
}

TEST(NestedPaths, WhatIsLeftOfAPendingClockIsExponential) {
  constexpr std::size_t kInner = 4096;
  const SimulationPlan plan = to_last_flow(reference::licence_toy_study(0.5));
  const SimulationPlan inner = with_key_of(plan, SidePaths::INNER);
  Workspace outer(plan, 64), work(plan, kInner);
  run_to(plan, 10, kTile, outer);
  std::size_t lane = 0;
  while (outer.pending_since.row(0)[lane] == kNever) ++lane;
  start_rest(inner, 10, outer, lane, {0, kInner, kInner}, work);
  const double hazard = outer.hazard.row(0)[lane];
  EXPECT_GT(hazard, 0.0);
  std::vector<double> left;
  for (std::size_t p = 0; p < kInner; ++p) {
    EXPECT_EQ(work.hazard.row(0)[p], hazard);
    left.push_back(work.clock.row(0)[p] - hazard);
  }
  EXPECT_LT(distance_to_exponential(left), 2.23);
}

TEST(NestedPaths, WhatIsLeftOfACounterpartysClockIsExponential) {
  constexpr std::size_t kInner = 4096;
  Study study = swap_study();
  study.counterparties = {{"trader", "rate", "", 0.0}};
  study.portfolio.positions[0].counterparty = "trader";
  const SimulationPlan plan = to_last_flow(study);
  const int step = plan.grid.last_horizon_step();
  Workspace outer(plan, 64), work(plan, kInner);
  run_to(plan, step, kTile, outer);
  start_rest(with_key_of(plan, SidePaths::INNER), step, outer, 7, {0, kInner, kInner}, work);
  std::vector<double> left;
  for (std::size_t p = 0; p < kInner; ++p) left.push_back(work.default_clock.row(0)[p] - outer.default_hazard.row(0)[7]);
  EXPECT_GT(outer.default_hazard.row(0)[7], 0.0);
  EXPECT_LT(distance_to_exponential(left), 2.23);
}

// The exact value is the grid's own recursion. By week 10 some paths are live, some refused or revoked, some pending since week
// 0.
TEST(NestedPaths, MeansOverAllStatesAreTheValueToday) {
  constexpr std::size_t kOuter = 2048;
  const SimulationPlan plan = to_last_flow(reference::licence_toy_study(0.0));
  double sum = 0.0, squares = 0.0;
  for (const RestMoments& moments : nested_values(plan, 10, first_paths(kOuter), 64, 2)) {
    const double value = moments.mean[0] + moments.mean[1];
    sum += value;
    squares += value * value;
  }
  const double mean = sum / kOuter;
  const double error = std::sqrt((squares / kOuter - mean * mean) / kOuter);
  EXPECT_NEAR(mean, reference::kLicenceToyValue, 4.0 * error);
}

TEST(NestedPaths, HaveTheSameBitsForAnyNumberOfThreads) {
  const SimulationPlan plan = to_last_flow(reference::licence_toy_study(0.5));
  const std::vector<std::uint32_t> paths = {0, 5, 63, 64, 200, 201, 300};
  const std::vector<RestMoments> one = nested_values(plan, 12, paths, 100, 1);
  const std::vector<RestMoments> three = nested_values(plan, 12, paths, 100, 3);
  for (std::size_t n = 0; n < paths.size(); ++n) {
    EXPECT_EQ(one[n].mean, three[n].mean);
    EXPECT_EQ(one[n].variance, three[n].variance);
  }
}

TEST(NestedPaths, SpreadMultipliesWhatNormalsDoAndNothingElse) {
  const SimulationPlan plan = to_last_flow(swap_study());
  const int step = plan.grid.last_horizon_step();
  Workspace once(plan, 64), same(plan, 64), wide(plan, 64), none(plan, 64);
  run_to(plan, step, kTile, once);
  run_to(with_spread(plan, 1.0), step, kTile, same);
  run_to(with_spread(plan, 3.0), step, kTile, wide);
  run_to(with_spread(plan, 0.0), step, kTile, none);
  for (std::size_t p = 0; p < 64; ++p) {
    const double mean = none.x.row(0)[p];
    EXPECT_EQ(same.x.row(0)[p], once.x.row(0)[p]);
    EXPECT_NEAR(wide.x.row(0)[p] - mean, 3.0 * (once.x.row(0)[p] - mean), 1e-12);
  }
}

}  // namespace
}  // namespace lodestone
