#include <lodestone/calibration/estimate/volatility.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/estimate/ljung_box.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace lodestone::calibration {
namespace {

TEST(SampleVolatility, IsTheRootOfTheAnnualVariance) {
  const std::vector<double> returns = {0.01, -0.01, 0.01, -0.01, 0.01, -0.01, 0.01, -0.01};
  EXPECT_NEAR(sample_volatility(returns, 252.0).value, std::sqrt(252.0 * 8e-4 / 7.0), 1e-15);
  EXPECT_NEAR(sample_volatility(returns, 252.0).standard_error, 0.0, 1e-9);  // kurtosis 1: every square is the same
}

TEST(SampleVolatility, HoldsTheTruthIn95PerCentOfFatTailedHistories) {
  Random random(11);
  Coverage coverage;
  for (int history = 0; history < 500; ++history) {
    std::vector<double> returns;
    for (int t = 0; t < 750; ++t) returns.push_back(0.02 * random.student(7.0));
    coverage.add(sample_volatility(returns, 252.0), 0.02 * std::sqrt(252.0));
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
}

TEST(EwmaVolatility, FollowsItsRecursion) {
  std::vector<double> returns;
  for (int t = 0; t < 12; ++t) returns.push_back(0.01 * (t + 1));
  const double decay = 0.9;
  const EwmaVolatility fit = ewma_volatility(returns, decay, 252.0);
  double variance = 0.0;
  for (int t = 0; t < 10; ++t) variance += returns[static_cast<std::size_t>(t)] * returns[static_cast<std::size_t>(t)] / 10.0;
  double log_likelihood = 0.0;
  for (std::size_t t = 0; t < returns.size(); ++t) {
    EXPECT_NEAR(fit.variances[t], variance, 1e-16);
    log_likelihood +=
        std::log(std::exp(-0.5 * returns[t] * returns[t] / variance) / std::sqrt(2.0 * std::numbers::pi * variance));
    variance = decay * variance + (1.0 - decay) * returns[t] * returns[t];
  }
  EXPECT_NEAR(fit.next_variance, variance, 1e-16);
  EXPECT_NEAR(fit.log_likelihood, log_likelihood, 1e-10);
  EXPECT_NEAR(fit.volatility.value, std::sqrt(252.0 * variance), 1e-15);
}

TEST(EwmaVolatility, HoldsAConstantVolatilityInItsIntervals) {
  Random random(12);
  Coverage coverage;
  for (int history = 0; history < 500; ++history) {
    std::vector<double> returns;
    for (int t = 0; t < 1000; ++t) returns.push_back(0.02 * random.normal());
    coverage.add(ewma_volatility(returns, 0.97, 252.0).volatility, 0.02 * std::sqrt(252.0));
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
}

TEST(EwmaVolatility, FindsTheDecayOfTheGreatestLikelihood) {
  Random random(13);
  const GarchParameters nearly_integrated = {.omega = 1e-8, .alpha = 0.05, .beta = 0.9499};
  const std::vector<double> returns = garch_path(random, nearly_integrated, 4000);
  const EwmaVolatility fit = fit_ewma_volatility(returns, 252.0);
  EXPECT_NEAR(fit.decay, 0.95, 0.015);
  for (double decay = 0.80; decay < 0.999; decay += 0.002) {
    EXPECT_LE(ewma_volatility(returns, decay, 252.0).log_likelihood, fit.log_likelihood + 1e-6);
  }
}

TEST(Volatility, RefusesWhatItCannotUse) {
  const std::vector<double> flat(100, 0.0);
  EXPECT_THROW(sample_volatility(flat, 252.0), InvalidInput);
  try {
    ewma_volatility(std::vector<double>{0.1, std::numeric_limits<double>::quiet_NaN()}, 1.0, -1.0);
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);  // too short, not finite, decay, periods
  }
}

// ρ̂_k of 1, 2, …, 8 by hand: Σ(x−4.5)² = 42; lag 1 products sum to 26.25, lag 2 to 11.5.
TEST(LjungBox, IsTheWeightedSumOfSquaredAutocorrelations) {
  const std::vector<double> line = {1, 2, 3, 4, 5, 6, 7, 8};
  const double expected = 80.0 * (std::pow(26.25 / 42.0, 2) / 7.0 + std::pow(11.5 / 42.0, 2) / 6.0);
  const LjungBox result = ljung_box(line, 2);
  EXPECT_NEAR(result.statistic, expected, 1e-12);
  EXPECT_NEAR(result.p_value, std::exp(-0.5 * expected), 1e-12);  // χ² with 2 degrees of freedom
}

TEST(LjungBox, RejectsFivePerCentOfWhiteNoise) {
  Random random(14);
  double rejected = 0.0;
  for (int history = 0; history < 1000; ++history) {
    std::vector<double> noise;
    for (int t = 0; t < 500; ++t) noise.push_back(random.normal());
    if (ljung_box(noise, 10).p_value < 0.05) rejected += 1.0;
  }
  EXPECT_NEAR(rejected / 1000.0, 0.05, 4.0 * std::sqrt(0.05 * 0.95 / 1000.0));
}

}  // namespace
}  // namespace lodestone::calibration
