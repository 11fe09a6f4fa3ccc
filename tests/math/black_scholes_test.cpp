#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/black_scholes.hpp>

namespace lodestone {
namespace {

struct Case {
  double forward, strike, volatility, years, call, put;
};

constexpr Case kOracles[] = {
    // Black (1976), undiscounted; computed independently to 12 digits
    {75, 110, 0.45, 2, 9.46027138257, 44.4602713826},
    {110, 110, 0.45, 2, 27.4631818263, 27.4631818263},
    {130, 110, 0.45, 2, 40.9491122684, 20.9491122684},
    {100, 100, 0.2, 1, 7.96556745541, 7.96556745541},
};

TEST(BlackScholes, ReproducesTheOracles) {
  for (const Case& c : kOracles) {
    const BlackScholes option{c.forward, c.strike, c.volatility * std::sqrt(c.years)};
    EXPECT_NEAR(black_scholes_call(option), c.call, 6e-11);
    EXPECT_NEAR(black_scholes_put(option), c.put, 6e-11);
  }
}

TEST(BlackScholes, GivesTheFloorWithUpsideShareOfTheOracles) {  // 110 floor, 30 % of the upside away: K + 0.7·call
  EXPECT_NEAR(110 + 0.7 * black_scholes_call({75, 110, 0.45 * std::sqrt(2.0)}), 116.622189968, 6e-10);
  EXPECT_NEAR(110 + 0.7 * black_scholes_call({110, 110, 0.45 * std::sqrt(2.0)}), 129.224227278, 6e-10);
  EXPECT_NEAR(110 + 0.7 * black_scholes_call({130, 110, 0.45 * std::sqrt(2.0)}), 138.664378588, 6e-10);
}

TEST(BlackScholes, HoldsPutCallParity) {
  for (const double strike : {1.0, 50.0, 100.0, 400.0}) {
    for (const double volatility : {0.01, 0.3, 2.0}) {
      const BlackScholes option{100.0, strike, volatility, 0.93};
      const double parity = 0.93 * (100.0 - strike);
      EXPECT_NEAR(black_scholes_call(option) - black_scholes_put(option), parity,
                  2 * kBlackScholesError * 0.93 * (100.0 + strike));
    }
  }
}

TEST(BlackScholes, IsIntrinsicWithoutVolatility) {
  EXPECT_EQ(black_scholes_call({120, 100, 0, 0.5}), 10.0);
  EXPECT_EQ(black_scholes_put({120, 100, 0, 0.5}), 0.0);
  EXPECT_EQ(black_scholes_put({80, 100, 0, 0.5}), 10.0);
  EXPECT_EQ(black_scholes_call({80, 100, 0, 0.5}), 0.0);
  EXPECT_EQ(black_scholes_call({100, 100, 0}), 0.0);  // at the money: d₁ would be 0/0
}

TEST(BlackScholes, OfAWorthlessForwardOrNoStrikeIsCertain) {
  EXPECT_EQ(black_scholes_call({0, 100, 0.3}), 0.0);
  EXPECT_EQ(black_scholes_put({0, 100, 0.3}), 100.0);
  EXPECT_EQ(black_scholes_call({100, 0, 0.3}), 100.0);
  EXPECT_EQ(black_scholes_put({0, 0, 0.3}), 0.0);
}

TEST(BlackScholes, ScalesWithTheDiscountFactor) {
  EXPECT_DOUBLE_EQ(black_scholes_call({110, 100, 0.4, 0.9}), 0.9 * black_scholes_call({110, 100, 0.4}));
}

}  // namespace
}  // namespace lodestone
