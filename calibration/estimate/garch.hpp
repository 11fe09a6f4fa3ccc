/// GARCH(1,1) and GJR-GARCH with normal or Student innovations, by maximum likelihood.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/garch_likelihood.hpp>
#include <lodestone/model/market.hpp>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

struct GarchModel {
  bool has_mean = true;           ///< μ is estimated; 0 otherwise
  bool has_leverage = true;       ///< γ is estimated; 0 otherwise
  bool has_student_tails = true;  ///< ν is estimated; ∞ otherwise
  bool targets_variance = false;  ///< ω = V̂·(1 − persistence), V̂ the sample variance; its own error is then not counted
  std::optional<GarchParameters> start;  ///< the only start, e.g. yesterday's fit; a grid of starts otherwise
};

/// Standard errors by member of `GarchParameters`; NaN for what was not estimated, or where the information is singular.
struct GarchErrors {
  GarchArray hessian{};  ///< √diag(A⁻¹), A = −Σ∂²ln f: right if the model is
  GarchArray opg{};      ///< √diag(B⁻¹), B = Σ s sᵀ: right if the model is
  GarchArray qmle{};  ///< √diag(A⁻¹BA⁻¹): right for any innovations with four moments (Bollerslev and Wooldridge 1992)
};

struct GarchFit {
  GarchParameters parameters;
  GarchErrors errors;
  std::vector<double> covariance;      ///< A⁻¹ over `estimated`, row-major; for parameter draws; empty when singular
  std::vector<std::size_t> estimated;  ///< which members of GarchParameters, ascending
  Estimated persistence;               ///< α + γ/2 + β, delta method on A⁻¹
  Estimated long_run_variance;         ///< ω/(1 − persistence) [1 per period], delta method on A⁻¹
  double next_variance = kNoNumber;    ///< h_{n+1} [1 per period]
  double log_likelihood = kNoNumber;
  double ljung_box_residuals = kNoNumber;  ///< p-value of no autocorrelation in z, 10 lags
  double ljung_box_squares = kNoNumber;    ///< the same in z²: small means clustering that is left over
  int starts_agreeing = 0;                 ///< of `starts`: how many ended at the same maximum
  int starts = 0;
  int evaluations = 0;
  bool converged = false;
  bool at_bound = false;  ///< a parameter ended on its bound: standard errors do not hold there
};

/// Bounds of the search: persistence in [0.01, 0.9999], ν in [2.1, 500].
inline constexpr double kGreatestPersistence = 0.9999;
inline constexpr double kLeastFreedom = 2.1;
inline constexpr double kGreatestFreedom = 500.0;

/// Fewer returns than this are refused: a GARCH cannot be told from a constant on them.
inline constexpr std::size_t kLeastGarchReturns = 100;

/// max of `garch_log_likelihood`. The search runs on returns scaled to variance 1, over μ, ln V, persistence, the news' share
/// of it, the sign's share of the news and 1/ν, which is a box; errors are in the members' own units.
///
/// Error:  maximum to about 1e-6 of a standard error, A by central differences of the exact gradient.
/// Cost:   30 to 60 passes a start, 6 starts: 30 ms for 2500 returns with everything estimated; 5 ms from a given start.
/// Source: Bollerslev (1986, 1987); Glosten, Jagannathan and Runkle (1993); Fiorentini, Calzolari and Panattoni (1996).
LODESTONE_EXPORT GarchFit fit_garch(std::span<const double> returns, const GarchModel& model = {});

struct GarchTermStructure {
  VolatilityTermStructure curve;       ///< m(t) from today's h_{n+1} to the long run
  Estimated volatility_per_sqrt_year;  ///< √(V·periods_per_year): σ of the factor that the curve multiplies
};

/// λ = −ln(persistence)·periods_per_year and m₀² = 1 + (h_{n+1}/V − 1)·(−ln p)/(1 − p): the last ratio, just above 1, makes the
/// integral of σ²m² over any whole number of periods the sum of the GARCH forecasts, exactly.
///
/// Units: periods_per_year [1/yr] as the engine counts years, ACT/365: 252 for trading days, 365/7 for weeks.
LODESTONE_EXPORT GarchTermStructure volatility_term_structure(const GarchFit& fit, double periods_per_year, std::string id);

}  // namespace lodestone::calibration
