#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <lodestone/random/philox.hpp>

#include "reference/philox_inverse.hpp"

namespace lodestone {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Random123 1.09, examples/kat_vectors, "philox4x32 10".
static_assert(philox4x32_10({0, 0, 0, 0}, {0, 0}) == Words{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8});

TEST(Philox, ReproducesThePublishedVectors) {
  EXPECT_EQ(philox4x32_10({0, 0, 0, 0}, {0, 0}), (Words{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8}));
  EXPECT_EQ(philox4x32_10({0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF}, {0xFFFFFFFF, 0xFFFFFFFF}),
            (Words{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD}));
  EXPECT_EQ(philox4x32_10({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}),
            (Words{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1}));
}

TEST(Philox, KeyIsTheSeedInTwoHalves) { EXPECT_EQ(philox_key(0x0123456789ABCDEF), (PhiloxKey{0x89ABCDEF, 0x01234567})); }

TEST(Philox, IsUndoneByItsInverse) {
  Words counter = {1, 2, 3, 4};
  for (int i = 0; i < 1000; ++i) {
    const PhiloxKey key = {counter[2], counter[3]};
    const Words words = philox4x32_10(counter, key);
    EXPECT_EQ(reference::philox_counter_of(words, key), counter);
    counter = words;
  }
}

}  // namespace
}  // namespace lodestone
