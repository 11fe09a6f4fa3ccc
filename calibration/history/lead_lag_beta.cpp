#include <lodestone/calibration/history/lead_lag_beta.hpp>

#include <lodestone/base/expect.hpp>

#include <cmath>
#include <utility>

namespace lodestone::calibration {
namespace {

using Matrix = std::vector<std::vector<double>>;

/// Gauss–Jordan with the largest pivot; a handful of regressors, never more.
Matrix inverted(Matrix a) {
  const std::size_t size = a.size();
  Matrix inverse(size, std::vector<double>(size, 0.0));
  for (std::size_t i = 0; i < size; ++i) inverse[i][i] = 1.0;
  for (std::size_t column = 0; column < size; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < size; ++row) {
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    }
    LODESTONE_EXPECT(a[pivot][column] != 0.0);
    std::swap(a[pivot], a[column]);
    std::swap(inverse[pivot], inverse[column]);
    const double scale = 1.0 / a[column][column];
    for (std::size_t j = 0; j < size; ++j) {
      a[column][j] *= scale;
      inverse[column][j] *= scale;
    }
    for (std::size_t row = 0; row < size; ++row) {
      if (row == column) continue;
      const double factor = a[row][column];
      for (std::size_t j = 0; j < size; ++j) {
        a[row][j] -= factor * a[column][j];
        inverse[row][j] -= factor * inverse[column][j];
      }
    }
  }
  return inverse;
}

}  // namespace

LeadLagBeta lead_lag_beta(std::span<const double> y, std::span<const double> x, int lags) {
  const std::size_t reach = static_cast<std::size_t>(lags);
  const std::size_t regressors = 2 * reach + 2;  // the constant first
  LODESTONE_EXPECT(lags >= 0 && x.size() == y.size() && y.size() >= 2 * reach + 10 * regressors);
  Matrix moments(regressors, std::vector<double>(regressors, 0.0));
  std::vector<double> projection(regressors, 0.0);
  std::vector<double> row(regressors, 1.0);
  const auto fill_row = [&](std::size_t t) {
    for (std::size_t k = 0; k < 2 * reach + 1; ++k) row[k + 1] = x[t + k - reach];
  };
  for (std::size_t t = reach; t + reach < y.size(); ++t) {
    fill_row(t);
    for (std::size_t i = 0; i < regressors; ++i) {
      projection[i] += row[i] * y[t];
      for (std::size_t j = 0; j < regressors; ++j) moments[i][j] += row[i] * row[j];
    }
  }
  const Matrix inverse = inverted(moments);
  std::vector<double> coefficients(regressors, 0.0);
  for (std::size_t i = 0; i < regressors; ++i) {
    for (std::size_t j = 0; j < regressors; ++j) coefficients[i] += inverse[i][j] * projection[j];
  }
  LeadLagBeta result;
  double squares = 0.0;
  for (std::size_t t = reach; t + reach < y.size(); ++t) {
    fill_row(t);
    double residual = y[t];
    for (std::size_t i = 0; i < regressors; ++i) residual -= coefficients[i] * row[i];
    squares += residual * residual;
    ++result.count;
  }
  double variance_of_sum = 0.0;
  for (std::size_t i = 1; i < regressors; ++i) {
    result.slopes.push_back(coefficients[i]);
    result.beta += coefficients[i];
    for (std::size_t j = 1; j < regressors; ++j) variance_of_sum += inverse[i][j];
  }
  result.standard_error = std::sqrt(squares / (result.count - static_cast<double>(regressors)) * variance_of_sum);
  return result;
}

}  // namespace lodestone::calibration
