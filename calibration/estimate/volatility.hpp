/// Volatility without a model of its clustering: over the whole sample, and exponentially weighted.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// σ̂ = √(p·Σ(r − r̄)²/(n − 1)) with standard error σ̂·√((κ̂ − 1)/4n), κ̂ the sample kurtosis: right for fat tails too.
///
/// Units: returns [1] of one period each, p = `periods_per_year` [1/yr]; σ̂ [1/√yr].   n ≥ 8.   Cost: two passes.
/// Source: the delta method on a variance, e.g. Kendall and Stuart (1977) §10.6.
LODESTONE_EXPORT Estimated sample_volatility(std::span<const double> returns, double periods_per_year);

/// Decay of the RiskMetrics desks: one day, one month.
inline constexpr double kRiskMetricsDaily = 0.94;
inline constexpr double kRiskMetricsMonthly = 0.97;

struct EwmaVolatility {
  std::vector<double> variances;      ///< h_t for each return, known the period before [1 per period]
  double next_variance = kNoNumber;   ///< h_{n+1} [1 per period]
  Estimated volatility;               ///< √(p·h_{n+1}) [1/√yr]; error as of an average over (1+λ)/(1−λ) returns
  double decay = kNoNumber;           ///< λ [1]
  double log_likelihood = kNoNumber;  ///< Gaussian, −½Σ(ln 2πh_t + r_t²/h_t); a quasi-likelihood when tails are fat
};

/// h_{t+1} = λ·h_t + (1 − λ)·r_t²; h_1 is the mean square of the first 1/(1−λ) returns (all, if there are fewer).
///
/// Units: as above.   0 < λ < 1; n ≥ 8.   Cost: n.   Source: RiskMetrics Technical Document (1996) §5.2.
LODESTONE_EXPORT EwmaVolatility ewma_volatility(std::span<const double> returns, double decay, double periods_per_year);

/// The λ in [0.7, 0.999] of the greatest quasi-likelihood, by `maximise_profile`.   Cost: 100 passes.
LODESTONE_EXPORT EwmaVolatility fit_ewma_volatility(std::span<const double> returns, double periods_per_year);

}  // namespace lodestone::calibration
