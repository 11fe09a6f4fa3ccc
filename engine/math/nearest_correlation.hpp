/// The correlation matrix nearest to a matrix that is none, and the cheaper one that desks call spectral salvage.
#pragma once

#include <lodestone/base/export.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

struct NearestCorrelation {
  std::vector<double> matrix;   ///< (n, n) row-major, unit diagonal, least eigenvalue ≥ −kNegativeEigenvalue
  double distance = 0.0;        ///< ‖X − A‖, Frobenius
  double largest_change = 0.0;  ///< max |X_ij − A_ij|
  int iterations = 0;           ///< 0: the matrix was a correlation matrix already, and is returned bit by bit
};

inline constexpr double kNegativeEigenvalue = 1e-10;
inline constexpr int kMostCorrelationRounds = 10'000;

/// min ‖X − A‖ over symmetric positive semidefinite X with unit diagonal: alternating projections on the two sets, with
/// Dykstra's correction for the cone, which plain alternation lacks and then ends somewhere else.
///
/// Shapes: A (n, n) row-major, symmetric; its diagonal > 0, but not necessarily 1.
/// Error:  stops when a round moves no entry by more than 1e-13, entries then within about 1e-11, or after
///         kMostCorrelationRounds; what is left below zero, less than kNegativeEigenvalue on convergence, is removed as in
///         spectral_correlation.
/// Throws InvalidInput for a matrix that is not square, finite and symmetric, or has a diagonal entry that is not > 0.
/// Cost:   9n³ a round, some 20 to 200 rounds.   Source: Higham (2002), IMA J. Numer. Anal. 22, algorithm 3.3.
LODESTONE_EXPORT NearestCorrelation nearest_correlation(std::span<const double> matrix, std::size_t n);

/// Negative eigenvalues set to 0 and rows scaled back to a unit diagonal: not the nearest, but one decomposition.
/// Source: Rebonato and Jäckel (1999).   `iterations` is 1, or 0 as above.
LODESTONE_EXPORT NearestCorrelation spectral_correlation(std::span<const double> matrix, std::size_t n);

}  // namespace lodestone
