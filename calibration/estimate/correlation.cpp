#include <lodestone/calibration/estimate/correlation.hpp>

#include <lodestone/calibration/estimate/input_checks.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastDates = 3;

void check(const Panel& panel, std::vector<Violation>& violations) {
  if (panel.series == 0 || panel.values.size() != panel.dates * panel.series) {
    violations.push_back(
        {"panel.values", std::to_string(panel.values.size()) + " values",
         "must be " + std::to_string(panel.dates) + " dates × " + std::to_string(panel.series) + " series, and not empty",
         "Give NaN where a value is missing."});
    return;
  }
  for (std::size_t column = 0; column < panel.series; ++column) {
    std::vector<double> series;
    for (std::size_t date = 0; date < panel.dates; ++date) series.push_back(panel.at(date, column));
    check_series(series, kLeastDates, "panel.series[" + std::to_string(column) + "]", "", violations);
  }
}

// Σ_t w_t (x_t − m)(x_t − m)ᵀ.
std::vector<double> scatter(const Panel& panel, std::span<const double> mean, std::span<const double> weights) {
  const std::size_t p = panel.series;
  std::vector<double> result(p * p, 0.0);
  std::vector<double> deviation(p);
  for (std::size_t date = 0; date < panel.dates; ++date) {
    for (std::size_t i = 0; i < p; ++i) deviation[i] = panel.at(date, i) - mean[i];
    for (std::size_t i = 0; i < p; ++i) {
      const double weighted = weights[date] * deviation[i];
      for (std::size_t j = 0; j <= i; ++j) result[i * p + j] += weighted * deviation[j];
    }
  }
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < i; ++j) result[j * p + i] = result[i * p + j];
  }
  return result;
}

void fill_correlation(CorrelationEstimate& estimate) {
  const std::size_t p = estimate.mean.size();
  estimate.correlation.resize(p * p);
  estimate.standard_errors.resize(p * p);
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      const double scale = std::sqrt(estimate.covariance[i * p + i] * estimate.covariance[j * p + j]);
      const double rho = i == j ? 1.0 : std::clamp(estimate.covariance[i * p + j] / scale, -1.0, 1.0);
      estimate.correlation[i * p + j] = rho;
      estimate.standard_errors[i * p + j] = (1.0 - rho * rho) / std::sqrt(estimate.effective_dates);
    }
  }
}

CorrelationEstimate of_checked(const Panel& panel) {
  const auto n = static_cast<double>(panel.dates);
  CorrelationEstimate result;
  result.mean.assign(panel.series, 0.0);
  for (std::size_t k = 0; k < panel.values.size(); ++k) result.mean[k % panel.series] += panel.values[k] / n;
  result.covariance = scatter(panel, result.mean, std::vector<double>(panel.dates, 1.0 / (n - 1.0)));
  result.effective_dates = n;
  fill_correlation(result);
  return result;
}

}  // namespace

CorrelationEstimate sample_correlation(const Panel& panel) {
  std::vector<Violation> violations;
  check(panel, violations);
  throw_if_any(std::move(violations));
  return of_checked(panel);
}

CorrelationEstimate ewma_correlation(const Panel& panel, double decay) {
  std::vector<Violation> violations;
  check(panel, violations);
  check_between(decay, 0.0, 1.0, "decay", "", violations);
  throw_if_any(std::move(violations));
  std::vector<double> weights(panel.dates);
  double weight = 1.0;
  double total = 0.0;
  for (std::size_t date = panel.dates; date-- > 0;) {
    weights[date] = weight;
    total += weight;
    weight *= decay;
  }
  double squares = 0.0;
  for (double& w : weights) {
    w /= total;
    squares += w * w;
  }
  CorrelationEstimate result;
  result.mean.assign(panel.series, 0.0);
  result.covariance = scatter(panel, result.mean, weights);
  result.effective_dates = 1.0 / squares;
  fill_correlation(result);
  return result;
}

ShrunkCorrelation shrunk_correlation(const Panel& panel) {
  std::vector<Violation> violations;
  check(panel, violations);
  throw_if_any(std::move(violations));
  ShrunkCorrelation result{of_checked(panel)};
  CorrelationEstimate& estimate = result.estimate;
  const std::size_t p = panel.series;
  const auto n = static_cast<double>(panel.dates);

  // Scaled by 1/n variances, so that R̂ = Σ z zᵀ/n exactly.
  std::vector<double> scale;
  for (std::size_t i = 0; i < p; ++i) scale.push_back(1.0 / std::sqrt(estimate.covariance[i * p + i] * (n - 1.0) / n));
  double distance = 0.0;  // ‖R̂ − I‖²
  double size = 0.0;      // ‖R̂‖²
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      const double rho = estimate.correlation[i * p + j];
      size += rho * rho;
      if (i != j) distance += rho * rho;
    }
  }
  double noise = 0.0;  // Σ_t ‖z zᵀ − R̂‖² = Σ_t |z|⁴ − n‖R̂‖²
  for (std::size_t date = 0; date < panel.dates; ++date) {
    double length = 0.0;
    for (std::size_t i = 0; i < p; ++i) {
      const double z = (panel.at(date, i) - estimate.mean[i]) * scale[i];
      length += z * z;
    }
    noise += length * length;
  }
  noise = (noise - n * size) / (n * n);
  result.intensity = distance > 0.0 ? std::clamp(noise / distance, 0.0, 1.0) : 1.0;
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      if (i == j) continue;
      estimate.correlation[i * p + j] *= 1.0 - result.intensity;
      estimate.covariance[i * p + j] *= 1.0 - result.intensity;
      estimate.standard_errors[i * p + j] *= 1.0 - result.intensity;
    }
  }
  return result;
}

}  // namespace lodestone::calibration
