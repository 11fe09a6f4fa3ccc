/// The Basel traffic light.
#pragma once

#include <lodestone/base/export.hpp>

#include <cstdint>

namespace lodestone::calibration {

enum class TrafficLight { GREEN, YELLOW, RED };

struct TrafficLightResult {
  TrafficLight light = TrafficLight::GREEN;
  double cumulative = 0.0;   ///< P(X ≤ breaches), X ~ Bin(count, tail)
  double plus_factor = 0.0;  ///< what is added to the multiplier 3 of 1996, for a year of 250 days at 99 %
};

/// Yellow from the least x with P(X ≤ x) ≥ 95 %, red from the least with P(X ≤ x) ≥ 99.99 %: for 250 days at 99 % green up to
/// 4, yellow 5 to 9, red from 10. The plus factor is that of the same place between green and red: the table of 1996 (0.40,
/// 0.50, 0.65, 0.75, 0.85, then 1.00) for 250 days at 99 %, its interpolation over the yellow zone for others.
///
/// Preconditions: 0 ≤ breaches ≤ count, 0 < tail < 1.   Source: Basel Committee (1996).
LODESTONE_EXPORT TrafficLightResult traffic_light(std::int64_t breaches, std::int64_t count, double tail);

/// P(X = k) and P(X ≤ k), X ~ Bin(count, probability).
LODESTONE_EXPORT double binomial_probability(std::int64_t k, std::int64_t count, double probability);
LODESTONE_EXPORT double binomial_cumulative(std::int64_t k, std::int64_t count, double probability);

}  // namespace lodestone::calibration
