#include <lodestone/base/expect.hpp>
#include <lodestone/simd/vector_math.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/simd/vector_math.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/exp-inl.hpp>
#include <lodestone/simd/log-inl.hpp>
#include <lodestone/simd/normal_cdf-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Lanes = hn::ScalableTag<double>;

void exp_all(const double* x, double* out, std::size_t n) {
  const Lanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) hn::StoreU(exp_lanes(d, hn::LoadU(d, x + i)), d, out + i);
}

void log_all(const double* x, double* out, std::size_t n) {
  const Lanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) hn::StoreU(log_lanes(d, hn::LoadU(d, x + i)), d, out + i);
}

void normal_cdf_all(const double* x, double* out, std::size_t n) {
  const Lanes d;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) hn::StoreU(normal_cdf_lanes(d, hn::LoadU(d, x + i)), d, out + i);
}

}  // namespace

const VectorMath& vector_math_table() {
  static constexpr VectorMath kTable = {.exp = exp_all, .log = log_all, .normal_cdf = normal_cdf_all};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const VectorMath& vector_math(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::vector_math_table() : N_AVX2::vector_math_table();
}

}  // namespace lodestone
#endif
