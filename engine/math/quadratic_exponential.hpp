/// weight·e^{k₀ + k₁u + k₂u²} over many u: one step's factor of the transform of a Gaussian law, or of one node of a mixture.
#pragma once

#include <cstddef>

namespace lodestone {

struct QuadraticExponent {
  double weight = 1.0;
  double constant = 0.0;   ///< k₀
  double linear = 0.0;     ///< k₁
  double quadratic = 0.0;  ///< k₂ ≥ 0
};

/// Terms whose modulus is below this, relative to e^{k₀}, are left out along the imaginary axis: they say nothing beside 1, and
/// would slow down into subnormal numbers.
inline constexpr double kLeastExponential = 1e-20;

/// Bound on the error along the imaginary axis, relative to weight·e^{k₀}, where |k₁u| < 1000.
inline constexpr double kQuadraticExponentialError = 2e-13;

/// real[n] + i·imaginary[n] += weight·e^{k₀ + k₁u_n + k₂u_n²} at u_n = i·spacing·(first + n), n < count.
/// Method: e^{−Cn²} and e^{iBn} by recurrences in four lanes, started afresh every 64 terms.
/// Cost: about 2 ns a term.
void add_on_imaginary_axis(const QuadraticExponent& exponent, double spacing, int first, std::size_t count, double* real,
                           double* imaginary);

}  // namespace lodestone
