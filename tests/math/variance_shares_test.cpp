#include <lodestone/math/variance_shares.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace lodestone {
namespace {

struct Rows {
  std::vector<double> z;
  std::vector<double> y;
};

/// y = Σ slopes_k z_k + noise·e.
Rows linear_rows(std::size_t count, const std::vector<double>& slopes, double noise, unsigned seed) {
  std::mt19937_64 bits(seed);
  std::normal_distribution<double> normal;
  Rows rows;
  for (std::size_t i = 0; i < count; ++i) {
    double y = 7.0;
    for (const double slope : slopes) {
      rows.z.push_back(normal(bits));
      y += slope * rows.z.back();
    }
    rows.y.push_back(y + noise * normal(bits));
  }
  return rows;
}

TEST(VarianceShares, AreExactForALinearResultHoweverFewTheRows) {
  const Rows rows = linear_rows(8, {3.0, -4.0, 0.0}, 0.0, 11);  // 8 = 2(3 + 1): the fewest for a joint regression
  const VarianceShares shares = variance_shares(rows.z, rows.y, 3);
  EXPECT_TRUE(shares.joint);
  EXPECT_NEAR(shares.share[0], 9.0 / 25.0, 1e-13);
  EXPECT_NEAR(shares.share[1], 16.0 / 25.0, 1e-13);
  EXPECT_NEAR(shares.share[2], 0.0, 1e-13);
  EXPECT_NEAR(shares.unexplained, 0.0, 1e-13);
  EXPECT_LT(shares.standard_error[0], 1e-12);
}

// Mean and spread over 400 samples: no bias, and errors that are what the spread shows. True shares are 1/4, 1/16 and 0 of
// 16 + 4 + 0 + 44 = 64.
class OverManySamples : public testing::TestWithParam<std::size_t> {};

TEST_P(OverManySamples, SharesHaveNoBiasAndErrorsAreTheSpread) {
  constexpr int kSamples = 400;
  const std::vector<double> truth = {16.0 / 64.0, 4.0 / 64.0, 0.0};
  std::vector<double> sum(3), squares(3), errors(3);
  double unexplained = 0.0;
  for (int sample = 0; sample < kSamples; ++sample) {
    const Rows rows = linear_rows(GetParam(), {4.0, -2.0, 0.0}, std::sqrt(44.0), 100u + static_cast<unsigned>(sample));
    const VarianceShares shares = variance_shares(rows.z, rows.y, 3);
    for (std::size_t k = 0; k < 3; ++k) {
      sum[k] += shares.share[k];
      squares[k] += shares.share[k] * shares.share[k];
      errors[k] += shares.standard_error[k] * shares.standard_error[k];
    }
    unexplained += shares.unexplained;
  }
  for (std::size_t k = 0; k < 3; ++k) {
    const double mean = sum[k] / kSamples;
    const double spread = std::sqrt(squares[k] / kSamples - mean * mean);
    // 4 standard errors of a mean of 400, and the ratio's own bias, which is of order 1/rows.
    EXPECT_NEAR(mean, truth[k], 4.0 * spread / 20.0 + 1.0 / static_cast<double>(GetParam())) << k;
    const double stated = std::sqrt(errors[k] / kSamples);
    // β² is not known: (b² − s²)⁺ stands for it, whose mean is 0.484 s² where β is 0.
    EXPECT_NEAR(stated / spread, truth[k] == 0.0 ? std::sqrt((4.0 * 0.484 + 2.0) / 2.0) : 1.0, 0.25) << k;
  }
  EXPECT_NEAR(unexplained / kSamples, 44.0 / 64.0, 0.02);
}

INSTANTIATE_TEST_SUITE_P(Rows, OverManySamples, testing::Values(60, 200));

TEST(VarianceShares, RegressOneAtATimeWhereRowsAreTooFew) {
  const std::size_t inputs = 40;
  std::vector<double> slopes(inputs, 0.0);
  slopes[7] = 5.0;
  slopes[8] = 1.0;
  double first = 0.0;
  double idle = 0.0;
  for (unsigned sample = 0; sample < 200; ++sample) {
    const Rows rows = linear_rows(20, slopes, 0.0, sample);
    const VarianceShares shares = variance_shares(rows.z, rows.y, inputs);
    EXPECT_FALSE(shares.joint);
    first += shares.share[7] / 200.0;
    idle += shares.share[0] / 200.0;
  }
  EXPECT_NEAR(first, 25.0 / 26.0, 0.02);
  EXPECT_NEAR(idle, 0.0, 4.0 * std::sqrt(2.0) / 18.0 / std::sqrt(200.0));  // spread of r² under chance: √2/(n − 2)
}

TEST(VarianceShares, AreNothingWhereNothingVaries) {
  const Rows rows = linear_rows(20, {0.0, 0.0}, 0.0, 5);
  const VarianceShares shares = variance_shares(rows.z, rows.y, 2);
  EXPECT_EQ(shares.share, (std::vector<double>{0.0, 0.0}));
  EXPECT_EQ(shares.unexplained, 0.0);
}

}  // namespace
}  // namespace lodestone
