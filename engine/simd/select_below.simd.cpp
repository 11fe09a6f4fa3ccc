#include <lodestone/simd/isa.hpp>
#include <lodestone/simd/padding.hpp>
#include <lodestone/simd/select_below.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/simd/select_below.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <optional>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// What does not fill a vector is left to the caller: returns how far it came.
std::size_t count_lanes(std::span<const double> values, double limit, std::size_t& count) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto limit_all = hn::Set(d, limit);
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes) count += hn::CountTrue(d, hn::Le(hn::LoadU(d, values.data() + i), limit_all));
  return i;
}

/// Writes whole vectors: `out` has room for one more than it needs.
std::size_t select_lanes(std::span<const double> values, double limit, double* out, std::size_t& count) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  const auto limit_all = hn::Set(d, limit);
  const auto zero = hn::Zero(d);
  std::size_t i = 0;
  for (; i + lanes <= values.size(); i += lanes) {
    const auto value = hn::LoadU(d, values.data() + i);
    count += hn::CompressStore(hn::Add(value, zero), hn::Le(value, limit_all), d, out + count);
  }
  return i;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

std::vector<double> select_below(std::span<const double> values, double limit) {
  const std::optional<Isa> isa = best_isa();
  const bool is_wide = isa == Isa::AVX512;
  std::size_t count = 0;
  std::size_t i = 0;
  if (isa) i = is_wide ? N_AVX3::count_lanes(values, limit, count) : N_AVX2::count_lanes(values, limit, count);
  for (; i < values.size(); ++i) count += values[i] <= limit ? 1 : 0;

  std::vector<double> selected(count + kLanePadding);
  std::size_t written = 0;
  i = 0;
  if (isa) {
    i = is_wide ? N_AVX3::select_lanes(values, limit, selected.data(), written)
                : N_AVX2::select_lanes(values, limit, selected.data(), written);
  }
  for (; i < values.size(); ++i) {
    if (values[i] <= limit) selected[written++] = values[i] + 0.0;
  }
  selected.resize(count);
  return selected;
}

}  // namespace lodestone
#endif
