#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <lodestone/random/random_kernels.hpp>
#include <lodestone/simd/padding.hpp>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "reference/normals_box_muller.hpp"
#include "reference/philox_inverse.hpp"
#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

/// Draws and first paths that fill every bit of the counter.
struct Address {
  Draw draw;
  std::uint32_t first_path;
};
const std::vector<Address> kAddresses = {
    {{.key = philox_key(0)}, 0},
    {{.key = philox_key(0x0123456789ABCDEF), .stream = Stream::CHAINS, .index = 3, .step = 52}, 4096},
    {{.key = philox_key(~std::uint64_t{0}), .stream = Stream::DEFAULT_CLOCK, .index = 0xFFFFFFFF, .step = 0xFFFFFFFF}, 64},
    {{.key = philox_key(42), .stream = Stream::APPROVAL, .index = 0x811C9DC5, .step = 1}, 0xFFFFFFC0 - 256},
};
constexpr std::size_t kPaths = 320;

/// 52-bit patterns where something may go wrong: all 0, all 1, both sides of the quadrants and octants of the angle and of the
/// edges of the logarithm's cells in [½, 1) and [¼, ½), single bits; and some random ones.
std::vector<std::uint64_t> stressful_bits() {
  std::vector<std::uint64_t> patterns = {0, ~std::uint64_t{0}};
  for (std::uint64_t edge = 33; edge < 64; edge += 2) {
    for (const int octave : {58, 57}) {
      patterns.push_back(edge << octave);
      patterns.push_back((edge << octave) - (std::uint64_t{1} << 12));
    }
  }
  for (std::uint64_t eighth = 1; eighth < 8; ++eighth) {
    for (const std::uint64_t nudge : {0u, 1u, 2u, 1000u}) {
      patterns.push_back((eighth << 61) + (nudge << 12));
      patterns.push_back((eighth << 61) - ((nudge + 1) << 12));
    }
  }
  for (int bit = 12; bit < 64; ++bit) {
    patterns.push_back(std::uint64_t{1} << bit);
    patterns.push_back(~(std::uint64_t{1} << bit));
  }
  std::mt19937_64 bits(3);
  for (int i = 0; i < 60; ++i) patterns.push_back(bits());
  return patterns;
}

std::vector<std::uint32_t> paths_from(std::uint32_t first, std::size_t n = kPaths) {
  std::vector<std::uint32_t> paths(n);
  std::iota(paths.begin(), paths.end(), first);
  return paths;
}

class RandomKernelsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const RandomKernels& kernels() const { return random_kernels(GetParam()); }

  /// Both normals of kPaths paths, the first ones before the second ones.
  std::vector<double> normal_pairs(const Address& address) const {
    std::vector<double> normals(2 * kPaths);
    kernels().normal_pairs(address.draw, paths_from(address.first_path).data(), normals.data(), normals.data() + kPaths,
                           kPaths);
    return normals;
  }
};

INSTANTIATE_TEST_SUITE_P(Isa, RandomKernelsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(RandomKernelsOn, UniformsAreTheScalarOnesToTheLastBit) {
  for (const Address& address : kAddresses) {
    std::vector<double> u(kPaths);
    kernels().uniforms(address.draw, paths_from(address.first_path).data(), u.data(), kPaths);
    for (std::uint32_t p = 0; p < kPaths; ++p) EXPECT_EQ(u[p], uniform(address.draw, address.first_path + p)) << p;
  }
}

TEST_P(RandomKernelsOn, NormalsKeepTheirErrorBoundForEveryKindOfBits) {
  const auto patterns = stressful_bits();
  const PhiloxKey key = philox_key(0xFEEDFACE12345678);
  double worst = 0;
  double largest = 0;
  for (const std::uint64_t a : patterns) {
    for (const std::uint64_t b : patterns) {
      const auto counter = reference::philox_counter_of({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(a >> 32),
                                                         static_cast<std::uint32_t>(b), static_cast<std::uint32_t>(b >> 32)},
                                                        key);
      const Draw draw = {.key = key, .stream = static_cast<Stream>(counter[3]), .index = counter[2], .step = counter[1]};
      double first[64];
      double second[64];
      kernels().normal_pairs(draw, paths_from(counter[0]).data(), first, second, 64);
      const auto exact = reference::box_muller(uniform_pair(draw, counter[0]));
      const auto error = std::max(std::abs(first[0] - exact.first), std::abs(second[0] - exact.second)) / exact.radius;
      worst = std::max(worst, static_cast<double>(error));
      largest = std::max({largest, std::abs(first[0]), std::abs(second[0])});
    }
  }
  RecordProperty("worst_relative_e-16", std::to_string(worst * 1e16));
  EXPECT_LE(worst, kNormalMaxRelative);
  EXPECT_NEAR(largest, 8.572, 1e-3);  // √(−2 ln 2⁻⁵³): the extremes were reached
}

TEST_P(RandomKernelsOn, NormalsOfManyPathsKeepTheirErrorBound) {
  constexpr std::size_t kMany = 1 << 18;
  std::vector<double> first(kMany);
  std::vector<double> second(kMany);
  const Draw draw = {.key = philox_key(8), .index = 4, .step = 2};
  kernels().normal_pairs(draw, paths_from(0, kMany).data(), first.data(), second.data(), kMany);
  long double worst = 0;
  for (std::uint32_t p = 0; p < kMany; ++p) {
    const auto exact = reference::box_muller(uniform_pair(draw, p));
    worst =
        std::max({worst, std::abs(first[p] - exact.first) / exact.radius, std::abs(second[p] - exact.second) / exact.radius});
  }
  RecordProperty("worst_relative_e-16", std::to_string(static_cast<double>(worst) * 1e16));
  EXPECT_LE(worst, kNormalMaxRelative);
}

TEST_P(RandomKernelsOn, DrawsAtAnyPathsAndStepsAreThoseOfTheirBlocks) {
  constexpr std::size_t kMost = 64;
  AlignedBuffer<std::uint32_t> paths(kMost);
  AlignedBuffer<std::uint32_t> steps(kMost);
  std::mt19937 bits(5);
  for (std::size_t k = 0; k < kMost; ++k) {
    paths[k] = static_cast<std::uint32_t>(bits());
    steps[k] = k % 3 == 0 ? static_cast<std::uint32_t>(bits()) : static_cast<std::uint32_t>(k);
  }
  const PhiloxKey key = philox_key(77);
  for (const std::size_t n : {0u, 1u, 3u, 4u, 5u, 8u, 13u, 16u, 33u}) {
    AlignedBuffer<double> normals(kMost);
    AlignedBuffer<double> uniforms(kMost);
    kernels().normals_at(key, Stream::LICENCE_CLOCK, 0xABCD, paths.data(), steps.data(), normals.data(), n);
    kernels().uniforms_at(key, Stream::LICENCE_CLOCK, 0xABCD, paths.data(), steps.data(), uniforms.data(), n);
    for (std::size_t k = 0; k < n; ++k) {
      const Draw draw = {.key = key, .stream = Stream::LICENCE_CLOCK, .index = 0xABCD, .step = steps[k]};
      double first[64];
      double second[64];
      kernels().normal_pairs(draw, paths_from(paths[k]).data(), first, second, 64);
      EXPECT_EQ(normals[k], first[0]) << "n = " << n << ", k = " << k;
      EXPECT_EQ(uniforms[k], uniform(draw, paths[k])) << "n = " << n << ", k = " << k;
    }
    for (std::size_t k = padded(n); k < kMost; ++k) EXPECT_EQ(normals[k] + uniforms[k], 0.0) << "n = " << n << ", k = " << k;
  }
}

TEST_P(RandomKernelsOn, APathGetsTheSameNormalsInAnyTile) {
  const Draw draw = {.key = philox_key(6), .index = 1, .step = 9};
  const auto whole = normal_pairs({draw, 1024});
  for (std::uint32_t start = 0; start + 64 <= kPaths; start += 64) {
    double first[64];
    double second[64];
    kernels().normal_pairs(draw, paths_from(1024 + start).data(), first, second, 64);
    for (std::uint32_t p = 0; p < 64; ++p) {
      EXPECT_EQ(first[p], whole[start + p]);
      EXPECT_EQ(second[p], whole[kPaths + start + p]);
    }
  }
}

// Golden: what the first build gave, equal on every instruction set and compiler; it changes when a polynomial does.
TEST_P(RandomKernelsOn, GivesTheSameBitsEverywhere) {
  std::vector<double> all;
  for (const Address& address : kAddresses) {
    const auto normals = normal_pairs(address);
    all.insert(all.end(), normals.begin(), normals.end());
  }
  EXPECT_EQ(fingerprint(all), 0xBD3556E31751FB42);
}

}  // namespace
}  // namespace lodestone
