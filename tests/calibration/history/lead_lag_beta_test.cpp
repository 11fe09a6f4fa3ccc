#include <lodestone/calibration/history/lead_lag_beta.hpp>

#include <gtest/gtest.h>

#include <random>

namespace lodestone::calibration {
namespace {

TEST(LeadLagBeta, GathersWhatArrivesADayLate) {
  std::mt19937_64 bits(3);
  std::normal_distribution<double> normal;
  std::vector<double> x(2000);
  std::vector<double> y(2000);
  for (double& value : x) value = normal(bits);
  for (std::size_t t = 1; t < y.size(); ++t) y[t] = 0.3 * x[t] + 0.9 * x[t - 1] + normal(bits);
  const LeadLagBeta result = lead_lag_beta(y, x);
  ASSERT_EQ(result.slopes.size(), 3u);
  const double error = 4.0 / std::sqrt(2000.0);  // four standard errors: noise and regressors have variance 1
  EXPECT_NEAR(result.slopes[0], 0.9, error);
  EXPECT_NEAR(result.slopes[1], 0.3, error);
  EXPECT_NEAR(result.slopes[2], 0.0, error);
  EXPECT_NEAR(result.standard_error, std::sqrt(3.0 / 2000.0), 0.004) << "a sum of three independent slopes";
  EXPECT_NEAR(result.beta, 1.2, 4.0 * result.standard_error);
  EXPECT_EQ(result.count, 1998);
}

TEST(LeadLagBeta, WithoutLagsIsTheRegressionByHand) {
  std::vector<double> x;
  std::vector<double> y;
  for (int i = 0; i < 30; ++i) {
    x.push_back(i % 3);
    y.push_back(2.0 + 5.0 * (i % 3));
  }
  const LeadLagBeta result = lead_lag_beta(y, x, 0);
  EXPECT_NEAR(result.beta, 5.0, 1e-12);
  EXPECT_NEAR(result.standard_error, 0.0, 1e-12);
}

}  // namespace
}  // namespace lodestone::calibration
