#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/volatility_term_structure.hpp>

namespace lodestone {
namespace {

TEST(VolatilityTermStructure, AveragesTheSquareOverTheStep) {
  const double m0 = 1.8;
  const double decay = 3.0;
  for (const double end : {0.3, 1.0, 4.0}) {
    double integral = 0.0;  // midpoint rule, error λ²Δ³·m²/24 per interval: 1e-8 in all
    constexpr int kIntervals = 20000;
    for (int k = 0; k < kIntervals; ++k) {
      const double t = 0.2 + (end - 0.2) * (k + 0.5) / kIntervals;
      integral += (1 + (m0 * m0 - 1) * std::exp(-decay * t)) / kIntervals;
    }
    EXPECT_NEAR(mean_square_multiplier(m0, decay, 0.2, end), integral, 1e-7);
  }
}

TEST(VolatilityTermStructure, IsOneWhereTodayIsTheLongRun) { EXPECT_EQ(mean_square_multiplier(1.0, 2.0, 0.0, 0.5), 1.0); }

TEST(VolatilityTermStructure, IsTheSquareItselfOverNoTime) {
  EXPECT_DOUBLE_EQ(mean_square_multiplier(2.0, 5.0, 0.0, 0.0), 4.0);
  EXPECT_NEAR(mean_square_multiplier(2.0, 5.0, 0.0, 1e-12), 4.0, 1e-11);
}

TEST(VolatilityTermStructure, AddsUpOverNeighbouringSteps) {
  const double whole = mean_square_multiplier(0.6, 1.2, 0.1, 0.9);
  const double parts =
      (0.3 * mean_square_multiplier(0.6, 1.2, 0.1, 0.4) + 0.5 * mean_square_multiplier(0.6, 1.2, 0.4, 0.9)) / 0.8;
  EXPECT_NEAR(whole, parts, 1e-15);
}

}  // namespace
}  // namespace lodestone
