#include <lodestone/calibration/backtest/traffic_light.hpp>

#include <lodestone/base/expect.hpp>

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr double kYellow = 0.95;
constexpr double kRed = 0.9999;
constexpr std::array<double, 5> kPlusFactors = {0.40, 0.50, 0.65, 0.75, 0.85};

std::int64_t least_reaching(double level, std::int64_t count, double tail) {
  std::int64_t k = 0;
  while (k < count && binomial_cumulative(k, count, tail) < level) ++k;
  return k;
}

}  // namespace

double binomial_probability(std::int64_t k, std::int64_t count, double probability) {
  return boost::math::pdf(boost::math::binomial(static_cast<double>(count), probability), static_cast<double>(k));
}

double binomial_cumulative(std::int64_t k, std::int64_t count, double probability) {
  return boost::math::cdf(boost::math::binomial(static_cast<double>(count), probability), static_cast<double>(k));
}

TrafficLightResult traffic_light(std::int64_t breaches, std::int64_t count, double tail) {
  LODESTONE_EXPECT(breaches >= 0 && breaches <= count && tail > 0.0 && tail < 1.0);
  TrafficLightResult result;
  result.cumulative = binomial_cumulative(breaches, count, tail);
  const std::int64_t yellow = least_reaching(kYellow, count, tail);
  const std::int64_t red = least_reaching(kRed, count, tail);
  if (breaches >= red) {
    result.light = TrafficLight::RED;
    result.plus_factor = 1.0;
  } else if (breaches >= yellow) {
    result.light = TrafficLight::YELLOW;
    const double place = static_cast<double>(breaches - yellow) * (kPlusFactors.size() - 1.0) /
                         static_cast<double>(std::max<std::int64_t>(red - 1 - yellow, 1));
    const auto below = std::min(static_cast<std::size_t>(place), kPlusFactors.size() - 2);
    result.plus_factor = std::lerp(kPlusFactors[below], kPlusFactors[below + 1], place - static_cast<double>(below));
  }
  return result;
}

}  // namespace lodestone::calibration
