// Exact values against inner simulation, from few states. tests/convergence/brute_force_convergence_test.cpp takes 200 of each.
#include <gtest/gtest.h>

#include <cmath>
#include <convergence/brute_force.hpp>

namespace lodestone::convergence {
namespace {

TEST(ChiSquaredBounds, AreTheQuantilesOfAHundredDegreesOfFreedom) {
  const ChiSquaredBounds bounds = chi_squared_bounds(100.0);
  EXPECT_NEAR(bounds.least, 55.724598, 0.002 * 55.72);
  EXPECT_NEAR(bounds.greatest, 161.318657, 0.002 * 161.3);
}

// A pending account's clock is known by its hazard so far alone: what is left of it is a fresh Exp(1).
TEST(Value, IsTheMeanOfInnerPathsFromEveryState) {
  constexpr std::size_t kStates = 40;
  for (Study (*make)() : {chain_with_floors, pending_licences, two_factors_with_tails}) {
    expect_normal(brute_force(make(), kStates, 512, 2), kStates);
  }
}

}  // namespace
}  // namespace lodestone::convergence
