/// The textbook density of a multivariate normal: what every filter and recursion must agree with.
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace lodestone::calibration {

/// ln N(x; mean, covariance), covariance row-major and positive definite, by an unblocked Cholesky factor.
inline double dense_normal_log_density(const std::vector<double>& x, const std::vector<double>& mean,
                                       std::vector<double> covariance) {
  const std::size_t n = x.size();
  std::vector<double> scaled(n);
  double value = -0.5 * static_cast<double>(n) * std::log(2.0 * std::numbers::pi);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = covariance[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= covariance[i * n + k] * covariance[j * n + k];
      covariance[i * n + j] = i == j ? std::sqrt(sum) : sum / covariance[j * n + j];
    }
    double gap = x[i] - mean[i];
    for (std::size_t k = 0; k < i; ++k) gap -= covariance[i * n + k] * scaled[k];
    scaled[i] = gap / covariance[i * n + i];
    value -= std::log(covariance[i * n + i]) + 0.5 * scaled[i] * scaled[i];
  }
  return value;
}

}  // namespace lodestone::calibration
