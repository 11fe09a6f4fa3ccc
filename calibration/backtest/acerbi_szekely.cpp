#include <lodestone/calibration/backtest/acerbi_szekely.hpp>

#include <lodestone/base/expect.hpp>

#include <limits>

namespace lodestone::calibration {

AcerbiSzekely acerbi_szekely(std::span<const double> returns, std::span<const double> value_at_risk,
                             std::span<const double> expected_shortfall, double tail) {
  LODESTONE_EXPECT(!returns.empty() && value_at_risk.size() == returns.size() && expected_shortfall.size() == returns.size());
  double sum = 0.0;
  double breaches = 0.0;
  for (std::size_t t = 0; t < returns.size(); ++t) {
    if (!(returns[t] < -value_at_risk[t])) continue;
    sum += returns[t] / expected_shortfall[t];
    breaches += 1.0;
  }
  const double expected = static_cast<double>(returns.size()) * tail;
  return {breaches > 0.0 ? sum / breaches + 1.0 : std::numeric_limits<double>::quiet_NaN(), sum / expected + 1.0};
}

}  // namespace lodestone::calibration
