/// Are probability integral transforms uniform on [0, 1]?
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/test_result.hpp>

#include <span>

namespace lodestone::calibration {

/// Kolmogorov–Smirnov: D = sup |F_n(u) − u|. p from Kolmogorov's series at (√n + 0.12 + 0.11/√n)·D.
///
/// Shapes: (n,) sorted, in [0, 1], n > 0.   Error of p: 1 % of itself for n ≥ 10.   Source: Stephens (1970).
LODESTONE_EXPORT TestResult kolmogorov_smirnov(std::span<const double> sorted);

/// Anderson–Darling: A² = −n − (1/n) Σ (2i − 1)·[ln u_(i) + ln(1 − u_(n+1−i))], which weighs the tails. Values are held off 0
/// and 1 by 1e-9.
///
/// Shapes: as above.   Error of p: 2e-6 for n → ∞, 0.003 at n = 10.   Source: Marsaglia and Marsaglia (2004), the limit law.
LODESTONE_EXPORT TestResult anderson_darling(std::span<const double> sorted);

}  // namespace lodestone::calibration
