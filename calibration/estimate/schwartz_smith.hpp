/// Schwartz and Smith's two factors: a short-term deviation that decays and an equilibrium that wanders.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// ln S = χ + ξ,  dχ = −κχ dt + σ_χ dW₁,  dξ = μ_ξ dt + σ_ξ dW₂,  dW₁dW₂ = ρ dt; under the pricing measure χ's drift is
/// −κχ − λ_χ and ξ's is μ*_ξ.
struct SchwartzSmith {
  double mean_reversion_per_year = kNoNumber;         ///< κ [1/yr], > 0
  double short_term_volatility = kNoNumber;           ///< σ_χ [1/√yr], > 0
  double short_term_risk_premium = kNoNumber;         ///< λ_χ [1/yr]
  double equilibrium_drift = kNoNumber;               ///< μ_ξ [1/yr]
  double equilibrium_volatility = kNoNumber;          ///< σ_ξ [1/√yr], > 0
  double equilibrium_risk_neutral_drift = kNoNumber;  ///< μ*_ξ [1/yr]
  double correlation = kNoNumber;                     ///< ρ [1], |ρ| < 1
};

/// A(T) = μ*T − (1 − e^{−κT})λ/κ + ½[(1 − e^{−2κT})σ_χ²/2κ + σ_ξ²T + 2(1 − e^{−κT})ρσ_χσ_ξ/κ], so that
/// ln F(T) = e^{−κT}χ + ξ + A(T).   Units: T [yr].   Source: Schwartz and Smith (2000) eq. 9.
LODESTONE_EXPORT double futures_intercept(const SchwartzSmith& model, double years);

/// F(T) = exp(e^{−κT}χ + ξ + A(T)) [unit of the price].
LODESTONE_EXPORT double futures_price(const SchwartzSmith& model, double chi, double xi, double years);

/// √(e^{−2κT}σ_χ² + σ_ξ² + 2e^{−κT}ρσ_χσ_ξ) [1/√yr]: volatility of a futures price, eq. 8a's limit.
LODESTONE_EXPORT double futures_volatility(const SchwartzSmith& model, double years);

struct StepCovariance {
  double chi = 0.0;    ///< Var χ' | χ = σ_χ²(1 − e^{−2κΔ})/2κ
  double xi = 0.0;     ///< σ_ξ²Δ
  double cross = 0.0;  ///< ρσ_χσ_ξ(1 − e^{−κΔ})/κ
};

/// Of the exact step over Δ years.
LODESTONE_EXPORT StepCovariance step_covariance(const SchwartzSmith& model, double years);

/// Futures curves over time. A price that is missing is NaN; every other number is finite.
struct FuturesHistory {
  std::span<const double> years;       ///< t_k [yr], ascending, n of them
  std::span<const double> maturities;  ///< time to delivery [yr] of contract j, m of them, > 0, the same at every date
  std::span<const double> log_prices;  ///< ln F, (n, m) row-major
};

struct KalmanPrior {
  double chi = 0.0;
  double xi = 0.0;
  double variance = 100.0;  ///< of each, uncorrelated, before the first prices are seen: diffuse
};

struct FilteredState {
  double chi = 0.0;
  double xi = 0.0;
  double log_likelihood = 0.0;
};

/// ln f of all prices seen, by the Kalman filter: contract j is seen with error N(0, sd_j²), sd_j ≥ 0 (0: exactly).
///
/// Method: one price at a time, Joseph's form, so the covariance stays positive when errors are 0.
/// Shapes: measurement_errors (m,).   Cost: 30 flops a price.   Source: Durbin and Koopman (2012) §6.4.
LODESTONE_EXPORT FilteredState kalman_filter(const SchwartzSmith& model, std::span<const double> measurement_errors,
                                             const FuturesHistory& history, const KalmanPrior& prior);

struct SchwartzSmithFit {
  SchwartzSmith model;
  SchwartzSmith standard_errors;              ///< member by member; NaN where the information is singular
  std::vector<Estimated> measurement_errors;  ///< by contract [1]
  FilteredState last;                         ///< today's χ and ξ, and the log-likelihood
  std::vector<std::size_t> free;  ///< of ln κ, ln σ_χ, λ_χ, μ_ξ, ln σ_ξ, μ*_ξ, artanh ρ, ln sd_j: those that are not on a bound
  std::vector<double> covariance;  ///< of the free ones, row-major; empty when singular
  bool converged = false;
  bool at_bound = false;  ///< one of the seven parameters is
  int starts_agreeing = 0;
  int starts = 0;
};

/// max of `kalman_filter`'s likelihood over the seven parameters and m measurement errors; needs m ≥ 2 maturities: from a spot
/// price alone χ and ξ cannot be told apart.
///
/// Bounds: κ 0.02 … 20, volatilities 0.005 … 3, |λ|, |μ| ≤ 1, |ρ| ≤ 0.99, sd 1e-4 … 0.5.   Standard errors: Hessian, delta
/// method. Cost:   3 starts of some 60 gradients of 2(7 + m) filters each; half a second for 268 weeks of 5 contracts.
LODESTONE_EXPORT SchwartzSmithFit fit_schwartz_smith(const FuturesHistory& history);

}  // namespace lodestone::calibration
