/// The cosine expansion of a law on an interval, and the put under it.
#pragma once

#include <lodestone/math/fourier_sum.hpp>

#include <vector>

namespace lodestone {

struct Interval {
  double low = 0.0;
  double high = 0.0;
};

/// An interval outside of which at most 2·`neglected` of the measure of Y lies, from its moments E[e^{uY}] at some u of either
/// sign:  P(Y > c) ≤ e^{−uc} E[e^{uY}].  Moments that are not finite say nothing.
/// Precondition: a finite positive moment for some u > 0 and for some u < 0.   Source: Chernoff (1952).
Interval chernoff_interval(const std::vector<double>& u, const std::vector<double>& moments, double neglected);

/// A measure on [low, low + width] with density Σ_n coefficients[n]·cos(nπ(y − low)/width): the 0th is halved already.
///   coefficients[n] = 2/width · Re( φ(i u_n) e^{−i u_n low} ),  u_n = nπ/width
struct CosineExpansion {
  double low = 0.0;
  double width = 1.0;
  std::vector<double> coefficients;
};

/// Bound on what the terms from `terms` on can add to a put on e^{power·Y}, where |φ| ≤ `modulus` there.
double cosine_tail(double width, double power, double modulus, std::size_t terms);

/// p(a) = E[(1 − e^{a + power·Y})⁺] and p'(a) at a = −power·y_k, y_k = low + width·k/intervals, k = 0 … intervals:
/// from the last a to the first.
struct CosinePuts {
  std::vector<double> value;
  std::vector<double> slope;
};

/// With θ = π(y − low)/width, e = e^{−power(y − low)} and G_n = coefficients[n]·power/(power² + u_n²):
///   p = coefficients[0]·(y − low − (1 − e)/power) + Σ_{n ≥ 1} G_n ( power/u_n sin nθ − cos nθ + e )
/// Precondition: power > 0; transform.size() = 2·intervals.   Cost: that of one Fourier sum.
/// Source: Fang and Oosterlee (2008), SIAM J. Sci. Comput. 31(2), with the strike as the variable.
CosinePuts cosine_puts(const CosineExpansion& law, double power, const FourierSum& transform);

}  // namespace lodestone
