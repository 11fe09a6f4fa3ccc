/// European options on a lognormal price, one at a time.
#pragma once

namespace lodestone {

/// What Black–Scholes knows of an option: forward F and strike K [currency], total volatility s = σ√T [1], discount factor D.
/// For a share at S with dividend yield q and rate r: F = S·e^{(r−q)T}, D = e^{−rT}.
struct BlackScholes {
  double forward = 0.0;           ///< ≥ 0
  double strike = 0.0;            ///< ≥ 0
  double total_volatility = 0.0;  ///< ≥ 0
  double discount = 1.0;
};

/// Bound on the error of a value, relative to D·(F + K).
inline constexpr double kBlackScholesError = 2e-15;

/// D·E(F_T − K)⁺ = D·(F·Φ(d₁) − K·Φ(d₂)), d₁ = ln(F/K)/s + s/2, d₂ = d₁ − s; D·(F − K)⁺ where s, F or K is 0.
/// Error: kBlackScholesError.   Source: Black and Scholes (1973), Black (1976).
double black_scholes_call(const BlackScholes& option);

/// D·E(K − F_T)⁺ = D·(K·Φ(−d₂) − F·Φ(−d₁)). Error: as the call.
double black_scholes_put(const BlackScholes& option);

}  // namespace lodestone
