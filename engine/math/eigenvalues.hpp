/// Is a symmetric matrix positive semidefinite, and if not, in which direction does it fail?
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

/// The least eigenvalue λ of a matrix A and its eigenvector v, |v| = 1:  A v = λ v,  λ = min xᵀA x / xᵀx.
struct Eigenpair {
  double value = 0.0;
  std::vector<double> vector;
};

/// Whether the least eigenvalue of the symmetric A is at least −tolerance: whether A + tolerance·I has a Cholesky factor.
///
/// Shapes: matrix (n, n) row-major, of which the lower triangle is read. Tolerance > 0, well above n·ε·|A|.
/// Error:  the answer may be off for eigenvalues within n·2⁻⁵²·|A| of −tolerance.   Cost: n³/3 products, 8n² bytes.
bool is_positive_semidefinite(std::span<const double> matrix, std::size_t n, double tolerance);

/// The least eigenpair of the symmetric A; the sign of v is such that its largest component is positive. n ≥ 1.
///
/// Shapes: matrix (n, n) row-major, of which the lower triangle is read.
/// Error:  |λ − λ_exact| ≤ n·2⁻⁵²·|A|.   Cost: about 9n³ products, 16n² bytes.
/// Source: tridiagonal QR, Golub & Van Loan (2013) §8.3.
Eigenpair smallest_eigenpair(std::span<const double> matrix, std::size_t n);

}  // namespace lodestone
