/// Is one model's loss lower than another's beyond chance?
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/test_result.hpp>

#include <span>

namespace lodestone::calibration {

/// t = mean(d)/√(V/T), d = first − second, V the long-run variance with Bartlett weights 1 − k/(lags + 1); p two-sided, normal.
///
/// Negative: the first model is better. Equal losses give t = 0, p = 1.   Shapes: both (T,), T > lags + 1 (caller).
/// Forecasts over h overlapping days need lags ≥ h − 1.   Source: Diebold and Mariano (1995); Newey and West (1987).
LODESTONE_EXPORT TestResult diebold_mariano(std::span<const double> first, std::span<const double> second, int lags);

}  // namespace lodestone::calibration
