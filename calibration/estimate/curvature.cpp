#include <lodestone/calibration/estimate/curvature.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include <cmath>
#include <utility>

namespace lodestone::calibration {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Map = Eigen::Map<const RowMajor>;

Map square(std::span<const double> matrix, std::size_t n) {
  LODESTONE_EXPECT(matrix.size() == n * n);
  const auto size = static_cast<Eigen::Index>(n);
  return Map(matrix.data(), size, size);
}

std::vector<double> to_vector(const RowMajor& matrix) { return {matrix.data(), matrix.data() + matrix.size()}; }

}  // namespace

SmoothFunction with_numeric_gradient(Function function, std::vector<double> steps) {
  return [function = std::move(function), steps = std::move(steps)](std::span<const double> at, std::span<double> gradient) {
    std::vector<double> moved(at.begin(), at.end());
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      moved[i] = at[i] + steps[i];
      const double above = function(moved);
      moved[i] = at[i] - steps[i];
      gradient[i] = (above - function(moved)) / (2.0 * steps[i]);
      moved[i] = at[i];
    }
    return function(at);
  };
}

std::vector<double> numeric_hessian(const Function& function, std::span<const double> at, std::span<const double> steps) {
  const std::size_t n = at.size();
  std::vector<double> hessian(n * n);
  std::vector<double> moved(at.begin(), at.end());
  const auto value = [&](std::size_t i, double by_i, std::size_t j, double by_j) {
    moved[i] += by_i * steps[i];
    moved[j] += by_j * steps[j];
    const double result = function(moved);
    moved[i] = at[i];
    moved[j] = at[j];
    return result;
  };
  const double middle = function(at);
  for (std::size_t i = 0; i < n; ++i) {
    hessian[i * n + i] = (value(i, 1, i, 0) - 2.0 * middle + value(i, -1, i, 0)) / (steps[i] * steps[i]);
    for (std::size_t j = 0; j < i; ++j) {
      const double mixed = value(i, 1, j, 1) - value(i, 1, j, -1) - value(i, -1, j, 1) + value(i, -1, j, -1);
      hessian[i * n + j] = hessian[j * n + i] = mixed / (4.0 * steps[i] * steps[j]);
    }
  }
  return hessian;
}

std::vector<double> hessian_of_gradient(const SmoothFunction& function, std::span<const double> at,
                                        std::span<const double> steps) {
  const std::size_t n = at.size();
  std::vector<double> moved(at.begin(), at.end());
  std::vector<double> above(n);
  std::vector<double> below(n);
  std::vector<double> slopes(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    moved[i] = at[i] + steps[i];
    function(moved, above);
    moved[i] = at[i] - steps[i];
    function(moved, below);
    moved[i] = at[i];
    for (std::size_t j = 0; j < n; ++j) slopes[i * n + j] = (above[j] - below[j]) / (2.0 * steps[i]);
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      slopes[i * n + j] = slopes[j * n + i] = 0.5 * (slopes[i * n + j] + slopes[j * n + i]);
    }
  }
  return slopes;
}

std::optional<std::vector<double>> inverse_of_positive(std::span<const double> matrix, std::size_t n) {
  const RowMajor values = square(matrix, n);
  if (!values.allFinite()) return std::nullopt;
  // Parameters differ in size by many powers of ten; scaled to a unit diagonal, "positive" means the same for all of them.
  const Eigen::VectorXd diagonal = values.diagonal();
  if (!(diagonal.minCoeff() > 0.0)) return std::nullopt;
  const Eigen::VectorXd scale = diagonal.cwiseSqrt().cwiseInverse();
  const RowMajor scaled = scale.asDiagonal() * values * scale.asDiagonal();
  const Eigen::LLT<RowMajor> factor(scaled);
  if (factor.info() != Eigen::Success) return std::nullopt;
  const RowMajor inverse = factor.solve(RowMajor::Identity(scaled.rows(), scaled.cols()));
  return to_vector(scale.asDiagonal() * inverse * scale.asDiagonal());
}

std::vector<double> outer_products(std::span<const double> scores, std::size_t n) {
  LODESTONE_EXPECT(n >= 1 && scores.size() % n == 0);
  const Map rows(scores.data(), static_cast<Eigen::Index>(scores.size() / n), static_cast<Eigen::Index>(n));
  return to_vector(rows.transpose() * rows);
}

std::vector<double> sandwich(std::span<const double> outside, std::span<const double> inside, std::size_t n) {
  return to_vector(square(outside, n) * square(inside, n) * square(outside, n));
}

std::vector<double> standard_errors(const std::optional<std::vector<double>>& covariance, std::size_t n) {
  std::vector<double> errors(n, kNoNumber);
  if (covariance) {
    for (std::size_t i = 0; i < n; ++i) errors[i] = std::sqrt((*covariance)[i * n + i]);
  }
  return errors;
}

double standard_error_of(std::span<const double> gradient, const std::optional<std::vector<double>>& covariance) {
  if (!covariance) return kNoNumber;
  const std::size_t n = gradient.size();
  double variance = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) variance += gradient[i] * (*covariance)[i * n + j] * gradient[j];
  }
  return std::sqrt(variance);
}

}  // namespace lodestone::calibration
