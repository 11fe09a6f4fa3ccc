/// Philox4x32-10 of several vectors at once. A 32-bit word lives in the low half of a 64-bit lane; the high half is left to be
/// junk, since the 32 × 32 → 64-bit product ignores it. So a round is two products, two shifts and two xors of three, no
/// shuffles.
#include <lodestone/random/philox.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstddef>
#include <cstdint>

#if defined(LODESTONE_RANDOM_PHILOX_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_RANDOM_PHILOX_INL
#undef LODESTONE_RANDOM_PHILOX_INL
#else
#define LODESTONE_RANDOM_PHILOX_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

using WordLanes = hwy::HWY_NAMESPACE::ScalableTag<std::uint64_t>;
using WordVector = hwy::HWY_NAMESPACE::Vec<WordLanes>;

/// `kVectors` vectors of blocks: counters before, random words after; high halves junk.
template <std::size_t kVectors>
struct PhiloxBlocks {
  WordVector word0[kVectors];
  WordVector word1[kVectors];
  WordVector word2[kVectors];
  WordVector word3[kVectors];
};

/// The 64-bit products of the low halves.
HWY_INLINE WordVector multiply_low_halves(WordVector a, WordVector b) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Repartition<std::uint32_t, WordLanes> u32;
  return hn::MulEven(hn::BitCast(u32, a), hn::BitCast(u32, b));
}

/// The last `kRounds` rounds. Unrolled by recursion, so that words stay in registers, and what is the same for every path (most
/// of the first round) is computed once a call.
template <int kRounds, std::size_t kVectors>
HWY_INLINE void philox_rounds(PhiloxKey key, PhiloxBlocks<kVectors>& blocks) {
  namespace hn = hwy::HWY_NAMESPACE;
  if constexpr (kRounds > 0) {
    const WordLanes d;
    const WordVector multiplier0 = hn::Set(d, std::uint64_t{kPhiloxMultiplier0});
    const WordVector multiplier1 = hn::Set(d, std::uint64_t{kPhiloxMultiplier1});
    const WordVector key0 = hn::Set(d, std::uint64_t{key.low});
    const WordVector key1 = hn::Set(d, std::uint64_t{key.high});
    for (std::size_t v = 0; v < kVectors; ++v) {
      const WordVector product0 = multiply_low_halves(blocks.word0[v], multiplier0);
      const WordVector product1 = multiply_low_halves(blocks.word2[v], multiplier1);
      blocks.word0[v] = hn::Xor3(hn::ShiftRight<32>(product1), blocks.word1[v], key0);
      blocks.word1[v] = product1;
      blocks.word2[v] = hn::Xor3(hn::ShiftRight<32>(product0), blocks.word3[v], key1);
      blocks.word3[v] = product0;
    }
    philox_rounds<kRounds - 1>({key.low + kPhiloxWeyl0, key.high + kPhiloxWeyl1}, blocks);
  }
}

/// Counters become random words.
template <std::size_t kVectors>
HWY_INLINE void philox_lanes(PhiloxKey key, PhiloxBlocks<kVectors>& blocks) {
  philox_rounds<kPhiloxRounds>(key, blocks);
}

/// low + 2³²·high of two words.
HWY_INLINE WordVector random_bits(WordVector low, WordVector high) {
  namespace hn = hwy::HWY_NAMESPACE;
  return hn::Or(hn::And(low, hn::Set(WordLanes(), std::uint64_t{0xFFFFFFFF})), hn::ShiftLeft<32>(high));
}

/// (⌊bits / 2¹²⌋ + ½)·2⁻⁵² with bits = low + 2³²·high, exactly: 52 bits behind the exponent of 1, less 1 − 2⁻⁵³.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V uniform_lanes(D d, WordVector low, WordVector high) {
  namespace hn = hwy::HWY_NAMESPACE;
  const WordLanes u64;
  const WordVector mantissa = hn::ShiftRight<12>(random_bits(low, high));
  const WordVector one_to_two = hn::Or(mantissa, hn::Set(u64, std::uint64_t{0x3FF0000000000000}));
  return hn::Sub(hn::BitCast(d, one_to_two), hn::Set(d, 1.0 - 0x1p-53));
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
