/// Is expected shortfall as large as the losses beyond value-at-risk?
#pragma once

#include <lodestone/base/export.hpp>

#include <span>

namespace lodestone::calibration {

/// Z₁ = mean over breaches of X_t / ES_t + 1: the size of the losses, given that there are any; NaN without a breach.
/// Z₂ = Σ X_t I_t / (T·tail·ES_t) + 1: their size and number together.
///
/// X the return, I_t = 1 when X_t < −VaR_t. Both are 0 on average for right forecasts and negative when risk is understated; no
/// p-value here, for their law depends on the forecasts: `judge_forecasts` simulates it. Z₂ is nearly free of that law: at 97.5
/// % and T = 250 the 5 % point is −0.70 for normal returns and −0.74 for a t with 5 degrees of freedom.
///
/// Shapes: all (T,).   Units: VaR and ES as losses, ES > 0 (caller).   Source: Acerbi and Szekely (2014).
struct AcerbiSzekely {
  double z1 = 0.0;
  double z2 = 0.0;
};
LODESTONE_EXPORT AcerbiSzekely acerbi_szekely(std::span<const double> returns, std::span<const double> value_at_risk,
                                              std::span<const double> expected_shortfall, double tail);

}  // namespace lodestone::calibration
