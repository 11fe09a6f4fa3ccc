#include <lodestone/calibration/backtest/diebold_mariano.hpp>

#include <lodestone/base/expect.hpp>

#include <cmath>
#include <vector>

namespace lodestone::calibration {

TestResult diebold_mariano(std::span<const double> first, std::span<const double> second, int lags) {
  const std::size_t count = first.size();
  LODESTONE_EXPECT(lags >= 0 && second.size() == count && count > static_cast<std::size_t>(lags) + 1);
  std::vector<double> difference(count);
  double mean = 0.0;
  for (std::size_t t = 0; t < count; ++t) {
    difference[t] = first[t] - second[t];
    mean += difference[t] / static_cast<double>(count);
  }
  double variance = 0.0;
  for (std::size_t lag = 0; lag <= static_cast<std::size_t>(lags); ++lag) {
    double product = 0.0;
    for (std::size_t t = lag; t < count; ++t) product += (difference[t] - mean) * (difference[t - lag] - mean);
    const double weight = lag == 0 ? 1.0 : 2.0 * (1.0 - static_cast<double>(lag) / (lags + 1.0));
    variance += weight * product / static_cast<double>(count);
  }
  if (!(variance > 0.0)) return {0.0, 1.0};
  const double statistic = mean / std::sqrt(variance / static_cast<double>(count));
  return {statistic, std::erfc(std::abs(statistic) / std::sqrt(2.0))};
}

}  // namespace lodestone::calibration
