/// Exact values at a horizon against inner simulation from the same states.
#pragma once

#include <lodestone/model/study.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace lodestone::convergence {

/// One contract: z = (inner mean − exact value)/standard error of the mean, for each state in which something is random.
struct BruteForce {
  std::string position;
  std::vector<double> z;
  double greatest_certain_gap = 0.0;  ///< between inner mean and exact value where nothing is random
};

/// At the study's first horizon: half of `states` are the worst of 16 times as many outer paths by the exact value of all
/// contracts, the others spread evenly over the rest's ranks. Precondition: every contract is valued exactly.
std::vector<BruteForce> brute_force(const Study& study, std::size_t states, std::size_t inner_paths, int threads);

/// Fails the running test where Σ z² of a contract is not that of independent standard normals.
void expect_normal(const std::vector<BruteForce>& contracts, std::size_t states);

/// Σ z² of n independent standard normals lies within these but for one in 10,000 on either side (Wilson and Hilferty 1931; for
/// n ≥ 60 to 0.5 %).
struct ChiSquaredBounds {
  double least = 0.0;
  double greatest = 0.0;
};
ChiSquaredBounds chi_squared_bounds(double degrees_of_freedom);

/// One index on a chain of four states; floors and collars on it, on both sides.
Study chain_with_floors();

/// Contracts under licence with damages, whose accounts may be pending today and at the horizon.
Study pending_licences();

/// Correlated factors with mixture tails, stochastic rate and spread: sold at a floor and uncapped, a floating loan, owed by
/// somebody.
Study two_factors_with_tails();

}  // namespace lodestone::convergence
