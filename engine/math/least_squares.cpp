#include <lodestone/math/least_squares.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace lodestone {
namespace {

/// The equations of some columns, scaled to unit diagonal, as a Cholesky factor; collinear columns dropped on the way.
class ScaledFactor {
 public:
  ScaledFactor(const NormalEquations& equations, const std::vector<std::size_t>& candidates) {
    for (const std::size_t column : candidates) try_column(equations, column);
  }

  const std::vector<std::size_t>& columns() const { return columns_; }

  /// L·Lᵀ·(scaled β) = scaled moments.
  std::vector<double> solve(const NormalEquations& equations) const {
    const std::size_t n = columns_.size();
    std::vector<double> value(n);
    for (std::size_t i = 0; i < n; ++i) {
      double rest = equations.moment(columns_[i]) * scale_[i];
      for (std::size_t k = 0; k < i; ++k) rest -= at(i, k) * value[k];
      value[i] = rest / at(i, i);
    }
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t k = i + 1; k < n; ++k) value[i] -= at(k, i) * value[k];
      value[i] /= at(i, i);
    }
    for (std::size_t i = 0; i < n; ++i) value[i] *= scale_[i];
    return value;
  }

  double scale(std::size_t i) const { return scale_[i]; }

  /// (scaled XᵀX)⁻¹ = L⁻ᵀL⁻¹, row by row.
  std::vector<double> inverse() const {
    const std::size_t n = columns_.size();
    std::vector<double> lower(n * n);  // L⁻¹, column by column: lower[j·n + i]
    for (std::size_t j = 0; j < n; ++j) {
      double* column = &lower[j * n];
      for (std::size_t i = j; i < n; ++i) {
        double rest = i == j ? 1.0 : 0.0;
        for (std::size_t k = j; k < i; ++k) rest -= at(i, k) * column[k];
        column[i] = rest / at(i, i);
      }
    }
    std::vector<double> inverse(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = 0.0;
        for (std::size_t k = i; k < n; ++k) sum += lower[i * n + k] * lower[j * n + k];
        inverse[i * n + j] = inverse[j * n + i] = sum;
      }
    }
    return inverse;
  }

 private:
  double at(std::size_t i, std::size_t j) const { return rows_[i][j]; }

  void try_column(const NormalEquations& equations, std::size_t column) {
    const double square = equations.gram(column, column);
    if (!(square > 0.0)) return;
    const double scale = 1.0 / std::sqrt(square);
    std::vector<double> row(columns_.size() + 1);
    double pivot = 1.0;
    for (std::size_t j = 0; j < columns_.size(); ++j) {
      double rest = equations.gram(column, columns_[j]) * scale * scale_[j];
      for (std::size_t k = 0; k < j; ++k) rest -= row[k] * at(j, k);
      row[j] = rest / at(j, j);
      pivot -= row[j] * row[j];
    }
    if (pivot < kLeastPivot) return;
    row.back() = std::sqrt(pivot);
    columns_.push_back(column);
    scale_.push_back(scale);
    rows_.push_back(std::move(row));
  }

  std::vector<std::size_t> columns_;
  std::vector<double> scale_;
  std::vector<std::vector<double>> rows_;
};

/// ‖y − Xβ‖² of the β that solves the equations.
double residual_square(const NormalEquations& equations, const std::vector<std::size_t>& columns,
                       const std::vector<double>& beta) {
  double explained = 0.0;
  for (std::size_t i = 0; i < columns.size(); ++i) explained += beta[i] * equations.moment(columns[i]);
  return std::max(equations.target_square() - explained, 0.0);
}

/// Those of the factor's columns that are left when none is fewer than `least_t` standard errors from 0.
std::vector<std::size_t> significant_columns(const NormalEquations& equations, const ScaledFactor& factor,
                                             std::vector<double> beta, double least_t) {
  const std::vector<std::size_t>& columns = factor.columns();
  const std::size_t n = columns.size();
  const double variance = residual_square(equations, columns, beta) / static_cast<double>(equations.rows() - n);
  std::vector<double> inverse = factor.inverse();
  std::vector<std::uint8_t> is_left(n, 1);
  for (std::size_t i = 0; i < n; ++i) beta[i] /= factor.scale(i);
  while (true) {
    std::size_t weakest = n;
    double least = least_t * least_t * variance;
    for (std::size_t i = 0; i < n; ++i) {
      if (is_left[i] == 0 || columns[i] == 0) continue;
      const double square = beta[i] * beta[i] / inverse[i * n + i];
      if (square >= least) continue;
      least = square;
      weakest = i;
    }
    if (weakest == n) break;
    is_left[weakest] = 0;
    const double pivot = 1.0 / inverse[weakest * n + weakest];
    const std::vector<double> row(&inverse[weakest * n], &inverse[weakest * n] + n);
    const double gone = beta[weakest];
    for (std::size_t i = 0; i < n; ++i) {
      if (is_left[i] == 0) continue;
      beta[i] -= row[i] * pivot * gone;
      for (std::size_t j = 0; j < n; ++j) inverse[i * n + j] -= row[i] * pivot * row[j];
    }
  }
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < n; ++i) {
    if (is_left[i] != 0) left.push_back(columns[i]);
  }
  return left;
}

}  // namespace

NormalEquations::NormalEquations(std::size_t columns)
    : columns_(columns), gram_(columns * (columns + 1) / 2), moment_(columns) {}

void NormalEquations::add(const double* rows, const double* targets, std::size_t count) {
  std::size_t done = 0;
  for (; done + 4 <= count; done += 4) add_products<4>(rows + done * columns_);
  for (; done < count; ++done) add_products<1>(rows + done * columns_);
  for (std::size_t r = 0; r < count; ++r) {
    const double target = targets[r];
    for (std::size_t i = 0; i < columns_; ++i) moment_[i] += rows[r * columns_ + i] * target;
    target_square_ += target * target;
    least_target_ = std::min(least_target_, target);
    greatest_target_ = std::max(greatest_target_, target);
  }
  rows_ += count;
}

template <std::size_t kRows>
void NormalEquations::add_products(const double* rows) {
  double* gram = gram_.data();
  for (std::size_t i = 0; i < columns_; gram += ++i) {
    double factor[kRows];
    bool is_zero = true;
    for (std::size_t r = 0; r < kRows; ++r) {
      factor[r] = rows[r * columns_ + i];
      is_zero = is_zero && factor[r] == 0.0;
    }
    if (is_zero) continue;
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = gram[j];
      for (std::size_t r = 0; r < kRows; ++r) sum += factor[r] * rows[r * columns_ + j];
      gram[j] = sum;
    }
  }
}

void NormalEquations::add(const NormalEquations& other) {
  LODESTONE_EXPECT(other.columns_ == columns_);
  for (std::size_t n = 0; n < gram_.size(); ++n) gram_[n] += other.gram_[n];
  for (std::size_t n = 0; n < moment_.size(); ++n) moment_[n] += other.moment_[n];
  target_square_ += other.target_square_;
  least_target_ = std::min(least_target_, other.least_target_);
  greatest_target_ = std::max(greatest_target_, other.greatest_target_);
  rows_ += other.rows_;
}

LeastSquaresFit solve_least_squares(const NormalEquations& equations, double least_t) {
  LeastSquaresFit fit;
  fit.coefficients.assign(equations.columns(), 0.0);
  std::vector<std::size_t> columns(equations.columns());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  ScaledFactor factor(equations, columns);
  std::vector<double> beta = factor.solve(equations);
  if (least_t > 0.0 && equations.rows() > factor.columns().size()) {
    factor = ScaledFactor(equations, significant_columns(equations, factor, beta, least_t));
    beta = factor.solve(equations);
  }
  fit.residual_square = residual_square(equations, factor.columns(), beta);
  fit.columns_used = factor.columns().size();
  for (std::size_t i = 0; i < beta.size(); ++i) fit.coefficients[factor.columns()[i]] = beta[i];
  return fit;
}

}  // namespace lodestone
