/// One formula for every standard error.
#pragma once

#include <cmath>
#include <lodestone/risk/sample_sum.hpp>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {

/// √(squares · m/(m − 1)) / Σ w of squares = Σ w²ψ².
inline double error_of_squares(const SortedSample& sample, double squares) {
  const double m = sample.effective_size();
  return std::sqrt(squares * (m / (m - 1.0))) / sample.total_weight();
}

/// As below, where the influence of every value before the first-th smallest is `below`: a pass over the others alone.
template <typename Influence>
double standard_error_above(const SortedSample& sample, std::size_t first, double below, Influence influence) {
  const double squares = sample_sum(first, sample.size(), [&](std::size_t i) {
    const double weighted = sample.weight(i) * influence(i);
    return weighted * weighted;
  });
  return error_of_squares(sample, below * below * sample.squared_weight_before(first) + squares);
}

/// √(Σ w²ψ² · m/(m − 1)) / Σ w, with ψ(i) the influence of the i-th smallest value on the estimator and m the effective size.
///
/// The influence of an observation is how far the estimator moves, per unit of its share of the sample: x − x̄ for the mean
/// (giving the familiar s/√n). Dependent numbers, such as VaR measured from the mean, add their influences before squaring.
/// Source: Hampel (1974); for weighted samples Owen (2013) §9.2.   Precondition: at least two values.
template <typename Influence>
double standard_error(const SortedSample& sample, Influence influence) {
  return standard_error_above(sample, 0, 0.0, [&](std::size_t i) { return influence(i); });
}

}  // namespace lodestone
