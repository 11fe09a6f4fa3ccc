#include <lodestone/calibration/backtest/fissler_ziegel.hpp>

#include <lodestone/base/expect.hpp>

#include <cmath>

namespace lodestone::calibration {

double fissler_ziegel_score(double y, double value_at_risk, double expected_shortfall, double tail) {
  LODESTONE_EXPECT(expected_shortfall > 0.0 && tail > 0.0);
  const double v = -value_at_risk;
  const double e = -expected_shortfall;
  const double beyond = y <= v ? v - y : 0.0;
  return -beyond / (tail * e) + v / e + std::log(-e) - 1.0;
}

}  // namespace lodestone::calibration
