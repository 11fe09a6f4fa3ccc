#include <gtest/gtest.h>

#include <lodestone/risk/order_statistic.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

Sample one_to(int n) {
  Sample sample;
  for (int i = n; i >= 1; --i) sample.push_back(i);
  return sample;
}

TEST(Quantiles, AreTheLeastValuesThatReachTheirProbability) {
  const std::vector<double> probabilities = {0.001, 0.1, 0.25, 0.5, 0.51, 0.9, 0.999};
  const std::vector<Quantile> grid = quantiles(SortedSample(one_to(10)), probabilities);
  const double expected[] = {1, 1, 3, 5, 6, 9, 10};
  ASSERT_EQ(grid.size(), probabilities.size());
  for (std::size_t q = 0; q < grid.size(); ++q) {
    EXPECT_EQ(grid[q].probability, probabilities[q]);
    EXPECT_EQ(grid[q].value, expected[q]) << probabilities[q];
  }
}

TEST(Quantiles, OfNothingAreNone) { EXPECT_TRUE(quantiles(SortedSample(Sample{}), std::vector<double>{0.5}).empty()); }

TEST(OrderStatisticInterval, HoldsTheRanksOfTheBinomialLaw) {  // n = 10,000: ranks 9880 and 9920 at 99 %
  const SortedSample sample(one_to(10000));
  const IndexInterval interval = order_statistic_interval(sample, 0.99);
  EXPECT_EQ(sample[interval.lower.value()], 9880.0);
  EXPECT_EQ(sample[interval.upper.value()], 9920.0);
}

TEST(OrderStatisticInterval, HasNoUpperEndBeyondTheSample) {
  const IndexInterval interval = order_statistic_interval(SortedSample(one_to(1000)), 0.999);
  EXPECT_TRUE(interval.lower);
  EXPECT_FALSE(interval.upper);
}

TEST(EffectiveSize, CountsPathsOfUnequalWeightForLess) {
  EXPECT_EQ(effective_size_at(SortedSample(one_to(1000)), 0.99), 1000);
  const Sample values = one_to(1000);
  Sample weights(1000, 1.0);
  for (std::size_t i = 0; i < 1000; i += 2) weights[i] = 3.0;
  // Σw = 2000, Σw² = 5000, alike on both sides of the median: 2000²/5000 = 800
  EXPECT_NEAR(static_cast<double>(effective_size_at(SortedSample(values, weights), 0.5)), 800.0, 1.0);
}

TEST(EffectiveSize, CountsManyLightPathsInTheTailForMore) {  // importance sampling: half of the paths stand for the worst 1 %
  const Sample values = one_to(20000);
  Sample weights(20000, 0.99);  // the greatest values come first
  std::fill(weights.begin(), weights.begin() + 10000, 0.01);
  // S⁺ = 1e4·1e-4 = 1, S⁻ = 1e4·0.9801: p(1−p)W²/(p²S⁺ + (1−p)²S⁻) = 0.0099·1e8/(0.9801 + 0.9801) ≈ 505,051
  EXPECT_NEAR(static_cast<double>(effective_size_at(SortedSample(values, weights), 0.99)), 505051.0, 1.0);
}

}  // namespace
}  // namespace lodestone
