#include <lodestone/calibration/backtest/uniformity_tests.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace lodestone::calibration {
namespace {

std::vector<double> evenly_spread(int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back((i + 0.5) / count);
  return values;
}

TEST(KolmogorovSmirnov, IsTheGreatestDistanceByHand) {
  EXPECT_DOUBLE_EQ(kolmogorov_smirnov(std::vector<double>{0.1, 0.2, 0.9}).statistic, 2.0 / 3.0 - 0.2);
  EXPECT_DOUBLE_EQ(kolmogorov_smirnov(std::vector<double>{0.6, 0.9}).statistic, 0.6);
  EXPECT_NEAR(kolmogorov_smirnov(evenly_spread(50)).statistic, 0.01, 1e-15);
}

TEST(KolmogorovSmirnov, HasItsTabulatedCriticalValues) {
  // Stephens (1974): (√n + 0.12 + 0.11/√n) D exceeds 1.358 with 5 % and 1.628 with 1 %.
  const auto p_at = [](double modified) {
    std::vector<double> values = evenly_spread(10000);
    const double distance = modified / (100.0 + 0.12 + 0.0011);
    for (double& value : values) value = std::min(1.0, value + distance - 0.00005);
    return kolmogorov_smirnov(values).p_value;
  };
  EXPECT_NEAR(p_at(1.358), 0.05, 1e-4);
  EXPECT_NEAR(p_at(1.628), 0.01, 1e-4);
}

TEST(AndersonDarling, IsItsSumByHand) {
  const TestResult result = anderson_darling(std::vector<double>{0.25, 0.5});
  EXPECT_NEAR(result.statistic, -2.0 - 0.5 * (std::log(0.25 * 0.5) + 3.0 * std::log(0.5 * 0.75)), 1e-14);
}

TEST(AndersonDarling, HasItsTabulatedCriticalValues) {
  // The limit law: 1.933 is exceeded with 10 %, 2.492 with 5 %, 3.878 with 1 % (Marsaglia and Marsaglia 2004; the 3.857 of 1954
  // is 1.02 %). The power of evenly spread values that has this statistic is found by bisection.
  const auto p_at = [](double wanted) {
    double low = 0.0;
    double high = 0.2;
    TestResult result;
    for (int i = 0; i < 60; ++i) {
      const double shift = 0.5 * (low + high);
      std::vector<double> values = evenly_spread(2000);
      for (double& value : values) value = std::pow(value, 1.0 + shift);
      result = anderson_darling(values);
      (result.statistic < wanted ? low : high) = shift;
    }
    return result.p_value;
  };
  EXPECT_NEAR(p_at(1.933), 0.10, 2e-4);
  EXPECT_NEAR(p_at(2.492), 0.05, 2e-4);
  EXPECT_NEAR(p_at(3.878), 0.01, 3e-4);  // 3.857 was simulated; the limit law has 3.878
}

TEST(AndersonDarling, SeesATailThatKolmogorovSmirnovDoesNot) {
  std::vector<double> values = evenly_spread(1000);
  for (std::size_t i = 0; i < 20; ++i) values[i] = 1e-7;
  EXPECT_GT(kolmogorov_smirnov(values).p_value, 0.7);
  EXPECT_LT(anderson_darling(values).p_value, 0.1);
}

}  // namespace
}  // namespace lodestone::calibration
