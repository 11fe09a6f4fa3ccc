#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <lodestone/random/streams.hpp>
#include <set>

namespace lodestone {
namespace {

constexpr std::array kStreams = {Stream::FACTORS,       Stream::CHAINS,   Stream::VARIANCE,   Stream::CLIMATE,
                                 Stream::LICENCE_CLOCK, Stream::APPROVAL, Stream::REVOCATION, Stream::AVAILABILITY,
                                 Stream::DEFAULT_CLOCK, Stream::INPUTS};

TEST(Streams, NumbersAreThoseOfTheConventions) {
  for (std::size_t i = 0; i < kStreams.size(); ++i) EXPECT_EQ(static_cast<std::uint32_t>(kStreams[i]), i);
}

TEST(Streams, CounterIsPathStepIndexStream) {
  const Draw draw = {.key = philox_key(99), .stream = Stream::APPROVAL, .index = 0xCAFE, .step = 17};
  EXPECT_EQ(block_words(draw, 123456), philox4x32_10({123456, 17, 0xCAFE, 5}, philox_key(99)));
}

TEST(Streams, DifferentAddressesGetDifferentBits) {
  std::set<std::array<std::uint32_t, 4>> blocks;
  std::size_t count = 0;
  for (const Stream stream : kStreams) {
    for (const std::uint32_t index : {0u, 1u, 2u, 5u, 0xFFFFFFFFu}) {
      for (const std::uint32_t step : {0u, 1u, 2u, 8u, 0xFFFFFFFFu}) {
        for (const std::uint32_t path : {0u, 1u, 2u, 7u, 0xFFFFFFFFu}) {
          blocks.insert(block_words({.key = philox_key(1), .stream = stream, .index = index, .step = step}, path));
          ++count;
        }
      }
    }
  }
  EXPECT_EQ(blocks.size(), count);
}

TEST(Streams, SeedsInEitherHalfMatter) {
  const Draw draw = {.key = philox_key(1)};
  EXPECT_NE(block_words(draw, 0), block_words({.key = philox_key(1 + (std::uint64_t{1} << 32))}, 0));
  EXPECT_NE(block_words(draw, 0), block_words({.key = philox_key(2)}, 0));
}

TEST(Uniform, LiesStrictlyBetweenZeroAndOneAndIsSymmetric) {
  EXPECT_EQ(uniform_from_words(0, 0), 0x1p-53);
  EXPECT_EQ(uniform_from_words(0xFFFFFFFF, 0xFFFFFFFF), 1 - 0x1p-53);
  EXPECT_EQ(uniform_from_words(0, 0x80000000), 0.5 + 0x1p-53);
  for (std::uint32_t path = 0; path < 1000; ++path) {
    const auto words = block_words({.key = philox_key(3)}, path);
    EXPECT_EQ(uniform_from_words(~words[0], ~words[1]), 1.0 - uniform_from_words(words[0], words[1]));
  }
}

TEST(Uniform, DropsTheLowTwelveBits) {
  EXPECT_EQ(uniform_from_words(0xFFF, 7), uniform_from_words(0, 7));
  EXPECT_EQ(uniform_from_words(0x1000, 7) - uniform_from_words(0, 7), 0x1p-52);
  EXPECT_EQ(uniform_from_words(0, 8) - uniform_from_words(0, 7), 0x1p-32);
}

TEST(Uniform, IsTheFirstOfThePair) {
  const Draw draw = {.key = philox_key(5), .stream = Stream::CHAINS, .index = 1, .step = 2};
  const auto words = block_words(draw, 3);
  EXPECT_EQ(uniform(draw, 3), uniform_from_words(words[0], words[1]));
  EXPECT_EQ(uniform_pair(draw, 3).first, uniform(draw, 3));
  EXPECT_EQ(uniform_pair(draw, 3).second, uniform_from_words(words[2], words[3]));
}

}  // namespace
}  // namespace lodestone
