/// Textbook twin of the normal kernels: Box and Muller (1958) in long double.
#pragma once

#include <cmath>
#include <lodestone/random/streams.hpp>

namespace lodestone::reference {

struct LongNormalPair {
  long double radius = 0;  ///< √(−2 ln u_a)
  long double first = 0;   ///< radius·cos 2πu_b
  long double second = 0;  ///< radius·sin 2πu_b
};

inline LongNormalPair box_muller(UniformPair uniforms) {
  constexpr long double kTwoPi = 6.283185307179586476925286766559005768L;
  const long double radius = std::sqrt(-2.0L * std::log(static_cast<long double>(uniforms.first)));
  const long double angle = kTwoPi * static_cast<long double>(uniforms.second);
  return {radius, radius * std::cos(angle), radius * std::sin(angle)};
}

}  // namespace lodestone::reference
