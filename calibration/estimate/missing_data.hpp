/// Correlation of series with holes: different holidays, short histories.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/correlation.hpp>
#include <lodestone/calibration/estimate/panel.hpp>

namespace lodestone::calibration {

struct MissingDataFit {
  CorrelationEstimate estimate;  ///< maximum likelihood; errors count only the dates on which both series have a value
  double log_likelihood = 0.0;   ///< of everything that was seen
  int iterations = 0;
  bool converged = false;  ///< the log-likelihood rose by less than kSmallestRise of its size per date in the last iteration
  int patterns = 0;        ///< how many different sets of series were seen together
};

inline constexpr double kSmallestRise = 1e-10;
inline constexpr int kMostIterations = 5000;

/// max Σ_t ln N(x_t,seen; μ_seen, Σ_seen) over μ, Σ by EM: a missing value is replaced by its expectation given what was seen
/// that day, and its conditional covariance is added, so the result is positive semidefinite, unlike pairwise deletion.
///
/// Dates with the same holes are handled together.   p ≤ 200 series, each with ≥ 3 values, every two met through others.
/// Error:  stops when an iteration adds < kSmallestRise per date; with 95 % of a series missing a few hundred iterations.
/// Cost:   n·p² once, then patterns·p³ an iteration.
/// Source: Dempster, Laird and Rubin (1977); Little and Rubin (2002) §11.2.
LODESTONE_EXPORT MissingDataFit fit_normal_with_missing(const Panel& panel);

}  // namespace lodestone::calibration
