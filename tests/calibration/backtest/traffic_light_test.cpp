#include <lodestone/calibration/backtest/traffic_light.hpp>

#include <gtest/gtest.h>

#include <array>

namespace lodestone::calibration {
namespace {

TEST(TrafficLight, UsesThePublishedBinomialTable) {
  constexpr std::array<double, 11> kPercent = {8.10585, 20.4693,  25.7417,  21.4948,   13.4071,  6.66292,
                                               2.74817, 0.967611, 0.296881, 0.0806342, 0.0196291};
  for (std::size_t k = 0; k < kPercent.size(); ++k) {
    EXPECT_NEAR(100.0 * binomial_probability(static_cast<std::int64_t>(k), 250, 0.01), kPercent[k], 5e-6 * kPercent[k]) << k;
  }
  EXPECT_NEAR(100.0 * binomial_cumulative(4, 250, 0.01), 89.21876, 5e-6);
  EXPECT_NEAR(100.0 * binomial_cumulative(5, 250, 0.01), 95.88168, 5e-6);
  EXPECT_NEAR(100.0 * binomial_cumulative(9, 250, 0.01), 99.97498, 5e-6);
  EXPECT_NEAR(100.0 * binomial_cumulative(4, 250, 0.02), 43.87, 5e-3) << "the power against 98 %";
}

TEST(TrafficLight, TurnsYellowAtFiveAndRedAtTenInAYearAt99Percent) {
  constexpr std::array<double, 11> kPlus = {0, 0, 0, 0, 0, 0.40, 0.50, 0.65, 0.75, 0.85, 1.0};
  for (std::int64_t x = 0; x <= 12; ++x) {
    const TrafficLightResult result = traffic_light(x, 250, 0.01);
    EXPECT_EQ(result.light, x < 5 ? TrafficLight::GREEN : x < 10 ? TrafficLight::YELLOW : TrafficLight::RED) << x;
    EXPECT_DOUBLE_EQ(result.plus_factor, kPlus[static_cast<std::size_t>(std::min<std::int64_t>(x, 10))]) << x;
  }
}

TEST(TrafficLight, MovesWithTheLevel) {
  EXPECT_EQ(traffic_light(10, 250, 0.025).light, TrafficLight::GREEN);
  EXPECT_EQ(traffic_light(11, 250, 0.025).light, TrafficLight::YELLOW);
}

}  // namespace
}  // namespace lodestone::calibration
