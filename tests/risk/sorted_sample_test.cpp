#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <lodestone/risk/sorted_sample.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(SortedSample, KeepsEachWeightWithItsValue) {
  const SortedSample sample(Sample{3, 1, 2}, Sample{0.5, 2.0, 1.0});
  for (const auto& [index, value, weight, before] :
       {std::tuple{0u, 1.0, 1.0, 0.0}, std::tuple{1u, 2.0, 0.5, 1.0}, std::tuple{2u, 3.0, 0.25, 1.5}}) {
    EXPECT_EQ(sample[index], value);
    EXPECT_EQ(sample.weight(index), weight);  // divided by the largest
    EXPECT_EQ(sample.weight_before(index), before);
  }
  EXPECT_EQ(sample.total_weight(), 1.75);
  EXPECT_EQ(sample.total_squared_weight(), 1.3125);
  EXPECT_DOUBLE_EQ(sample.effective_size(), 1.75 * 1.75 / 1.3125);
}

TEST(SortedSample, ReflectsGainsIntoLosses) {
  const SortedSample losses = SortedSample(Sample{3, -1, 0}, Sample{1, 2, 4}).reflected();
  EXPECT_EQ(losses[0], -3.0);
  EXPECT_EQ(losses[1], 0.0);
  EXPECT_FALSE(std::signbit(losses[1]));
  EXPECT_EQ(losses[2], 1.0);
  EXPECT_EQ(losses.weight(2), 0.5);
  EXPECT_EQ(losses.weight_before(2), 1.25);
}

TEST(SortedSample, HasNoSignOfZero) {
  EXPECT_FALSE(std::signbit(SortedSample(Sample{-0.0, 1.0})[0]));
  EXPECT_FALSE(std::signbit(SortedSample(Sample{-0.0, 1.0}, Sample{1.0, 2.0})[0]));
}

TEST(SortedSample, FindsTheFirstIndexThatReachesAWeight) {
  const SortedSample plain(Sample{1, 2, 3, 4});
  EXPECT_EQ(plain.index_at_weight(0.0), 0u);
  EXPECT_EQ(plain.index_at_weight(1.0), 0u);
  EXPECT_EQ(plain.index_at_weight(1.0 + 1e-10), 0u);  // rounding of n·a is no rank
  EXPECT_EQ(plain.index_at_weight(1.1), 1u);
  EXPECT_EQ(plain.index_at_weight(4.0), 3u);
  EXPECT_EQ(plain.index_at_weight(9.0), 3u);
  const SortedSample weighted(Sample{1, 2, 3, 4}, Sample{0, 4, 0, 2});
  EXPECT_EQ(weighted.index_at_weight(0.9), 1u);
  EXPECT_EQ(weighted.index_at_weight(1.2), 3u);
}

TEST(SortedSample, FindsTheEndsOfAnAtom) {
  const SortedSample sample(Sample{1, 2, 2, 2, 5});
  EXPECT_EQ(sample.first_at_least(2.0), 1u);
  EXPECT_EQ(sample.first_above(2.0), 4u);
  EXPECT_EQ(sample.first_at_least(9.0), 5u);
}

TEST(ApplicableSample, LeavesOutWhatIsNotANumberWithItsWeight) {
  const ApplicableSample sample = applicable(Sample{1, kNaN, 3, std::numeric_limits<double>::infinity()}, Sample{1, 2, 3, 4});
  EXPECT_EQ(sample.values, (Sample{1, 3}));
  EXPECT_EQ(sample.weights, (Sample{1, 3}));
}

TEST(SortedSampleDeathTest, RefusesWhatCannotBeOrderedOrWeighed) {
  EXPECT_DEATH(SortedSample(Sample{1, kNaN}), "all_finite");
  EXPECT_DEATH(SortedSample(Sample{1, 2}, Sample{1}), "size");
  EXPECT_DEATH(SortedSample(Sample{1, 2}, Sample{1, -1}), "min_element");
  EXPECT_DEATH(SortedSample(Sample{1, 2}, Sample{0, 0}), "largest");
}

}  // namespace
}  // namespace lodestone
