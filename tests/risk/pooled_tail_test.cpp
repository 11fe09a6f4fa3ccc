#include <lodestone/risk/pooled_tail.hpp>

#include <gtest/gtest.h>

#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_measure.hpp>
#include <random>
#include <vector>

namespace lodestone {
namespace {

/// Samples of unlike spread: the pooled tail is mostly the last one's.
std::vector<std::vector<double>> samples(std::size_t count, std::size_t paths) {
  std::mt19937_64 bits(3);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> made(count);
  for (std::size_t s = 0; s < count; ++s) {
    for (std::size_t i = 0; i < paths; ++i) made[s].push_back(0.1 + static_cast<double>(s + 1) * normal(bits));
  }
  return made;
}

TEST(PooledTail, IsTheTailOfAllSamplesTogether) {
  const auto parts = samples(7, 501);
  PooledTail pool(7 * 501, 0.9);
  std::vector<double> all;
  for (const std::vector<double>& part : parts) {
    pool.add(part);
    all.insert(all.end(), part.begin(), part.end());
  }
  const SortedSample losses = SortedSample(all).reflected();
  for (const double confidence : {0.9, 0.95, 0.975, 0.99, 0.9999}) {
    const TailMeasure whole = tail_measure(losses, confidence, LossReference::ZERO);
    const PooledTail::Measure pooled = pool.measure(confidence);
    EXPECT_EQ(pooled.value_at_risk, *whole.value_at_risk.value) << confidence;
    EXPECT_NEAR(pooled.expected_shortfall, *whole.expected_shortfall.value, 1e-13 * pooled.expected_shortfall) << confidence;
    const TailMeasure from_mean = tail_measure(losses, confidence, LossReference::MEAN);
    EXPECT_NEAR(pooled.value_at_risk + pool.mean(), *from_mean.value_at_risk.value, 1e-13 * pooled.value_at_risk);
  }
}

TEST(PooledTail, DoesNotDependOnTheOrderOfTheSamples) {
  const auto parts = samples(5, 200);
  PooledTail forwards(1000, 0.95);
  PooledTail backwards(1000, 0.95);
  for (std::size_t s = 0; s < 5; ++s) {
    forwards.add(parts[s]);
    backwards.add(parts[4 - s]);
  }
  EXPECT_EQ(forwards.measure(0.99).expected_shortfall, backwards.measure(0.99).expected_shortfall);
}

TEST(PooledTail, SplitsAnAtomAtVar) {
  // 100 losses of which 10 are 5: at 95 % VaR and ES are both 5; at 85 % a third of the tail is 0.
  std::vector<double> pnl(100, 0.0);
  for (std::size_t i = 0; i < 10; ++i) pnl[i * 7] = -5.0;
  PooledTail pool(100, 0.5);
  pool.add(pnl);
  EXPECT_EQ(pool.measure(0.95).value_at_risk, 5.0);
  EXPECT_EQ(pool.measure(0.95).expected_shortfall, 5.0);
  EXPECT_EQ(pool.measure(0.85).value_at_risk, 0.0);
  EXPECT_NEAR(pool.measure(0.85).expected_shortfall, 5.0 * 10.0 / 15.0, 1e-15 * 5);
}

}  // namespace
}  // namespace lodestone
