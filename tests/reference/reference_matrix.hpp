/// Small dense matrices for the textbook twin: exponential and Cholesky factor, by the definition.
#pragma once

#include <vector>

namespace lodestone::reference {

using Matrix = std::vector<std::vector<double>>;  ///< rows

Matrix identity(int size);
Matrix product(const Matrix& a, const Matrix& b);

/// e^A: Taylor's series of A/2^s with ‖A/2^s‖ ≤ 1/2, squared s times. Error: below 1e-14·‖e^A‖ for the generators met here.
Matrix exponential(const Matrix& a);

/// Lower L with L·Lᵀ = A for a positive semidefinite A; a pivot below 1e-12 gives a column of zeros.
Matrix cholesky(const Matrix& a);

}  // namespace lodestone::reference
