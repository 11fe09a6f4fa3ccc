#include <lodestone/math/least_squares.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

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

  /// Diagonal of (XᵀX)⁻¹: column by column of L⁻¹.
  std::vector<double> inverse_diagonal() const {
    const std::size_t n = columns_.size();
    std::vector<double> diagonal(n), column(n);
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0.0;
      for (std::size_t i = j; i < n; ++i) {
        double rest = i == j ? 1.0 : 0.0;
        for (std::size_t k = j; k < i; ++k) rest -= at(i, k) * column[k];
        column[i] = rest / at(i, i);
        sum += column[i] * column[i];
      }
      diagonal[j] = sum * scale_[j] * scale_[j];
    }
    return diagonal;
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

double residual_square(const NormalEquations& equations, const std::vector<std::size_t>& columns, const std::vector<double>& beta) {
  double explained = 0.0;
  for (std::size_t i = 0; i < columns.size(); ++i) explained += beta[i] * equations.moment(columns[i]);
  return std::max(equations.target_square() - explained, 0.0);
}

}  // namespace

NormalEquations::NormalEquations(std::size_t columns)
    : columns_(columns), gram_(columns * (columns + 1) / 2), moment_(columns) {}

void NormalEquations::add(const double* row, double target) {
  double* gram = gram_.data();
  for (std::size_t i = 0; i < columns_; ++i) {
    const double factor = row[i];
    if (factor != 0.0) {
      for (std::size_t j = 0; j <= i; ++j) gram[j] += factor * row[j];
    }
    gram += i + 1;
    moment_[i] += factor * target;
  }
  target_square_ += target * target;
  least_target_ = std::min(least_target_, target);
  greatest_target_ = std::max(greatest_target_, target);
  ++rows_;
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

LeastSquaresFit solve_least_squares(const NormalEquations& equations, double least_t, int rounds) {
  LeastSquaresFit fit;
  fit.coefficients.assign(equations.columns(), 0.0);
  std::vector<std::size_t> candidates;
  for (std::size_t column = 0; column < equations.columns(); ++column) candidates.push_back(column);
  for (int round = 0;; ++round) {
    const ScaledFactor factor(equations, candidates);
    const std::vector<std::size_t>& columns = factor.columns();
    const std::vector<double> beta = factor.solve(equations);
    fit.residual_square = residual_square(equations, columns, beta);
    fit.columns_used = columns.size();
    if (round == rounds || equations.rows() <= columns.size()) {
      for (std::size_t i = 0; i < columns.size(); ++i) fit.coefficients[columns[i]] = beta[i];
      return fit;
    }
    const double variance = fit.residual_square / static_cast<double>(equations.rows() - columns.size());
    const std::vector<double> inverse = factor.inverse_diagonal();
    candidates.clear();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i] == 0 || beta[i] * beta[i] >= least_t * least_t * variance * inverse[i]) candidates.push_back(columns[i]);
    }
  }
}

}  // namespace lodestone
