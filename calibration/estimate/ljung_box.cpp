#include <lodestone/calibration/estimate/ljung_box.hpp>

#include <lodestone/base/expect.hpp>

#include <boost/math/distributions/chi_squared.hpp>

#include <cstddef>
#include <vector>

namespace lodestone::calibration {

LjungBox ljung_box(std::span<const double> values, int lags) {
  const std::size_t count = values.size();
  LODESTONE_EXPECT(lags >= 1 && count > static_cast<std::size_t>(lags));
  const auto n = static_cast<double>(count);
  double mean = 0.0;
  for (const double value : values) mean += value / n;
  double variance = 0.0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  LjungBox result;
  for (std::size_t lag = 1; lag <= static_cast<std::size_t>(lags); ++lag) {
    double product = 0.0;
    for (std::size_t t = lag; t < count; ++t) product += (values[t] - mean) * (values[t - lag] - mean);
    const double correlation = product / variance;
    result.statistic += correlation * correlation / (n - static_cast<double>(lag));
  }
  result.statistic *= n * (n + 2.0);
  result.p_value = boost::math::cdf(boost::math::complement(boost::math::chi_squared(lags), result.statistic));
  return result;
}

}  // namespace lodestone::calibration
