/// VaR and ES by exact values and by nested simulation, whose noise widens the P&L: the bias falls like 1/N inner paths.
#pragma once

#include <lodestone/model/study.hpp>

#include <cstddef>
#include <vector>

namespace lodestone::convergence {

/// Losses from today's value of all contracts, path by path, at the study's first horizon.
struct NestedLosses {
  std::vector<double> exact;
  std::vector<std::vector<double>> nested;  ///< one for each number of inner paths
};

/// Precondition: every contract is valued exactly, none pays before the horizon, and nothing is discounted up to it.
NestedLosses nested_losses(const Study& study, std::size_t outer_paths, const std::vector<std::size_t>& inner_paths,
                           int threads);

/// The order statistic at rank ⌈nα − 1e-9⌉, and the mean loss beyond it with the fraction of the atom.
double value_at_risk(std::vector<double> losses, double confidence);
double expected_shortfall(std::vector<double> losses, double confidence);

/// A number with the standard error of its mean over batches of paths.
struct BatchedNumber {
  double value = 0.0;
  double standard_error = 0.0;
};

/// measure(nested[k]) − measure(exact) at each number of inner paths, and at the last two extrapolated to 1/N = 0, by batches
/// of neighbouring paths.
struct NestedBias {
  std::vector<BatchedNumber> bias;
  BatchedNumber extrapolated;
};
using Measure = double (*)(std::vector<double> losses, double confidence);
NestedBias nested_bias(const NestedLosses& losses, const std::vector<std::size_t>& inner_paths, Measure measure,
                       double confidence, std::size_t batches);

/// One swap on a normal index: its value at the horizon is N(0, 1), and what is left of it has standard deviation 2.
Study normal_swap();

/// Sales at floors and calls sold, on two factors with mixture tails and a chain.
Study short_desk();

}  // namespace lodestone::convergence
