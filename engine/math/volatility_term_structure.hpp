/// Today's volatility decaying to the long run's.
#pragma once

namespace lodestone {

/// Mean of m² over [start, end], m²(t) = 1 + (m₀² − 1)·e^{−λt}: what multiplies σ² on a step.
///
/// Equation: 1 + (m₀² − 1)·e^{−λ·start}·(1 − e^{−λΔ})/(λΔ), Δ = end − start; m²(start) where Δ = 0.
/// Units:    m₀ [1] > 0, λ [1/yr] > 0, start and end [yr], 0 ≤ start ≤ end.   Error: 4 ulp.
double mean_square_multiplier(double initial_multiplier, double decay_per_year, double start, double end);

}  // namespace lodestone
