/// Is there autocorrelation left?
#pragma once

#include <lodestone/base/export.hpp>

#include <span>

namespace lodestone::calibration {

struct LjungBox {
  double statistic = 0.0;
  double p_value = 1.0;  ///< P(χ²_lags > statistic)
};

/// Q = n(n + 2)·Σ_{k=1}^{lags} ρ̂_k²/(n − k), about χ²_lags where there is none.   n > lags ≥ 1.
/// Source: Ljung and Box (1978).   Cost: lags·n.
LODESTONE_EXPORT LjungBox ljung_box(std::span<const double> values, int lags);

}  // namespace lodestone::calibration
