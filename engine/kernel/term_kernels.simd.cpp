#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/term_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/term_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/exp-inl.hpp>
#include <lodestone/simd/look_up-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;
using IndexVector = hn::Vec<hn::Rebind<std::int64_t, DoubleLanes>>;

/// Vectors of paths at work together: as many chains of dependent instructions as hide each other's latency.
constexpr std::size_t kVectors = 4;

/// The exponents w·x of the paths from `x` on.
HWY_INLINE void exponents(const ValueTerms& terms, const ValueTerm& term, const double* x, std::size_t stride,
                          DoubleVector* sums) {
  const DoubleLanes d;
  for (std::size_t v = 0; v < kVectors; ++v) sums[v] = hn::Zero(d);
  for (std::uint32_t m = term.first_weight; m < term.first_weight + term.weight_count; ++m) {
    const DoubleVector weight = hn::Set(d, terms.weights[m]);
    const double* const row = x + terms.columns[m] * stride;
    for (std::size_t v = 0; v < kVectors; ++v) sums[v] = hn::MulAdd(weight, hn::LoadU(d, row + v * hn::Lanes(d)), sums[v]);
  }
}

template <LookUp kLookUp>
void sum_with(const ValueTerms& terms, const ValueTermGroup& group, const std::int32_t* number, const double* x,
              std::size_t stride, double* value, std::size_t n) {
  const DoubleLanes d;
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  const hn::Rebind<std::int64_t, DoubleLanes> wide;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t numbers = static_cast<std::size_t>(group.numbers);
  for (std::size_t i = 0; i < n; i += kVectors * lanes) {
    IndexVector index[kVectors];
    DoubleVector sums[kVectors];
    for (std::size_t v = 0; v < kVectors; ++v) {
      index[v] = hn::PromoteTo(wide, hn::LoadU(words, number + i + v * lanes));
      sums[v] = hn::Zero(d);
    }
    for (std::uint32_t t = group.first_term; t < group.first_term + group.term_count; ++t) {
      const ValueTerm& term = terms.terms[t];
      const DoubleVector coefficient = hn::Set(d, term.coefficient);
      const Table<kLookUp, DoubleLanes> phi(d, terms.numbers.data() + term.first_number, numbers);
      DoubleVector exponent[kVectors];
      exponents(terms, term, x + i, stride, exponent);
      for (std::size_t v = 0; v < kVectors; ++v) {
        sums[v] = hn::MulAdd(hn::Mul(coefficient, phi.at(d, index[v])), exp_lanes(d, exponent[v]), sums[v]);
      }
    }
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(sums[v], d, value + i + v * lanes);
  }
}

void sum(const ValueTerms& terms, const ValueTermGroup& group, const std::int32_t* number, const double* x, std::size_t stride,
         double* value, std::size_t n) {
  switch (look_up_of(DoubleLanes(), static_cast<std::size_t>(group.numbers))) {
    case LookUp::ONE_REGISTER:
      return sum_with<LookUp::ONE_REGISTER>(terms, group, number, x, stride, value, n);
    case LookUp::TWO_REGISTERS:
      return sum_with<LookUp::TWO_REGISTERS>(terms, group, number, x, stride, value, n);
    case LookUp::FOUR_REGISTERS:
      return sum_with<LookUp::FOUR_REGISTERS>(terms, group, number, x, stride, value, n);
    case LookUp::GATHER:
      return sum_with<LookUp::GATHER>(terms, group, number, x, stride, value, n);
  }
}

}  // namespace

const TermKernels& term_kernels_table() {
  static constexpr TermKernels kTable = {.sum = sum};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const TermKernels& term_kernels(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::term_kernels_table() : N_AVX2::term_kernels_table();
}

}  // namespace lodestone
#endif
