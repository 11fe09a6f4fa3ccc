/// The outcome of one statistical test.
#pragma once

#include <limits>

namespace lodestone::calibration {

/// `p_value` is the chance, were the forecasts right, of a statistic at least this unfavourable; NaN for a test that the data
/// do not allow (no breach to measure).
struct TestResult {
  double statistic = std::numeric_limits<double>::quiet_NaN();
  double p_value = std::numeric_limits<double>::quiet_NaN();
};

}  // namespace lodestone::calibration
