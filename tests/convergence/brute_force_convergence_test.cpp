// Exact values against inner simulation from 200 states of each study, the 100 worst of 3,200 among them.
#include <gtest/gtest.h>

#include <convergence/brute_force.hpp>

namespace lodestone::convergence {
namespace {

constexpr std::size_t kStates = 200;
constexpr std::size_t kInnerPaths = 16384;

TEST(BruteForce, AgreesOnAChainWithFloors) {
  expect_normal(brute_force(chain_with_floors(), kStates, kInnerPaths, 2), kStates);
}

TEST(BruteForce, AgreesOnPendingLicences) { expect_normal(brute_force(pending_licences(), kStates, kInnerPaths, 2), kStates); }

TEST(BruteForce, AgreesOnTwoFactorsWithTails) {
  expect_normal(brute_force(two_factors_with_tails(), kStates, kInnerPaths, 2), kStates);
}

}  // namespace
}  // namespace lodestone::convergence
