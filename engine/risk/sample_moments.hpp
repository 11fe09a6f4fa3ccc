/// Mean and standard deviation with their errors.
#pragma once

#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {

/// The mean of a sample and what the deviations d = x − x̄ add up to: what every number measured from the mean is made of.
struct Deviations {
  double mean = 0.0;              ///< x̄ = Σwx/Σw; 0 for an empty sample. Error: 4 ulp of Σw|x|/Σw
  double mean_error = 0.0;        ///< s/√n; 0 for fewer than two values
  double squares = 0.0;           ///< Σ w·d²
  double weighted = 0.0;          ///< Σ w²·d
  double weighted_squares = 0.0;  ///< Σ w²·d²

  /// Of −x.
  Deviations reflected() const { return {0.0 - mean, mean_error, squares, 0.0 - weighted, weighted_squares}; }
};

/// Cost: two passes; two more where weights differ.
Deviations deviations_of(const SortedSample& sample);

/// mean x̄ with error s/√n; standard deviation s = √(Σ(x−x̄)²/(n−1)) with error √((m₄ − m₂²)/n)/(2s), m the central moments.
/// 95 % intervals are ± 1.96 errors; that of s stays above 0, for no kurtosis of n values exceeds n. No value: NOT_APPLICABLE;
/// a single one: TOO_FEW_PATHS.
struct SampleMoments {
  Estimate mean;
  Estimate standard_deviation;
};
SampleMoments sample_moments(const SortedSample& sample, const Deviations& deviations);
SampleMoments sample_moments(const SortedSample& sample);

}  // namespace lodestone
