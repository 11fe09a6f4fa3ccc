#include <lodestone/calibration/backtest/predictive_law.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace lodestone::calibration {
namespace {

TEST(PredictiveLaw, HasTheNormalsQuantilesAndTailMeans) {
  const PredictiveLaw law{normal_atoms(2000)};
  EXPECT_NEAR(quantile(law, 0.025), -1.959963985, 2e-4);
  EXPECT_NEAR(quantile(law, 0.01), -2.326347874, 1e-3);
  EXPECT_NEAR(tail_mean(law, 0.025), -2.337802792, 1e-9) << "slices at their means: exact";
  EXPECT_NEAR(tail_mean(law, 0.01), -2.66521422, 1e-8);
}

TEST(PredictiveLaw, HasTheStudentsQuantilesAndTailMeansAtUnitVariance) {
  const PredictiveLaw law{student_atoms(2000, 4.0)};
  EXPECT_NEAR(quantile(law, 0.025), -1.96324316, 0.003 * 1.96);
  EXPECT_NEAR(tail_mean(law, 0.025), -2.82387125, 1e-8);
  EXPECT_NEAR(quantile(law, 0.01), -2.64949191, 0.003 * 2.65);
  EXPECT_NEAR(tail_mean(law, 0.01), -3.69151049, 1e-8);
}

TEST(PredictiveLaw, OfASampleCountsTheStraddlingAtomFractionally) {
  const PredictiveLaw law{{-4.0, -2.0, 0.0, 1.0, 3.0}};
  EXPECT_DOUBLE_EQ(quantile(law, 0.2), -3.0) << "one of five: between the first and the second";
  EXPECT_DOUBLE_EQ(quantile(law, 0.3), -2.0);
  EXPECT_DOUBLE_EQ(tail_mean(law, 0.2), -4.0);
  EXPECT_DOUBLE_EQ(tail_mean(law, 0.3), (-4.0 - 0.5 * 2.0) / 1.5);
  EXPECT_DOUBLE_EQ(tail_mean(law, 1.0), -0.4);
}

TEST(ProbabilityTransform, IsLinearBetweenAtomsAndDrawnOnThem) {
  const PredictiveLaw law{{-1.0, 0.0, 0.0, 1.0}};
  EXPECT_DOUBLE_EQ(probability_transform(law, -0.5, 0.9), 0.25) << "midway between the first two slices' middles";
  EXPECT_DOUBLE_EQ(probability_transform(law, 0.0, 0.0), 0.25);
  EXPECT_DOUBLE_EQ(probability_transform(law, 0.0, 1.0), 0.75);
  EXPECT_DOUBLE_EQ(probability_transform(law, -2.0, 0.5), 0.0625);
  EXPECT_DOUBLE_EQ(probability_transform(law, 2.0, 0.5), 0.9375);
}

TEST(ProbabilityTransform, IsTheDistributionFunctionOfALawWithAFormula) {
  const PredictiveLaw law{normal_atoms(2000)};
  EXPECT_NEAR(probability_transform(law, -1.959963985, 0.5), 0.025, 2e-5);
  EXPECT_NEAR(probability_transform(law, 0.5, 0.5), 0.6914624613, 2e-6);
}

}  // namespace
}  // namespace lodestone::calibration
