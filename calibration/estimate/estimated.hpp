/// A number from data and how well the data know it.
#pragma once

#include <limits>

namespace lodestone::calibration {

inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

/// A point estimate with its standard error, both in the unit of the quantity; NaN where there is none.
struct Estimated {
  double value = kNoNumber;
  double standard_error = kNoNumber;
};

/// Both ends of a 95 % interval, in the unit of the quantity; ends may be infinite.
struct Interval {
  double lower = kNoNumber;
  double upper = kNoNumber;

  bool contains(double x) const { return lower <= x && x <= upper; }
};

}  // namespace lodestone::calibration
