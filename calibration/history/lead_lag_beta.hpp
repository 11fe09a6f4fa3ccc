/// Betas of markets that do not close together.
#pragma once

#include <lodestone/base/export.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// Dimson's beta: the sum of the slopes of y on x led and lagged.
struct LeadLagBeta {
  std::vector<double> slopes;   ///< β_{−lags}, …, β_0, …, β_{+lags}: of y_t on x_{t+k}; negative k is x before y
  double beta = 0.0;            ///< Σ slopes
  double standard_error = 0.0;  ///< of the sum, ordinary least squares
  int count = 0;                ///< days used
};

/// y_t = a + Σ_{k=−lags}^{lags} β_k x_{t+k} + e_t by least squares.
///
/// Shapes: x and y (n,), consecutive days of one calendar; n ≥ 2·lags + 10·(2·lags + 2) (caller).   Cost: n·(2·lags + 2)².
/// A share that closes hours before its index carries part of the index's move a day later: the slope of the same day alone is
/// too small.   Source: Dimson (1979).
LODESTONE_EXPORT LeadLagBeta lead_lag_beta(std::span<const double> y, std::span<const double> x, int lags = 1);

}  // namespace lodestone::calibration
