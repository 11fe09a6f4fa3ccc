/// cos 2πu and sin 2πu of a vector of doubles, u in [0, 1) a multiple of 2⁻⁵³. Error: at most 2e-16 absolute.
/// 4u = q + f with q the nearest integer: both exact, so no digits of π are lost; then the quadrant is turned by sign and swap.
/// On |f| ≤ ½: sin(πf/2) = f·s(f²), cos(πf/2) = 1 + f²·c(f²), near-minimax of degree 6 each, fitted to 7e-18 and 2e-20.
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstdint>

#if defined(LODESTONE_SIMD_SIN_COS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_SIMD_SIN_COS_INL
#undef LODESTONE_SIMD_SIN_COS_INL
#else
#define LODESTONE_SIMD_SIN_COS_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE void sin_cos_of_turns_lanes(D d, V u, V& sine, V& cosine) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Repartition<std::uint64_t, D> u64;
  // Adding 1.5·2⁵² rounds 4u to the integer q and leaves it in the low bits.
  const V shift = hn::Set(d, 0x1.8p52);
  const V shifted_q = hn::MulAdd(u, hn::Set(d, 4.0), shift);
  const V f = hn::MulSub(u, hn::Set(d, 4.0), hn::Sub(shifted_q, shift));
  const auto q = hn::BitCast(u64, shifted_q);

  const V z = hn::Mul(f, f);
  V s = hn::Set(d, 0x1.e3f38399551bfp-25);
  s = hn::MulAdd(s, z, hn::Set(d, -0x1.e30071afc3e59p-19));
  s = hn::MulAdd(s, z, hn::Set(d, 0x1.50782fda12d96p-13));
  s = hn::MulAdd(s, z, hn::Set(d, -0x1.32d2cce2e5b19p-8));
  s = hn::MulAdd(s, z, hn::Set(d, 0x1.466bc677587f8p-4));
  s = hn::MulAdd(s, z, hn::Set(d, -0x1.4abbce625be41p-1));
  s = hn::MulAdd(s, z, hn::Set(d, 0x1.921fb54442d18p+0));
  s = hn::Mul(s, f);
  V c = hn::Set(d, -0x1.b2f3eb054afcdp-28);
  c = hn::MulAdd(c, z, hn::Set(d, 0x1.f9ce245cada0bp-22));
  c = hn::MulAdd(c, z, hn::Set(d, -0x1.a6d1eef479be1p-16));
  c = hn::MulAdd(c, z, hn::Set(d, 0x1.e1f5068688d5bp-11));
  c = hn::MulAdd(c, z, hn::Set(d, -0x1.55d3c7e3cb241p-6));
  c = hn::MulAdd(c, z, hn::Set(d, 0x1.03c1f081b5ac0p-2));
  c = hn::MulAdd(c, z, hn::Set(d, -0x1.3bd3cc9be45dep+0));
  c = hn::MulAdd(c, z, hn::Set(d, 1.0));

  // Quadrants 1 and 3 swap; the sine is negative in 2 and 3, the cosine in 1 and 2. The bit that says so becomes the sign.
  const auto sign = hn::Set(u64, std::uint64_t{1} << 63);
  const V odd = hn::BitCast(d, hn::ShiftLeft<63>(q));
  const V sine_sign = hn::BitCast(d, hn::And(hn::ShiftLeft<62>(q), sign));
  const V cosine_sign = hn::BitCast(d, hn::And(hn::ShiftLeft<62>(hn::Add(q, hn::Set(u64, std::uint64_t{1}))), sign));
  sine = hn::Xor(hn::IfNegativeThenElse(odd, c, s), sine_sign);
  cosine = hn::Xor(hn::IfNegativeThenElse(odd, s, c), cosine_sign);
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
