/// The one place that searches for the maximum of a smooth function of several parameters.
#pragma once

#include <functional>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// Value at `parameters`; fills `gradient` unless that is empty. Must be finite everywhere in the box, and not throw.
using SmoothFunction = std::function<double(std::span<const double> parameters, std::span<double> gradient)>;

/// lower ≤ x ≤ upper, each finite.
struct Box {
  std::vector<double> lower;
  std::vector<double> upper;
};

struct Maximum {
  std::vector<double> at;
  double value = 0.0;
  bool converged = false;      ///< the best start ended by tolerance, not by the limit of evaluations
  int starts_agreeing = 0;     ///< starts whose maximum is within kAgreement of the best: 1 of many is a warning
  int evaluations = 0;         ///< over all starts
  std::vector<bool> at_bound;  ///< parameters that ended on the box
};

/// Two maxima of a log-likelihood that differ by less are the same one.
inline constexpr double kAgreement = 1e-3;

/// max f(x) over the box, from every start in turn; the best is kept.
///
/// Method: sequential quadratic programming with f's own gradient, f divided by its size at the start.
/// Error:  relative to f about 1e-14, which is 1e-7 of a standard error of x.   Cost: 20 to 60 evaluations a start.
/// Source: Kraft (1994), TOMP, in NLopt.
Maximum maximise(const SmoothFunction& function, const Box& box, std::span<const std::vector<double>> starts);

}  // namespace lodestone::calibration
