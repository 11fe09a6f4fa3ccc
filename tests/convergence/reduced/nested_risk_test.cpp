// VaR without inner paths against nested simulation and its bias.
#include <gtest/gtest.h>

#include <lodestone/run/simulation.hpp>

#include <cmath>
#include <convergence/nested_risk.hpp>

namespace lodestone::convergence {
namespace {

constexpr double kNormal99 = 2.3263478740408408;

/// √(α(1 − α)/n)/φ(q): the standard error of the 99 % quantile of n standard normals.
double error_of_var99(double paths) { return std::sqrt(0.99 * 0.01 / paths) / 0.02665214220345808; }

// The noise of N inner paths of standard deviation 2 adds 4/N to the variance of a standard normal P&L. The published values at
// N = 4, 16 and 64: 3.28995271, 2.60093599, 2.39794450; without inner paths it is the normal's own quantile.
TEST(NestedSimulation, WidensVarByTheNoiseOfItsInnerPathsAndExactValuesDoNot) {
  constexpr std::size_t kOuter = 65536;
  const NestedLosses losses = nested_losses(normal_swap(), kOuter, {4, 16, 64}, 2);
  EXPECT_NEAR(value_at_risk(losses.exact, 0.99), kNormal99, 4.0 * error_of_var99(kOuter));
  const double published[] = {3.28995271, 2.60093599, 2.39794450};
  const double inner[] = {4.0, 16.0, 64.0};
  for (std::size_t n = 0; n < 3; ++n) {
    const double scale = std::sqrt(1.0 + 4.0 / inner[n]);
    EXPECT_NEAR(published[n], kNormal99 * scale, 5e-9);
    EXPECT_NEAR(value_at_risk(losses.nested[n], 0.99), published[n], 4.0 * scale * error_of_var99(kOuter)) << inner[n];
  }
}

TEST(ValueAtRisk, OfAContractThatOutlivesTheHorizonIsThatOfItsExactValue) {
  Study study = normal_swap();
  study.simulation.paths = 65536;
  const Simulation simulation = simulate(validate(study));
  const TailMeasure& measure = simulation.report().results.pnl.front().distribution.measures.front();
  EXPECT_NEAR(*measure.value_at_risk.value, kNormal99, 4.0 * error_of_var99(65536.0));
  EXPECT_NEAR(*measure.expected_shortfall.value, 2.665214220345808, 5.0 * error_of_var99(65536.0));
}

// 16 and 64 inner paths on 16,384 outer ones, in 16 batches: t with 15 degrees of freedom stays below 4.9 but for one run in
// 5,000.
TEST(NestedSimulation, ExtrapolatedToNoNoiseIsTheExactValuesVarAndEs) {
  const std::vector<std::size_t> inner = {16, 64};
  const NestedLosses losses = nested_losses(short_desk(), 16384, inner, 2);
  for (const Measure measure : {value_at_risk, expected_shortfall}) {
    const NestedBias bias = nested_bias(losses, inner, measure, 0.95, 16);
    EXPECT_GT(bias.bias.front().value, 4.9 * bias.bias.front().standard_error) << "the test has lost its power";
    EXPECT_LT(std::abs(bias.extrapolated.value), 4.9 * bias.extrapolated.standard_error);
  }
}

}  // namespace
}  // namespace lodestone::convergence
