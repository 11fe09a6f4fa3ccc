/// Sums of exponentials: the transform of a mixture of normal laws at one frequency, or along the imaginary axis.
///
/// Error:  kExponentialSumError of Σ w e^{constant}.   Bits: the same on every instruction set, from every compiler.
/// Twin:   long double, term by term.
#pragma once

#include <cstddef>
#include <lodestone/simd/isa.hpp>

namespace lodestone {

inline constexpr double kExponentialSumError = 2e-14;

struct ExponentialSums {
  /// Σ_q weights[q]·e^{exponents[q]} over q < n, added up by q mod 8. Any n; both readable up to `padded(n)`.
  /// Cost: an exponential a term.
  double (*sum)(const double* weights, const double* exponents, std::size_t n);

  /// out[n] += Σ_q weights[q]·e^{constants[q] − curvatures[q]·(first + n)²} over q < nodes, for n < count; weights in [0, 1],
  /// curvatures ≥ 0, first ≥ 0. `out` is writable up to `padded(count)`; what lies past count is overwritten.
  /// Terms below 1e-20 of e^{constant} are left out, in eights: they say nothing beside 1, and would slow down into subnormal
  /// numbers. Method: e^{−Cn²} by recurrence in n, eight side by side, started afresh every 64.
  /// Cost: an addition and two products a term and node, and three exponentials for every 64 terms.
  void (*add_gaussians)(const double* weights, const double* constants, const double* curvatures, std::size_t nodes, int first,
                        std::size_t count, double* out);
};

/// Precondition: this processor supports `isa`.
const ExponentialSums& exponential_sums(Isa isa);

}  // namespace lodestone
