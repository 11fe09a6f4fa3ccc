#include <cmath>
#include <reference/reference_random.hpp>

namespace lodestone::reference {

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t even = std::uint64_t{0xD2511F53} * counter[0];
    const std::uint64_t odd = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(odd >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(odd),
               static_cast<std::uint32_t>(even >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(even)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

namespace {

double to_unit_interval(std::uint64_t low, std::uint64_t high) {
  const std::uint64_t bits = low + (high << 32);
  return (static_cast<double>(bits >> 12) + 0.5) * std::ldexp(1.0, -52);
}

}  // namespace

Pair Draws::uniforms(Stream stream, std::uint32_t step, std::uint32_t index) const {
  const std::array<std::uint32_t, 2> key = {static_cast<std::uint32_t>(seed_), static_cast<std::uint32_t>(seed_ >> 32)};
  const std::array<std::uint32_t, 4> word = philox({path_, step, index, static_cast<std::uint32_t>(stream)}, key);
  return {to_unit_interval(word[0], word[1]), to_unit_interval(word[2], word[3])};
}

Pair Draws::normals(Stream stream, std::uint32_t step, std::uint32_t index) const {
  const double two_pi = 6.283185307179586476925286766559;
  const Pair u = uniforms(stream, step, index);
  const double radius = std::sqrt(-2.0 * std::log(u.first));
  return {radius * std::cos(two_pi * u.second), radius * std::sin(two_pi * u.second)};
}

double normal_distribution(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

std::uint32_t fnv1a(std::string_view text) {
  std::uint32_t hash = 2166136261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

}  // namespace lodestone::reference
