/// Linear least squares by normal equations: rows come one at a time, in any number of heaps that are added up later.
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace lodestone {

/// XᵀX, Xᵀy and yᵀy of the rows so far.
class NormalEquations {
 public:
  NormalEquations() = default;
  explicit NormalEquations(std::size_t columns);

  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }

  /// `count` rows of X, one after the other, and their y.   Cost: columns²/2 products a row; the sums are read and written once
  /// every four rows. Bits do not depend on how rows are handed in.
  void add(const double* rows, const double* targets, std::size_t count);

  /// The rows of another heap. Sums depend on the order in which heaps are added.
  void add(const NormalEquations& other);

  double gram(std::size_t i, std::size_t j) const { return i >= j ? gram_[i * (i + 1) / 2 + j] : gram_[j * (j + 1) / 2 + i]; }
  double moment(std::size_t i) const { return moment_[i]; }
  double target_square() const { return target_square_; }
  double least_target() const { return least_target_; }  ///< ∞ before the first row
  double greatest_target() const { return greatest_target_; }

 private:
  template <std::size_t kRows>
  void add_products(const double* rows);

  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::vector<double> gram_;  ///< lower triangle, row by row
  std::vector<double> moment_;
  double target_square_ = 0.0;
  double least_target_ = std::numeric_limits<double>::infinity();
  double greatest_target_ = -std::numeric_limits<double>::infinity();
};

struct LeastSquaresFit {
  std::vector<double> coefficients;  ///< 0 for a column that was left out
  double residual_square = 0.0;      ///< ‖y − Xβ‖²
  std::size_t columns_used = 0;
};

/// A column that is a combination of those before it but for this share of its square is left out: what it could add is less
/// than what two large coefficients of opposite sign would cost where the rows are few.
inline constexpr double kLeastPivot = 1e-4;

/// β that minimises ‖y − Xβ‖² over the columns that are not collinear; then, one after the other, the column whose coefficient
/// is the fewest standard errors from 0 goes, while these are fewer than `least_t`. Column 0 always stays.
///
/// Method: columns scaled to length 1, Cholesky, and its inverse, from which a column is taken by one rank. Plain loops in a
///         fixed order: the same bits from every compiler.
/// Error:  relative, the square of X's condition after scaling, times 1e-16.   Cost: 2·columns³.
/// Source: Golub and Van Loan (2013) §5.3.2; Miller (2002), Subset selection in regression, §3.
LeastSquaresFit solve_least_squares(const NormalEquations& equations, double least_t);

}  // namespace lodestone
