/// ln of a vector of doubles. Error: kLogMaxUlp. x = 2^e·m, √½ ≤ m < √2; with f = m − 1 and s = f/(2 + f),
/// ln m = 2·artanh s = f − s·(f − s²·p(s²)), p of degree 6 fitted to 5e-18 of ln m. Source: the classical reduction, e.g.
/// Muller (2016), Elementary Functions, §11.
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstdint>
#include <limits>

#if defined(LODESTONE_SIMD_LOG_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_SIMD_LOG_INL
#undef LODESTONE_SIMD_LOG_INL
#else
#define LODESTONE_SIMD_LOG_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// ln x + added_exponent·ln 2 for x > 0, normal and finite; anything else gives a meaningless number.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V log_of_normal_lanes(D d, V x, V added_exponent) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Repartition<std::uint64_t, D> u64;
  // Biasing e by 1024 keeps it positive, so that a logical shift does. 0x3FE6A09E… is √½.
  const auto bias = hn::Set(u64, std::uint64_t{1024} << 52);
  const auto x_bits = hn::BitCast(u64, x);
  const auto biased = hn::Add(x_bits, hn::Set(u64, (std::uint64_t{1024} << 52) - std::uint64_t{0x3FE6A09E667F3BCD}));
  const auto biased_exponent = hn::And(biased, hn::Set(u64, std::uint64_t{0xFFF0000000000000}));
  const V m = hn::BitCast(d, hn::Sub(hn::Add(x_bits, bias), biased_exponent));
  // 2⁵² + an integer below 2⁵² has that integer in its low bits.
  const auto shifted = hn::Or(hn::ShiftRight<52>(biased), hn::Set(u64, std::uint64_t{0x4330000000000000}));
  const V e = hn::Add(hn::Sub(hn::BitCast(d, shifted), hn::Set(d, 0x1p52 + 1024.0)), added_exponent);

  const V f = hn::Sub(m, hn::Set(d, 1.0));
  const V s = hn::Div(f, hn::Add(f, hn::Set(d, 2.0)));
  const V z = hn::Mul(s, s);
  const V z2 = hn::Mul(z, z);
  const V p01 = hn::MulAdd(z, hn::Set(d, 0x1.99999999952d7p-2), hn::Set(d, 0x1.5555555555558p-1));
  const V p23 = hn::MulAdd(z, hn::Set(d, 0x1.c71c62e3f11e6p-3), hn::Set(d, 0x1.2492492df281ap-2));
  const V p45 = hn::MulAdd(z, hn::Set(d, 0x1.39fe51a7c18f9p-3), hn::Set(d, 0x1.7462b51cb66b1p-3));
  const V high = hn::MulAdd(hn::Set(d, 0x1.2b5900de53b32p-3), z2, p45);
  const V p = hn::MulAdd(hn::MulAdd(high, z2, p23), z2, p01);

  const V f_less_log_m = hn::Mul(s, hn::NegMulAdd(z, p, f));
  const V small = hn::NegMulAdd(e, hn::Set(d, 0x1.473de6af278edp-34), f_less_log_m);
  return hn::MulAdd(e, hn::Set(d, 0x1.62e42fefp-1), hn::Sub(f, small));
}

/// ln x for x > 0, normal and finite.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V log_of_normal_lanes(D d, V x) {
  return log_of_normal_lanes(d, x, hwy::HWY_NAMESPACE::Zero(d));
}

/// ln x: −∞ at 0, NaN below, ∞ at ∞, NaN of NaN.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V log_lanes(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  const V infinity = hn::Set(d, std::numeric_limits<double>::infinity());
  const auto subnormal = hn::Lt(x, hn::Set(d, 0x1p-1022));
  const V normal_x = hn::IfThenElse(subnormal, hn::Mul(x, hn::Set(d, 0x1p54)), x);
  V result = log_of_normal_lanes(d, normal_x, hn::IfThenElseZero(subnormal, hn::Set(d, -54.0)));
  result = hn::IfThenElse(hn::Lt(x, infinity), result, x);  // also false for NaN
  result = hn::IfThenElse(hn::Lt(x, hn::Zero(d)), hn::Set(d, std::numeric_limits<double>::quiet_NaN()), result);
  return hn::IfThenElse(hn::Eq(x, hn::Zero(d)), hn::Neg(infinity), result);
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
