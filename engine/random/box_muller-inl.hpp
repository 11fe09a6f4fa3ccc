/// √(−2 ln u_a)·(cos 2πu_b, sin 2πu_b) of vectors of Philox words.   Source: Box and Muller (1958).
/// Error: kNormalMaxRelative of the radius.
#include <lodestone/random/philox-inl.hpp>
#include <lodestone/simd/look_up-inl.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstddef>
#include <cstdint>

#if defined(LODESTONE_RANDOM_BOX_MULLER_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_RANDOM_BOX_MULLER_INL
#undef LODESTONE_RANDOM_BOX_MULLER_INL
#else
#define LODESTONE_RANDOM_BOX_MULLER_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// −2 ln u, without the division of <lodestone/simd/log-inl.hpp>, which costs 7 % of a normal. u = 2^e·m with
/// 47/64 ≤ m < 47/32; c is about 1/m, one of sixteen; with r = m·c − 1, |r| ≤ 1/32:
/// −2 ln u = −2e·ln 2 + 2 ln c − 2r + r²·q(r), q of degree 7 fitted to 1.2e-17 of ln(1 + r). The cell around m = 1 has c = 1,
/// so that u next to 1 keeps its digits.
class MinusTwoLog {
  using D = hwy::HWY_NAMESPACE::ScalableTag<double>;
  using V = hwy::HWY_NAMESPACE::Vec<D>;

 public:
  HWY_INLINE MinusTwoLog() : inverse_(D(), kInverse, kCells), twice_log_(D(), kTwiceLog, kCells) {}

  /// Of u in (0, 1), normal.
  HWY_INLINE V operator()(V u) const {
    namespace hn = hwy::HWY_NAMESPACE;
    const D d;
    const WordLanes u64;
    const hn::RebindToSigned<WordLanes> i64;
    const auto bits = hn::BitCast(u64, u);
    // −e = ⌈1023 − (bits + border)/2⁵²⌉: mantissas from 47/32 on count to the exponent above.
    constexpr std::uint64_t kBorder = std::uint64_t{17} << 47;
    const auto minus_e = hn::ShiftRight<52>(hn::Sub(hn::Set(u64, (std::uint64_t{1024} << 52) - 1 - kBorder), bits));
    const V m = hn::BitCast(d, hn::Add(bits, hn::ShiftLeft<52>(minus_e)));
    // The nearest sixteenth of the mantissa: four bits; the table ignores what is above them.
    const auto cell = hn::BitCast(i64, hn::ShiftRight<48>(hn::Add(bits, hn::Set(u64, std::uint64_t{1} << 47))));
    const V r = hn::MulSub(m, inverse_.at(d, cell), hn::Set(d, 1.0));
    V q = hn::Set(d, -0x1.c81943b49f970p-3);
    q = hn::MulAdd(q, r, hn::Set(d, 0x1.0072cee0c43f5p-2));
    q = hn::MulAdd(q, r, hn::Set(d, -0x1.24922afa728b3p-2));
    q = hn::MulAdd(q, r, hn::Set(d, 0x1.55553ff3cf997p-2));
    q = hn::MulAdd(q, r, hn::Set(d, -0x1.9999999c855d3p-2));
    q = hn::MulAdd(q, r, hn::Set(d, 0x1.00000000bbb06p-1));
    q = hn::MulAdd(q, r, hn::Set(d, -0x1.5555555555498p-1));
    q = hn::MulAdd(q, r, hn::Set(d, 0x1.fffffffffffc9p-1));
    const V linear = hn::MulAdd(r, hn::Set(d, -2.0), twice_log_.at(d, cell));
    const V minus_two_log_m = hn::MulAdd(hn::Mul(r, r), q, linear);
    return hn::MulAdd(hn::ConvertTo(d, hn::BitCast(i64, minus_e)), hn::Set(d, 0x1.62e42fefa39efp+0), minus_two_log_m);
  }

 private:
  static constexpr std::size_t kCells = 16;
  static constexpr LookUp kLookUp = HWY_TARGET <= HWY_AVX3 ? LookUp::TWO_REGISTERS : LookUp::FOUR_REGISTERS;

  // c of the cells 1, 1 + 1/16, … up to 1 + 7/16, then of ¾, ¾ + 1/32, … up to 31/32; and 2 ln c of the c as rounded.
  static constexpr double kInverse[kCells] = {
      0x1.0000000000000p+0, 0x1.e1e1e1e1e1e1ep-1, 0x1.c71c71c71c71cp-1, 0x1.af286bca1af28p-1,
      0x1.999999999999ap-1, 0x1.8618618618618p-1, 0x1.745d1745d1746p-1, 0x1.642c8590b2164p-1,
      0x1.5555555555555p+0, 0x1.47ae147ae147bp+0, 0x1.3b13b13b13b14p+0, 0x1.2f684bda12f68p+0,
      0x1.2492492492492p+0, 0x1.1a7b9611a7b96p+0, 0x1.1111111111111p+0, 0x1.0842108421084p+0};
  static constexpr double kTwiceLog[kCells] = {
      0x0.0000000000000p+0,  -0x1.f0a30c01162a8p-4, -0x1.e27076e2af2eap-3, -0x1.5ff3070a793d6p-2,  //
      -0x1.c8ff7c79a9a20p-2, -0x1.1675cababa60fp-1, -0x1.4618bc21c5ec2p-1, -0x1.739d7f6bbd007p-1,  //
      0x1.269621134db91p-1,  0x1.f991c6cb3b37ap-2,  0x1.a93ed3c8ad9e5p-2,  0x1.5bf406b543db0p-2,   //
      0x1.1178e8227e47ap-2,  0x1.9335e5d594988p-3,  0x1.08598b59e3a06p-3,  0x1.0415d89e74440p-4};

  Table<kLookUp, D> inverse_;
  Table<kLookUp, D> twice_log_;
};

/// cos 2πu and sin 2πu of u = (⌊bits / 2¹²⌋ + ½)·2⁻⁵². 4u = q + f with q the nearest integer: q is in the two highest bits once
/// an eighth of a turn is added, f + ½ in the 50 below and the ½, so both are exact and no digits of π are lost. On |f| ≤ ½:
/// sin(πf/2) = f·s(f²), cos(πf/2) = 1 + f²·c(f²), near-minimax of degree 6 each, fitted to 7e-18 and 2e-20; then the quadrant
/// is turned by swap and sign.
template <class D, class V = hwy::HWY_NAMESPACE::Vec<D>>
HWY_INLINE void cos_sin_lanes(D d, WordVector bits, V& cosine, V& sine) {
  namespace hn = hwy::HWY_NAMESPACE;
  const WordLanes u64;
  const auto turned = hn::Add(bits, hn::Set(u64, std::uint64_t{1} << 61));
  const auto mantissa = hn::And(hn::ShiftRight<10>(turned), hn::Set(u64, (std::uint64_t{1} << 52) - 4));
  const auto one_to_two = hn::Or(mantissa, hn::Set(u64, std::uint64_t{0x3FF0000000000002}));
  const V f = hn::Sub(hn::BitCast(d, one_to_two), hn::Set(d, 1.5));

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

  // Quadrants 1 and 3 swap; the sine is negative in 2 and 3, the cosine in 1 and 2: the higher bit, the two bits' difference.
  const auto sign = hn::Set(u64, std::uint64_t{1} << 63);
  const auto low_bit = hn::ShiftLeft<1>(turned);
  const V is_odd = hn::BitCast(d, low_bit);
  const V sine_sign = hn::BitCast(d, hn::And(turned, sign));
  const V cosine_sign = hn::BitCast(d, hn::And(hn::Xor(turned, low_bit), sign));
  cosine = hn::Xor(hn::IfNegativeThenElse(is_odd, s, c), cosine_sign);
  sine = hn::Xor(hn::IfNegativeThenElse(is_odd, c, s), sine_sign);
}

/// Normals of `kVectors` vectors of blocks. The radii come first: roots take long, and the angles do not wait for them.
template <std::size_t kVectors>
struct NormalPairs {
  using V = hwy::HWY_NAMESPACE::Vec<hwy::HWY_NAMESPACE::ScalableTag<double>>;

  V first[kVectors];
  V second[kVectors];

  HWY_INLINE NormalPairs(const MinusTwoLog& minus_two_log, const PhiloxBlocks<kVectors>& words) {
    namespace hn = hwy::HWY_NAMESPACE;
    const hn::ScalableTag<double> d;
    V radius[kVectors];
    for (std::size_t v = 0; v < kVectors; ++v) {
      radius[v] = hn::Sqrt(minus_two_log(uniform_lanes(d, words.word0[v], words.word1[v])));
    }
    for (std::size_t v = 0; v < kVectors; ++v) {
      V cosine, sine;
      cos_sin_lanes(d, random_bits(words.word2[v], words.word3[v]), cosine, sine);
      first[v] = hn::Mul(radius[v], cosine);
      second[v] = hn::Mul(radius[v], sine);
    }
  }
};

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
