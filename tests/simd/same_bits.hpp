/// Bits of doubles, and a fingerprint of many: what tests of "the same bits" compare.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lodestone {

/// The 64 bits of each number: 0.0 and −0.0 differ, a NaN equals itself.
inline std::vector<std::uint64_t> bits_of(std::span<const double> values) {
  std::vector<std::uint64_t> bits;
  bits.reserve(values.size());
  for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
  return bits;
}

/// 64-bit FNV-1a over the bits, low byte first.
inline std::uint64_t fingerprint(std::span<const double> values) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (std::uint64_t bits : bits_of(values)) {
    for (int byte = 0; byte < 8; ++byte, bits >>= 8) hash = (hash ^ (bits & 0xFF)) * 0x100000001B3;
  }
  return hash;
}

}  // namespace lodestone
