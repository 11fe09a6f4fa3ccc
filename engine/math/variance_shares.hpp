/// Whose doing a spread is: shares of the variance of a result in independent standard normal inputs, by regression.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

struct VarianceShares {
  bool joint = false;                  ///< all inputs in one regression, or each in one of its own
  std::vector<double> share;           ///< one for each input; unbiased, so one that is 0 in truth may come out below 0
  std::vector<double> standard_error;  ///< of each share: what the regression's residuals leave open
  double unexplained = 0.0;            ///< 1 − Σ share: curvature, inputs acting together, and noise of the result itself
};

/// y ≈ β₀ + Σ β_k z_k over n rows, with every z_k standard normal and independent, so that input k makes β_k² of the variance.
///
/// joint:  n ≥ 2(k + 1) rows. OLS; share_k = (b_k² − s_k²)/V with s_k the standard error of b_k, whose square is what b_k² has
///         too much on average; V = Σ(b_k² − s_k²) + s², s² the residual variance. Exact, whatever the rows, for a result that
///         is linear.
/// single: fewer rows. For each input y ≈ β₀ + β z_k; share_k is r² less (1 − r²)/(n − 2), what chance makes of it. The spread
///         that other inputs make is noise to it: a share that is 0 in truth comes out within ±2√2/n about, and shares may add
///         up to more than 1.
/// A result without spread, or fewer than 3 rows, has shares 0 and nothing unexplained.
///
/// Shapes: z (n, k) row-major; y (n,).   Error of a standard error: that of a variance of n − k − 1 numbers, √(2/(n − k − 1)).
/// Cost: n·k² + k³.   Source: Saltelli et al. (2008), Global Sensitivity Analysis, §1.2.5 (standardised regression
/// coefficients).
VarianceShares variance_shares(std::span<const double> z, std::span<const double> y, std::size_t inputs);

}  // namespace lodestone
