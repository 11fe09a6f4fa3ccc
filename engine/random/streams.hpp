/// Addresses of random numbers: what a draw is for decides its bits, what happened on the path never does.
///
/// A block of bits has the counter (path, step, index, stream). Its words w0 … w3 make two uniforms, u_a from w0 + 2³²·w1 and
/// u_b from w2 + 2³²·w3, each (⌊bits / 2¹²⌋ + ½)·2⁻⁵²: exact, never 0 or 1, symmetric about ½.
#pragma once

#include <array>
#include <cstdint>
#include <lodestone/random/philox.hpp>

namespace lodestone {

/// Purposes; docs/conventions.md says which step, index and number of the block each uses.
enum class Stream : std::uint32_t {
  FACTORS = 0,
  CHAINS = 1,
  VARIANCE = 2,
  CLIMATE = 3,
  LICENCE_CLOCK = 4,
  APPROVAL = 5,
  REVOCATION = 6,
  AVAILABILITY = 7,
  DEFAULT_CLOCK = 8,
  INPUTS = 9,
};

/// A draw for every path: all of the address but the path.
struct Draw {
  PhiloxKey key;
  Stream stream = Stream::FACTORS;
  std::uint32_t index = 0;
  std::uint32_t step = 0;
};

/// u_a and u_b of one block.
struct UniformPair {
  double first = 0;
  double second = 0;
};

/// The four words of a block.
constexpr std::array<std::uint32_t, 4> block_words(const Draw& draw, std::uint32_t path) {
  return philox4x32_10({path, draw.step, draw.index, static_cast<std::uint32_t>(draw.stream)}, draw.key);
}

/// The uniform in (0, 1) that a low and a high word make; between 2⁻⁵³ and 1 − 2⁻⁵³.
constexpr double uniform_from_words(std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = low | (std::uint64_t{high} << 32);
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

/// u_a and u_b of one path.
constexpr UniformPair uniform_pair(const Draw& draw, std::uint32_t path) {
  const auto words = block_words(draw, path);
  return {uniform_from_words(words[0], words[1]), uniform_from_words(words[2], words[3])};
}

/// u_a of one path.
constexpr double uniform(const Draw& draw, std::uint32_t path) { return uniform_pair(draw, path).first; }

}  // namespace lodestone
