/// Transition probabilities of a Markov chain in continuous time.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace lodestone {

/// P = exp(Qt): P_ij is the probability of being in state j, t years after having been in state i.
///
/// Shapes: `generator` is Q, row-major n × n: off-diagonal entries ≥ 0 [1/yr], rows summing to 0. `years` ≥ 0.
/// Method: uniformisation of a short time, exp(Qh) = e^{−λh} Σ_k (λh)^k/k! (I + Q/λ)^k with λ = max −q_ii and λh ≤ ½, then
///         repeated squaring. Every term is ≥ 0, so nothing cancels, and no entry of P can be negative; rows are divided by
///         their sums after each squaring, which keeps λt of any size from piling up rounding, and does away with e^{−λh}.
/// Error:  relative to each entry, `matrix_exponential_error(n, λt)`; rows sum to 1 within n ulp.
/// Cost:   (18 + log₂ 2λt)·n³. Plain loops and no call of the C library: the same bits from every compiler.
/// Source: Jensen (1953); Moler and Van Loan (2003), "Nineteen dubious ways", methods 1 and 3.
std::vector<double> matrix_exponential(std::span<const double> generator, std::size_t n, double years);

/// Bound on the relative error of an entry: each squaring doubles what was there and adds a product's rounding.
constexpr double matrix_exponential_error(std::size_t n, double jumps) {
  return (jumps > 0.25 ? 4.0 * jumps : 1.0) * (static_cast<double>(n) + 20.0) * std::numeric_limits<double>::epsilon();
}

}  // namespace lodestone
