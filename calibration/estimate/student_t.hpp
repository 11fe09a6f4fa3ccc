/// Fat tails of one series, or of a group that shares its quiet and its wild days.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/panel.hpp>

#include <vector>

namespace lodestone::calibration {

/// x_t = μ + √ω_t·ε_t,  ε ~ N(0, Σ),  ω ~ (ν−2)/χ²_ν shared by the group on each date: a d-variate Student t with covariance Σ.
struct StudentFit {
  Estimated degrees_of_freedom;       ///< ν [1]; its error from the profile's curvature in 1/ν; NaN at a bound
  Interval degrees_of_freedom_95;     ///< of the ratio test; upper end ∞ where the normal law is not rejected
  std::vector<double> mean;           ///< μ by series
  std::vector<Estimated> volatility;  ///< √Σ_ii by series, per period
  std::vector<double> correlation;    ///< of Σ, (d, d) row-major
  double log_likelihood = kNoNumber;
  double normal_log_likelihood = kNoNumber;  ///< of the same dates under ν = ∞: twice the difference is the case for fat tails
  std::size_t dates = 0;                     ///< used: those on which every series of the group has a value
  bool at_bound = false;                     ///< ν ended on 2.1 or 500
};

/// Profile likelihood over 1/ν in [1/500, 1/2.1]. For each ν the maximum over μ and the scatter S = Σ(ν − 2)/ν by rounds of
///   w_t = 1/(ν + δ_t),  δ_t = (x_t − μ)ᵀS⁻¹(x_t − μ),  μ = Σ w x/Σ w,  S = Σ w (x − μ)(x − μ)ᵀ/Σ w.
/// Var(ln σ̂ | ν) = (d + ν + 2)(ν + 1)/(2ν(d + ν)n), to which the error of ν is added.
///
/// Use on returns divided by their conditional volatility: clustering looks like fat tails.
/// n ≥ 30 dates, d ≤ 30.   Error: 1e-8 of 1/ν's range.   Cost: 100 values of some 10 rounds of n·d² each.
/// Source: Liu and Rubin (1995), Kent, Tyler and Vardi (1994) for the rounds; Tyler (1982) for the variance.
LODESTONE_EXPORT StudentFit fit_student_t(const Panel& group);

}  // namespace lodestone::calibration
