/// Philox4x32-10: random bits as a pure function of a counter and a key.
///
/// Ten rounds of  (x0, x1, x2, x3) ← (hi(M1·x2) ⊕ x1 ⊕ k0,  lo(M1·x2),  hi(M0·x0) ⊕ x3 ⊕ k1,  lo(M0·x0)),  k ← k + W.
/// Source: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. This scalar form is the twin of the
/// vector code in random_kernels.simd.cpp, and what one draw at a time is made of.
#pragma once

#include <array>
#include <cstdint>

namespace lodestone {

inline constexpr int kPhiloxRounds = 10;
inline constexpr std::uint32_t kPhiloxMultiplier0 = 0xD2511F53;
inline constexpr std::uint32_t kPhiloxMultiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t kPhiloxWeyl0 = 0x9E3779B9;  // golden ratio
inline constexpr std::uint32_t kPhiloxWeyl1 = 0xBB67AE85;  // √3 − 1

struct PhiloxKey {
  std::uint32_t low = 0;
  std::uint32_t high = 0;

  friend constexpr bool operator==(const PhiloxKey&, const PhiloxKey&) = default;
};

/// The two halves of a run's seed.
constexpr PhiloxKey philox_key(std::uint64_t seed) {
  return {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
}

/// Four words of random bits. Different counters under one key give different words: the map is a bijection.
constexpr std::array<std::uint32_t, 4> philox4x32_10(std::array<std::uint32_t, 4> counter, PhiloxKey key) {
  for (int round = 0; round < kPhiloxRounds; ++round) {
    const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * counter[0];
    const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * counter[2];
    counter = {static_cast<std::uint32_t>(product1 >> 32) ^ counter[1] ^ key.low, static_cast<std::uint32_t>(product1),
               static_cast<std::uint32_t>(product0 >> 32) ^ counter[3] ^ key.high, static_cast<std::uint32_t>(product0)};
    key.low += kPhiloxWeyl0;
    key.high += kPhiloxWeyl1;
  }
  return counter;
}

}  // namespace lodestone
