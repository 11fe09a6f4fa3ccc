/// Correlation of series that have a value on every date: as it is, weighted to the recent past, and shrunk.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/panel.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// Matrices are (series, series) row-major.
struct CorrelationEstimate {
  std::vector<double> mean;  ///< by series [unit of the series per period]
  std::vector<double> covariance;
  std::vector<double> correlation;      ///< unit diagonal
  std::vector<double> standard_errors;  ///< of each correlation: (1 − ρ̂²)/√n_eff, for a normal law; 0 on the diagonal
  double effective_dates = 0.0;         ///< n_eff: as many equally weighted dates would know as much
};

/// Σ̂ = Σ_t (x_t − x̄)(x_t − x̄)ᵀ/(n − 1).   n ≥ 3 dates, no NaN (then: fit_normal_with_missing).   Cost: n·p².
LODESTONE_EXPORT CorrelationEstimate sample_correlation(const Panel& panel);

/// Weights (1 − λ)λ^{age}, normalised, means 0 as for daily returns: S = Σ w_t x_t x_tᵀ; n_eff = 1/Σw².
/// 0 < λ < 1.   Source: RiskMetrics Technical Document (1996) §5.3.
LODESTONE_EXPORT CorrelationEstimate ewma_correlation(const Panel& panel, double decay);

struct ShrunkCorrelation {
  CorrelationEstimate estimate;  ///< standard errors are those of the sample, times 1 − intensity
  double intensity = 0.0;        ///< 0: the sample; 1: no correlation at all
};

/// (1 − δ)·R̂ + δ·I for series scaled to variance 1, with the δ of least expected squared error: δ = min(b², d²)/d²,
/// d² = ‖R̂ − I‖²/p, b² = Σ_t ‖z_t z_tᵀ − R̂‖²/(n²p). Positive definite whenever δ > 0, also for p > n.
/// Source: Ledoit and Wolf (2004), JMVA 88, with their scaled identity, on standardised series.   Cost: n·p².
LODESTONE_EXPORT ShrunkCorrelation shrunk_correlation(const Panel& panel);

}  // namespace lodestone::calibration
