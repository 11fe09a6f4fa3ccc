/// The textbook twin's random numbers: Philox4x32-10 and the purposes of docs/conventions.md, "Random numbers".
///
/// Source: Salmon, Moraes, Dror, Shaw (2011), Parallel random numbers: as easy as 1, 2, 3.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace lodestone::reference {

enum class Stream : std::uint32_t {
  FACTORS = 0,
  CHAIN_MOVES = 1,
  VARIANCE_MIXTURE = 2,
  APPROVAL_CLIMATE = 3,
  LICENCE_CLOCK = 4,
  APPROVAL = 5,
  REVOCATION = 6,
  PROJECT_AVAILABILITY = 7,
  COUNTERPARTY_CLOCK = 8,
};

/// The four words of Philox4x32-10 at `counter` under `key`.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

struct Pair {
  double first = 0.0;
  double second = 0.0;
};

/// The numbers of one path of one study.
class Draws {
 public:
  Draws(std::uint64_t seed, std::uint32_t path) : seed_(seed), path_(path) {}

  /// (u_a, u_b), both in (0, 1).
  Pair uniforms(Stream stream, std::uint32_t step, std::uint32_t index) const;

  /// Two independent standard normals: Box–Muller on `uniforms`.
  Pair normals(Stream stream, std::uint32_t step, std::uint32_t index) const;

 private:
  std::uint64_t seed_;
  std::uint32_t path_;
};

/// Φ(x).
double normal_distribution(double x);

/// 32-bit FNV-1a.
std::uint32_t fnv1a(std::string_view text);

}  // namespace lodestone::reference
