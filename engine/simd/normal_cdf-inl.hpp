/// Φ of a vector of doubles. Error: kNormalCdfMaxRelative. For t = |x|, Φ(−t) = exp(−t²/2)·p(y)/(1 + t/2) with
/// y = (t − 4)/(t + 4) and p of degree 22, near-minimax on t ≤ 39 to 3e-17; the same map as Shepherd and Laframboise (1981).
/// t² is carried in two parts, since half an ulp of t² = 1369 is 1e-13 of the exponential.
#include <lodestone/simd/vector_targets-inl.hpp>

#if defined(LODESTONE_SIMD_NORMAL_CDF_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_SIMD_NORMAL_CDF_INL
#undef LODESTONE_SIMD_NORMAL_CDF_INL
#else
#define LODESTONE_SIMD_NORMAL_CDF_INL
#endif

#include <hwy/highway.h>

#include <lodestone/simd/exp-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE V normal_cdf_lanes(D d, V x) {
  namespace hn = hwy::HWY_NAMESPACE;
  constexpr int kDegree = 22;
  constexpr double kP[kDegree + 1] = {
      0x1.22078ca96fa5ap-2,   -0x1.1182fa078fce2p-3, 0x1.1b66643a3e227p-4,   -0x1.612205a441a76p-6,  -0x1.5d725a16e684dp-11,
      0x1.357607dd3c126p-8,   -0x1.269281eb029e1p-9, 0x1.7258ea8d18c7fp-13,  0x1.0a300e5a775eap-12,  -0x1.2591e19863c90p-14,
      -0x1.f0a4a4fcf8eb4p-16, 0x1.b23611c7f9245p-17, 0x1.38c9428fc5b07p-18,  -0x1.1de23f0c1e2dcp-19, -0x1.0554d250eb1c5p-20,
      0x1.466acc4599c24p-22,  0x1.e33876b1a95fcp-23, -0x1.a9a321a15d3b6p-26, -0x1.8edd3b4f74afap-25, -0x1.0988adee9f690p-28,
      0x1.a33ff1e90bdd8p-28,  0x1.91a5a32d3513dp-30, -0x1.a0afb7401478ap-34};
  const V half = hn::Set(d, 0.5);
  const V one = hn::Set(d, 1.0);
  const V four = hn::Set(d, 4.0);
  // Φ(−39) is below the least double. |x| stands second: a NaN then passes.
  const V t = hn::Min(hn::Set(d, 39.0), hn::Abs(x));

  const V y = hn::Div(hn::Sub(t, four), hn::Add(t, four));
  const V y2 = hn::Mul(y, y);
  V even = hn::Set(d, kP[kDegree]);
  V odd = hn::Set(d, kP[kDegree - 1]);
  for (int i = kDegree - 2; i > 0; i -= 2) {
    even = hn::MulAdd(even, y2, hn::Set(d, kP[i]));
    odd = hn::MulAdd(odd, y2, hn::Set(d, kP[i - 1]));
  }
  even = hn::MulAdd(even, y2, hn::Set(d, kP[0]));
  const V scaled_mills = hn::Div(hn::MulAdd(odd, y, even), hn::MulAdd(t, half, one));

  const V square = hn::Mul(t, t);
  const V square_rest = hn::MulSub(t, t, square);
  const V density = exp_lanes(d, hn::Mul(square, hn::Neg(half)));
  const V tail = hn::Mul(density, hn::NegMulAdd(hn::Mul(square_rest, half), scaled_mills, scaled_mills));
  return hn::IfThenElse(hn::Gt(x, hn::Zero(d)), hn::Sub(one, tail), tail);
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
