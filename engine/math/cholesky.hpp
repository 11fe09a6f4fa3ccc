/// The factor that correlates independent normals.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

/// A pivot below this counts as 0: its variable is a combination of those before it.
inline constexpr double kSmallestPivot = 1e-12;

/// Lower triangular L with L·Lᵀ = R, row-major; a zero pivot gives a zero column.
///
/// Shapes: `correlation` is R, row-major n × n, symmetric, positive semidefinite to rounding, with unit diagonal.
/// Error:  (n + 1) ulp of each entry of R, and at most √kSmallestPivot = 1e-6 in the rows below a pivot that counts as 0.
/// Cost:   n³/3. Plain loops in a fixed order, √ the only call: the same bits from every compiler.
/// Source: Golub and Van Loan (2013) §4.2.8, without pivoting, so that η_f uses the draws z_0 … z_f alone.
std::vector<double> cholesky_semidefinite(std::span<const double> correlation, std::size_t n);

}  // namespace lodestone
