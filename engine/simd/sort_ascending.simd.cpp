#include <lodestone/simd/isa.hpp>
#include <lodestone/simd/sort_ascending.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/simd/sort_ascending.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/sort/traits-inl.h>
#include <hwy/contrib/sort/vqsort-inl.h>

#include <algorithm>
#include <optional>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

void sort_lanes(double* values, std::size_t n) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::SortTag<double> d;
  const hn::detail::SharedTraits<hn::detail::TraitsLane<hn::detail::OrderAscending<double>>> ascending;
  hn::Sort(d, ascending, values, n, values);  // the last argument is a buffer that vectors of known width do without
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

void sort_ascending(std::span<double> values) {
  const std::optional<Isa> isa = best_isa();
  if (!isa) {
    std::sort(values.begin(), values.end());
  } else if (*isa == Isa::AVX512) {
    N_AVX3::sort_lanes(values.data(), values.size());
  } else {
    N_AVX2::sort_lanes(values.data(), values.size());
  }
}

}  // namespace lodestone
#endif
