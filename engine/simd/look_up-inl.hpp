/// table[index] for a vector of indices: a permutation of registers where the table fits in two, else a gather.
#include <lodestone/simd/vector_targets-inl.hpp>

#include <cstddef>
#include <cstdint>

#if defined(LODESTONE_SIMD_LOOK_UP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef LODESTONE_SIMD_LOOK_UP_INL
#undef LODESTONE_SIMD_LOOK_UP_INL
#else
#define LODESTONE_SIMD_LOOK_UP_INL
#endif

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR

/// How a table of some size is read.
enum class LookUp { ONE_REGISTER, TWO_REGISTERS, GATHER };

template <class D>
HWY_INLINE LookUp look_up_of(D d, std::size_t entries) {
  namespace hn = hwy::HWY_NAMESPACE;
  if (entries <= hn::Lanes(d)) return LookUp::ONE_REGISTER;
  return entries <= 2 * hn::Lanes(d) ? LookUp::TWO_REGISTERS : LookUp::GATHER;
}

/// A table in registers, or in memory. Nothing behind its entries is read.
template <LookUp kLookUp, class D>
class Table {
  using V = hwy::HWY_NAMESPACE::Vec<D>;
  using IndexVector = hwy::HWY_NAMESPACE::Vec<hwy::HWY_NAMESPACE::Rebind<std::int64_t, D>>;

 public:
  HWY_INLINE Table(D d, const double* table, std::size_t entries) : table_(table) {
    namespace hn = hwy::HWY_NAMESPACE;
    const std::size_t lanes = hn::Lanes(d);
    if constexpr (kLookUp == LookUp::ONE_REGISTER) first_ = hn::MaskedLoad(hn::FirstN(d, entries), d, table);
    if constexpr (kLookUp == LookUp::TWO_REGISTERS) {
      first_ = hn::LoadU(d, table);
      second_ = hn::MaskedLoad(hn::FirstN(d, entries - lanes), d, table + lanes);
    }
  }

  HWY_INLINE V at(D d, IndexVector index) const {
    namespace hn = hwy::HWY_NAMESPACE;
    if constexpr (kLookUp == LookUp::ONE_REGISTER) return hn::TableLookupLanes(first_, hn::IndicesFromVec(d, index));
    if constexpr (kLookUp == LookUp::TWO_REGISTERS) {
#if HWY_TARGET <= HWY_AVX3
      return V{_mm512_permutex2var_pd(first_.raw, index.raw, second_.raw)};
#else
      const auto last = hn::Set(hn::Rebind<std::int64_t, D>(), static_cast<std::int64_t>(hn::Lanes(d) - 1));
      const auto lane = hn::IndicesFromVec(d, hn::And(index, last));
      return hn::IfThenElse(hn::RebindMask(d, hn::Gt(index, last)), hn::TableLookupLanes(second_, lane),
                            hn::TableLookupLanes(first_, lane));
#endif
    }
    if constexpr (kLookUp == LookUp::GATHER) return hn::GatherIndex(d, table_, index);
  }

 private:
  const double* table_;
  V first_, second_;
};

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
