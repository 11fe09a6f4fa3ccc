/// The standard normal law, for plan time and for risk; the path loop has its own kernels.
#pragma once

#include <lodestone/base/export.hpp>

namespace lodestone {

/// Φ⁻¹(0.975): half the width of a 95 % interval in standard errors.
inline constexpr double kNormal975 = 1.959963984540054;

/// Φ(x) = P(Z ≤ x). Error: 2 ulp, also in both tails.
double normal_cdf(double x);

/// Φ⁻¹(p). Error: 4 ulp. Precondition: 0 < p < 1.
LODESTONE_EXPORT double normal_quantile(double probability);

}  // namespace lodestone
