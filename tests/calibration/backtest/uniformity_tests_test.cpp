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
  EXPECT_DOUBLE_EQ(kolmogorov_smirnov(evenly_spread(50)).statistic, 0.01);
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
  // The limit law (Anderson and Darling 1954): 1.933 is exceeded with 10 %, 2.492 with 5 %, 3.857 with 1 %. A shift of n uniform
  // values is solved for the statistic.
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
  EXPECT_NEAR(p_at(3.857), 0.01, 2e-4);
}

TEST(AndersonDarling, SeesATailThatKolmogorovSmirnovDoesNot) {
  std::vector<double> values = evenly_spread(1000);
  for (std::size_t i = 0; i < 10; ++i) values[i] = 1e-7;
  EXPECT_GT(kolmogorov_smirnov(values).p_value, 0.9);
  EXPECT_LT(anderson_darling(values).p_value, 0.1);
}

}  // namespace
}  // namespace lodestone::calibration
