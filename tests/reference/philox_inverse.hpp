/// The counter whose block has given words: Philox is a bijection, so a test can ask the real kernels for any bits it likes.
#pragma once

#include <array>
#include <cstdint>
#include <lodestone/random/philox.hpp>

namespace lodestone::reference {

/// m⁻¹ mod 2³² of an odd m, by Newton's iteration: each step doubles the right bits, of which m·m ≡ 1 (mod 8) gives three.
constexpr std::uint32_t inverse_of_odd(std::uint32_t m) {
  std::uint32_t inverse = m;
  for (int i = 0; i < 4; ++i) inverse *= 2 - m * inverse;
  return inverse;
}

constexpr std::array<std::uint32_t, 4> philox_counter_of(std::array<std::uint32_t, 4> words, PhiloxKey key) {
  for (int round = kPhiloxRounds - 1; round >= 0; --round) {
    const std::uint32_t key0 = key.low + static_cast<std::uint32_t>(round) * kPhiloxWeyl0;
    const std::uint32_t key1 = key.high + static_cast<std::uint32_t>(round) * kPhiloxWeyl1;
    const std::uint32_t word2 = words[1] * inverse_of_odd(kPhiloxMultiplier1);
    const std::uint32_t word0 = words[3] * inverse_of_odd(kPhiloxMultiplier0);
    const auto high1 = static_cast<std::uint32_t>((std::uint64_t{kPhiloxMultiplier1} * word2) >> 32);
    const auto high0 = static_cast<std::uint32_t>((std::uint64_t{kPhiloxMultiplier0} * word0) >> 32);
    words = {word0, words[0] ^ high1 ^ key0, word2, words[2] ^ high0 ^ key1};
  }
  return words;
}

}  // namespace lodestone::reference
