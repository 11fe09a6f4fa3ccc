#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <lodestone/simd/padding.hpp>

namespace lodestone {
namespace {

TEST(Padding, IsTheNextMultipleOfTheWidestVector) {
  EXPECT_EQ(padded(0), 0u);
  EXPECT_EQ(padded(1), 8u);
  EXPECT_EQ(padded(8), 8u);
  EXPECT_EQ(padded(9), 16u);
}

template <typename T>
class AlignedBufferOf : public testing::Test {};
using Elements = testing::Types<double, std::uint32_t, std::uint8_t>;
TYPED_TEST_SUITE(AlignedBufferOf, Elements);

TYPED_TEST(AlignedBufferOf, IsZeroedAlignedAndMayBeReadAndWrittenToThePaddedSize) {
  for (const std::size_t size : {1u, 7u, 8u, 9u, 4097u}) {
    AlignedBuffer<TypeParam> buffer(size);
    EXPECT_EQ(buffer.size(), size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.data()) % kBufferAlignment, 0u);
    for (std::size_t i = 0; i < padded(size); ++i) {
      EXPECT_EQ(buffer.data()[i], TypeParam{});
      buffer.data()[i] = TypeParam{1};
    }
  }
}

TYPED_TEST(AlignedBufferOf, MovesWithItsContents) {
  AlignedBuffer<TypeParam> source(3);
  source[2] = TypeParam{5};
  const TypeParam* const data = source.data();
  AlignedBuffer<TypeParam> moved(std::move(source));
  EXPECT_EQ(moved.data(), data);
  EXPECT_THAT(moved.span(), testing::ElementsAre(TypeParam{}, TypeParam{}, TypeParam{5}));
  EXPECT_TRUE(source.empty());  // NOLINT(bugprone-use-after-move): a moved-from buffer is empty
  AlignedBuffer<TypeParam> assigned(100);
  assigned = std::move(moved);
  EXPECT_EQ(assigned.data(), data);
  EXPECT_EQ(assigned.size(), 3u);
}

TEST(AlignedBuffer, OfNothingHoldsNothing) {
  EXPECT_TRUE(AlignedBuffer<double>().empty());
  EXPECT_TRUE(AlignedBuffer<double>(0).empty());
}

TEST(AlignedBuffer, TooLargeForTheMachineIsBadAlloc) {
  EXPECT_THROW(AlignedBuffer<double>(static_cast<std::size_t>(-1)), std::bad_alloc);
  EXPECT_THROW(AlignedBuffer<double>(static_cast<std::size_t>(-1) / 8), std::bad_alloc);
}

}  // namespace
}  // namespace lodestone
