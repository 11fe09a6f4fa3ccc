#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/normal_distribution.hpp>

namespace lodestone {
namespace {

TEST(NormalDistribution, HasThePublishedQuantiles) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963985, 5e-10);
  EXPECT_NEAR(normal_quantile(0.99), 2.326347874, 5e-10);
  EXPECT_NEAR(normal_quantile(0.999), 3.090232306, 5e-10);
  EXPECT_EQ(normal_quantile(0.975), kNormal975);
  EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(NormalDistribution, KeepsItsDigitsFarInTheLowerTail) {
  EXPECT_NEAR(normal_cdf(-10.0) / 7.619853024160525e-24, 1.0, 1e-14);  // ½·erfc(10/√2)
  EXPECT_NEAR(normal_cdf(-37.0) / 5.725571222524576e-300, 1.0, 1e-12);
  EXPECT_EQ(normal_cdf(0.0), 0.5);
}

TEST(NormalDistribution, QuantileInvertsTheDistributionFunction) {
  for (const double x : {-8.0, -3.0, -0.1, 0.0, 0.7, 2.5, 5.0}) {
    const double slack = 4e-16 / (std::exp(-0.5 * x * x) / 2.506628274631) + 4e-16 * std::abs(x);  // an ulp of Φ, in x
    EXPECT_NEAR(normal_quantile(normal_cdf(x)), x, slack);
  }
}

}  // namespace
}  // namespace lodestone
