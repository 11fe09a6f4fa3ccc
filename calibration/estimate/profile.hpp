/// One parameter at a time: the maximum of a (profile) log-likelihood, and the interval that its ratio test accepts.
#pragma once

#include <lodestone/calibration/estimate/estimated.hpp>

#include <functional>

namespace lodestone::calibration {

/// Half the 95 % quantile of χ²₁: how far a log-likelihood may fall before a value is rejected at 5 %.
inline constexpr double kRatioTest95 = 1.920729410347062;

struct ProfileMaximum {
  double at = 0.0;
  double value = 0.0;
  Interval interval95;  ///< where the value is within kRatioTest95 of the maximum; the range's end where it never falls
  double standard_error = kNoNumber;  ///< 1/√(−f″); NaN at an end of the range
  bool at_lower = false;              ///< the maximum is the lower end of the range
  bool at_upper = false;
};

/// max f over [lower, upper]: the best of `points` evenly spaced values, then Brent's method between its neighbours.
///
/// Error: 1e-8 of the range, half the digits of a double as for any maximum found by values alone.
/// Cost:  points + about 60 values.   Source: Brent (1973); Wilks (1938) for the interval.
ProfileMaximum maximise_profile(const std::function<double(double)>& function, double lower, double upper, int points = 40);

}  // namespace lodestone::calibration
