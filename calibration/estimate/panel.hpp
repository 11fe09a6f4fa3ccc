/// Several series over the same dates.
#pragma once

#include <cstddef>
#include <vector>

namespace lodestone::calibration {

/// Dates × series, row-major; NaN where a series has no value on a date.
struct Panel {
  std::size_t dates = 0;
  std::size_t series = 0;
  std::vector<double> values;

  double at(std::size_t date, std::size_t column) const { return values[date * series + column]; }
};

}  // namespace lodestone::calibration
