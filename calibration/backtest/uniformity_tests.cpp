#include <lodestone/calibration/backtest/uniformity_tests.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

/// P(K > x) = 2 Σ (−1)^{j−1} e^{−2j²x²}.
double kolmogorov_tail(double x) {
  if (x < 0.2) return 1.0;  // the series has lost its digits, the tail is 1 − 1e-12
  double tail = 0.0;
  for (int j = 1; j <= 100; ++j) {
    const double term = 2.0 * std::exp(-2.0 * j * j * x * x);
    tail += j % 2 == 1 ? term : -term;
    if (term < 1e-17) break;
  }
  return std::clamp(tail, 0.0, 1.0);
}

/// The limit law of A².
double anderson_darling_cumulative(double z) {
  if (z <= 0.0) return 0.0;
  if (z < 2.0) {
    const double polynomial = 2.00012 + (0.247105 - (0.0649821 - (0.0347962 - (0.0116720 - 0.00168691 * z) * z) * z) * z) * z;
    return std::exp(-1.2337141 / z) / std::sqrt(z) * polynomial;
  }
  const double exponent = 1.0776 - (2.30695 - (0.43424 - (0.082433 - (0.008056 - 0.0003146 * z) * z) * z) * z) * z;
  return std::exp(-std::exp(exponent));
}

}  // namespace

TestResult kolmogorov_smirnov(std::span<const double> sorted) {
  LODESTONE_EXPECT(!sorted.empty());
  const double n = static_cast<double>(sorted.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const double rank = static_cast<double>(i);
    distance = std::max({distance, sorted[i] - rank / n, (rank + 1.0) / n - sorted[i]});
  }
  return {distance, kolmogorov_tail((std::sqrt(n) + 0.12 + 0.11 / std::sqrt(n)) * distance)};
}

TestResult anderson_darling(std::span<const double> sorted) {
  LODESTONE_EXPECT(!sorted.empty());
  constexpr double kEdge = 1e-9;
  const std::size_t n = sorted.size();
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    const double low = std::clamp(sorted[i], kEdge, 1.0 - kEdge);
    const double high = std::clamp(sorted[n - 1 - i], kEdge, 1.0 - kEdge);
    sum += (2.0 * static_cast<double>(i) + 1.0) * std::log(low * (1.0 - high));
  }
  const double statistic = -static_cast<double>(n) - sum / static_cast<double>(n);
  return {statistic, std::clamp(1.0 - anderson_darling_cumulative(statistic), 0.0, 1.0)};
}

}  // namespace lodestone::calibration
