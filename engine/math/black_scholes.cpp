#include <lodestone/math/black_scholes.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/normal_distribution.hpp>

namespace lodestone {
namespace {

/// D·E(sign·(F_T − K))⁺: a call for sign = 1, a put for sign = −1.
double value(const BlackScholes& option, double sign) {
  const auto& [forward, strike, volatility, discount] = option;
  if (volatility == 0.0 || forward == 0.0 || strike == 0.0) return discount * std::max(sign * (forward - strike), 0.0);
  const double d1 = std::log(forward / strike) / volatility + 0.5 * volatility;
  const double d2 = d1 - volatility;
  return discount * sign * (forward * normal_cdf(sign * d1) - strike * normal_cdf(sign * d2));
}

}  // namespace

double black_scholes_call(const BlackScholes& option) { return value(option, 1.0); }

double black_scholes_put(const BlackScholes& option) { return value(option, -1.0); }

}  // namespace lodestone
