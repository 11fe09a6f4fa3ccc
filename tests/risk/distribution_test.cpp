#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <lodestone/risk/distribution.hpp>

#include "risk/same_bits.hpp"
#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::same_bits;
using testing::Sample;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Measures everything() {
  Measures measures = testing::measures_at({0.9, 0.975}, {LossReference::ZERO, LossReference::MEAN});
  measures.quantiles = {0.05, 0.5, 0.95};
  measures.histogram_bins = 20;
  return measures;
}

TEST(DescribePnl, MeasuresEveryConfidenceAgainstEveryReference) {
  const Distribution pnl = describe_pnl(testing::normal_sample(1000, 1), everything());
  EXPECT_EQ(pnl.paths, 1000);
  ASSERT_EQ(pnl.measures.size(), 4u);
  const std::pair<double, LossReference> expected[] = {
      {0.9, LossReference::ZERO}, {0.9, LossReference::MEAN}, {0.975, LossReference::ZERO}, {0.975, LossReference::MEAN}};
  for (std::size_t m = 0; m < 4; ++m) {
    EXPECT_EQ(pnl.measures[m].confidence, expected[m].first);
    EXPECT_EQ(pnl.measures[m].reference, expected[m].second);
    EXPECT_TRUE(pnl.measures[m].value_at_risk.standard_error && pnl.measures[m].expected_shortfall.standard_error);
  }
  EXPECT_EQ(pnl.quantiles.size(), 3u);
  EXPECT_TRUE(pnl.histogram);
}

TEST(DescribePnl, DrawsAHistogramOnlyOnRequest) {
  Measures measures = everything();
  measures.histogram_bins = 0;
  EXPECT_FALSE(describe_pnl(testing::normal_sample(1000, 1), measures).histogram);
}

TEST(DescribePnl, IsTheSameToTheLastBitForAnyOrderOfThePaths) {
  Sample pnl = testing::normal_sample(9001, 2);
  pnl[5] = 0.0;
  pnl[6] = -0.0;
  const Distribution before = describe_pnl(pnl, everything());
  std::reverse(pnl.begin(), pnl.end());
  EXPECT_TRUE(same_bits(describe_pnl(pnl, everything()), before));
  std::shuffle(pnl.begin(), pnl.end(), std::mt19937_64(3));
  EXPECT_TRUE(same_bits(describe_pnl(pnl, everything()), before));
}

TEST(DescribePnl, TellsNoNumberOfASampleThatHoldsANaN) {
  const Sample sound = testing::normal_sample(50, 4);
  for (std::size_t planted = 0; planted < sound.size(); ++planted) {
    for (const double bad : {kNaN, std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
      Sample pnl = sound;
      pnl[planted] = bad;
      const Distribution broken = describe_pnl(pnl, everything());
      EXPECT_EQ(broken.paths, 50);
      EXPECT_EQ(broken.mean.absence, AbsenceReason::NOT_APPLICABLE);
      EXPECT_FALSE(broken.mean.value || broken.standard_deviation.value || broken.histogram);
      EXPECT_TRUE(broken.quantiles.empty());
      ASSERT_EQ(broken.measures.size(), 4u);
      for (const TailMeasure& measure : broken.measures) {
        EXPECT_FALSE(measure.value_at_risk.value || measure.expected_shortfall.value);
        EXPECT_EQ(measure.value_at_risk.absence, AbsenceReason::NOT_APPLICABLE);
      }
    }
  }
}

bool finite(const Estimate& estimate) {
  const double largest = std::numeric_limits<double>::max();
  for (const auto& part : {estimate.value, estimate.standard_error, estimate.lower_95, estimate.upper_95}) {
    if (part && !(std::abs(*part) <= largest)) return false;
  }
  return true;
}

TEST(DescribePnl, NeverLetsAnOverflowOut) {
  for (const double huge : {1e155, 1e200, 1.7e308}) {
    Sample pnl = testing::normal_sample(500, 5);
    for (double& value : pnl) value = std::copysign(huge, value);
    const Distribution distribution = describe_pnl(pnl, everything());
    EXPECT_TRUE(finite(distribution.mean) && finite(distribution.standard_deviation));
    for (const TailMeasure& measure : distribution.measures) {
      EXPECT_TRUE(finite(measure.value_at_risk) && finite(measure.expected_shortfall)) << huge;
    }
    for (const double edge : distribution.histogram->edges) EXPECT_TRUE(std::isfinite(edge));
  }
}

TEST(DescribePnl, OfNoPathsIsNotApplicable) {
  const Distribution none = describe_pnl({}, everything());
  EXPECT_EQ(none.paths, 0);
  EXPECT_EQ(none.mean.absence, AbsenceReason::NOT_APPLICABLE);
  EXPECT_FALSE(none.histogram);
}

TEST(DescribePnl, OfOnePathIsThatPathWithoutErrors) {
  const Distribution one = describe_pnl(Sample{-3.0}, everything());
  EXPECT_EQ(one.mean.value, -3.0);
  EXPECT_EQ(one.measures[0].value_at_risk.value, 3.0);
  EXPECT_EQ(one.measures[0].expected_shortfall.value, 3.0);
  EXPECT_EQ(one.measures[0].value_at_risk.absence, AbsenceReason::TOO_FEW_PATHS);
  EXPECT_EQ(one.measures[1].value_at_risk.value, 0.0);
  EXPECT_EQ(one.measures[0].atom_mass_at_var, 1.0);
}

TEST(DescribeOutcome, SkipsAndCountsPathsToWhichItDoesNotApply) {
  const Distribution delay = describe_outcome(Sample{kNaN, 2.0, 4.0, kNaN, 6.0}, everything());
  EXPECT_EQ(delay.paths, 3);
  EXPECT_EQ(delay.mean.value, 4.0);
  EXPECT_EQ(delay.standard_deviation.value, 2.0);
  EXPECT_EQ(delay.quantiles[1].value, 4.0);
  EXPECT_TRUE(delay.measures.empty());
}

TEST(DescribeOutcome, ThatAppliesToNoPathIsNotApplicable) {
  const Distribution nothing = describe_outcome(Sample{kNaN, kNaN}, everything());
  EXPECT_EQ(nothing.paths, 0);
  EXPECT_EQ(nothing.mean.absence, AbsenceReason::NOT_APPLICABLE);
}

}  // namespace
}  // namespace lodestone
