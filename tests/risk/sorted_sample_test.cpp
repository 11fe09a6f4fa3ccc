#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <lodestone/risk/distribution.hpp>
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

/// Samples that a bracket could trip over.
std::vector<Sample> awkward_samples() {
  constexpr std::size_t kSize = 200'003;
  const Sample normal = testing::normal_sample(kSize, 77);
  std::vector<Sample> samples = {normal, Sample(kSize, 1.0)};
  samples.push_back(normal);
  std::sort(samples.back().begin(), samples.back().end());
  samples.emplace_back(samples.back().rbegin(), samples.back().rend());
  samples.push_back(normal);
  for (std::size_t i = 0; i < kSize; ++i) samples.back()[i] = i % 7 < 3 ? -0.0 : 5.0 + normal[i];  // an atom of 43 % below
  samples.push_back(normal);
  for (std::size_t i = 0; i < kSize; ++i) samples.back()[i] = i % 64 == 5 ? -100.0 : normal[i];  // a period, all of it tail
  samples.push_back(normal);
  for (std::size_t i = 0; i < 4 * kSize / 100; ++i) samples.back()[i] = -1e9 + static_cast<double>(i);  // the tail comes first
  return samples;
}

TEST(SortedSample, OfItsLowestShareHasTheRanksOfAllOfIt) {
  for (const Sample& values : awkward_samples()) {
    const SortedSample all(values);
    const SortedSample lowest(values, {}, 0.03);
    const std::size_t in_order = values.size() * 3 / 100;
    for (std::size_t i = 0; i < in_order; ++i) ASSERT_EQ(lowest[i], all[i]) << i;
    EXPECT_EQ(lowest[values.size() - 1], all[values.size() - 1]);
    EXPECT_EQ(lowest.first_at_least(all[in_order]), all.first_at_least(all[in_order]));
    EXPECT_EQ(lowest.first_above(all[in_order]), all.first_above(all[in_order]));
    double sum = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += lowest.value(i) - values[i];
    EXPECT_EQ(sum, 0.0);
  }
}

TEST(SortedSample, OfItsLowestShareTellsTheSameTails) {
  Measures tails = testing::measures_at({0.975, 0.99});
  tails.references = {LossReference::ZERO, LossReference::MEAN};
  tails.quantiles.clear();
  tails.histogram_bins = 0;
  Measures whole = tails;
  whole.quantiles = {0.5};
  for (const Sample& values : awkward_samples()) {
    const PnlDistribution part = describe_pnl_and_tails(values, tails);
    const PnlDistribution all = describe_pnl_and_tails(values, whole);
    ASSERT_EQ(part.tails.size(), 2u);
    for (std::size_t t = 0; t < 2; ++t) {
      EXPECT_EQ(part.tails[t].value_at_risk, all.tails[t].value_at_risk);
      EXPECT_EQ(part.tails[t].upper_95, all.tails[t].upper_95);
      EXPECT_EQ(part.tails[t].paths.size(), all.tails[t].paths.size());
    }
    for (std::size_t m = 0; m < all.distribution.measures.size(); ++m) {
      const TailMeasure& of_part = part.distribution.measures[m];
      const TailMeasure& of_all = all.distribution.measures[m];
      const double scale = 1e-12 * (1.0 + std::abs(*of_all.expected_shortfall.value));
      EXPECT_NEAR(*of_part.value_at_risk.value, *of_all.value_at_risk.value, scale);
      EXPECT_NEAR(*of_part.expected_shortfall.value, *of_all.expected_shortfall.value, scale);
      EXPECT_NEAR(*of_part.value_at_risk.standard_error, *of_all.value_at_risk.standard_error, scale);
      EXPECT_NEAR(*of_part.expected_shortfall.standard_error, *of_all.expected_shortfall.standard_error, scale);
      EXPECT_EQ(of_part.atom_mass_at_var, of_all.atom_mass_at_var);
    }
  }
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
