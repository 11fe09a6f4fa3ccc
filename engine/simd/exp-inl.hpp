/// exp of a vector of doubles. Error: kExpMaxUlp. Source: Cody and Waite (1980) reduction x = n·ln 2 + r, |r| ≤ ½ ln 2, and a
/// near-minimax polynomial: e^r = 1 + r + r²/2 + r³·q(r), q of degree 8 fitted to 2.5e-17 of e^r.
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstdint>

#if defined(LODESTONE_SIMD_EXP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_SIMD_EXP_INL
#undef LODESTONE_SIMD_EXP_INL
#else
#define LODESTONE_SIMD_EXP_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// 2^n for the integer n that stands in the low bits of `n + 1.5·2⁵²`; |n| ≤ 1022.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V power_of_two(D d, V shifted_n) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Repartition<std::uint64_t, D> bits;
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(bits, shifted_n));
  return hn::BitCast(d, hn::Add(exponent, hn::Set(bits, std::uint64_t{0x3FF0000000000000})));
}

template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V exp_lanes(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  // Adding 1.5·2⁵² rounds to an integer and leaves it in the low bits.
  const V shift = hn::Set(d, 0x1.8p52);
  // Beyond ±1000 the answer is 0 or ∞ anyway. x stands second: a NaN then passes.
  x = hn::Min(hn::Set(d, 1000.0), hn::Max(hn::Set(d, -1000.0), x));

  const V n = hn::Sub(hn::MulAdd(x, hn::Set(d, 0x1.71547652b82fep+0), shift), shift);
  // ln 2 in two parts; the first has 33 bits, so that x less n times it is exact. What the second takes off is kept apart for
  // the sum, where rounding it would cost a quarter ulp.
  const V r_high = hn::NegMulAdd(n, hn::Set(d, 0x1.62e42fefp-1), x);
  const V r_low = hn::Mul(n, hn::Set(d, 0x1.473de6af278edp-34));
  const V r = hn::Sub(r_high, r_low);

  const V r2 = hn::Mul(r, r);
  const V r4 = hn::Mul(r2, r2);
  const V q01 = hn::MulAdd(r, hn::Set(d, 0x1.5555555554cb7p-5), hn::Set(d, 0x1.5555555555555p-3));
  const V q23 = hn::MulAdd(r, hn::Set(d, 0x1.6c16c1738ff55p-10), hn::Set(d, 0x1.1111111110e6ap-7));
  const V q45 = hn::MulAdd(r, hn::Set(d, 0x1.a019c9a5652d3p-16), hn::Set(d, 0x1.a01a01a4b322fp-13));
  const V q67 = hn::MulAdd(r, hn::Set(d, 0x1.2880411bad1aap-22), hn::Set(d, 0x1.71de17e40edfep-19));
  const V high = hn::MulAdd(hn::Set(d, 0x1.af236aac51d05p-26), r4, hn::MulAdd(q67, r2, q45));
  const V q = hn::MulAdd(high, r4, hn::MulAdd(q23, r2, q01));
  const V curved = hn::MulSub(r2, hn::MulAdd(r, q, hn::Set(d, 0.5)), r_low);
  const V exp_r = hn::Add(hn::Add(r_high, curved), hn::Set(d, 1.0));

#if HWY_TARGET <= HWY_AVX3
  // One instruction multiplies by 2^n and rounds once, as the two products below do.
  if constexpr (sizeof(V) == 64) return V{_mm512_scalef_pd(exp_r.raw, n.raw)};
#endif
  // 2^n in two factors: 2^−1074 is not a normal number, nor is 2^1024. The first product is exact, so there is one rounding.
  const V shifted_half = hn::MulAdd(n, hn::Set(d, 0.5), shift);
  const V shifted_rest = hn::Add(hn::Sub(n, hn::Sub(shifted_half, shift)), shift);
  return hn::Mul(hn::Mul(exp_r, power_of_two(d, shifted_half)), power_of_two(d, shifted_rest));
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
