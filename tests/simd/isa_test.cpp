#include <gtest/gtest.h>

#include <lodestone/simd/isa.hpp>

namespace lodestone {
namespace {

TEST(Isa, NamesReadBack) {
  for (const Isa isa : {Isa::AVX2, Isa::AVX512}) EXPECT_EQ(parse_isa(to_string(isa)), isa);
  EXPECT_EQ(to_string(Isa::AVX2), "avx2");
  EXPECT_EQ(to_string(Isa::AVX512), "avx512");
}

TEST(Isa, AnyOtherTextIsNone) {
  for (const char* text : {"", "AVX2", "avx", "avx2 ", "avx-512", "sse4"}) EXPECT_EQ(parse_isa(text), std::nullopt) << text;
}

TEST(Isa, TheBestIsSupportedAndNothingSupportedIsWider) {
  const auto best = best_isa();
  if (!best) {
    EXPECT_FALSE(is_supported(Isa::AVX2));
    EXPECT_FALSE(is_supported(Isa::AVX512));
    return;
  }
  EXPECT_TRUE(is_supported(*best));
  EXPECT_EQ(*best == Isa::AVX512, is_supported(Isa::AVX512));
}

TEST(Isa, Avx512ImpliesAvx2) { EXPECT_LE(is_supported(Isa::AVX512), is_supported(Isa::AVX2)); }

}  // namespace
}  // namespace lodestone
