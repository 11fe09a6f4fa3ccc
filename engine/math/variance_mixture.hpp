/// Fat tails with every moment finite: a few variances instead of a Student-t's continuum (docs/models/tails.md).
#pragma once

#include <cstddef>
#include <vector>

namespace lodestone {

inline constexpr std::size_t kMixtureNodes = 16;
inline constexpr double kLowerCut = 1e-5;  ///< of the law of χ²_ν: below lie the variances that have no bound
inline constexpr double kUpperCut = 1e-6;  ///< above lie variances near the least one

/// Bound on the relative error of P(√ω·η > x) against the scaled Student t, for tails from ½ down to 1e-4, ν = 3, 4, 6.
inline constexpr double kMixtureTailError = 0.05;

/// ω takes `multipliers[q]` with `probabilities[q]`; E ω = 1. Ascending in ω, so a higher uniform means a higher variance.
struct VarianceMixture {
  std::vector<double> multipliers;
  std::vector<double> probabilities;
  std::vector<double> cumulative;  ///< for the inverse CDF: first q with u < cumulative[q]; the last is exactly 1

  friend bool operator==(const VarianceMixture&, const VarianceMixture&) = default;
};

/// The finite law standing for (ν−2)/χ²_ν, so that √ω·η has about the law of a Student t scaled to unit variance.
///
/// Method: χ²_ν between its kLowerCut and 1 − kUpperCut quantiles, cut into kMixtureNodes bins of equal ratio; in each
///         ω = E[(ν−2)/χ²_ν | bin] = P(χ²_{ν−2} ∈ bin)/P(χ²_ν ∈ bin), an identity of the gamma law; then scaled to mean 1.
/// Error:  kMixtureTailError.
/// Precondition: 3 ≤ ν ≤ 1000 (validated).
VarianceMixture variance_mixture(double degrees_of_freedom);

}  // namespace lodestone
