/// table[index] for a vector of indices: a permutation of registers where the table fits in four, else a gather.
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
enum class LookUp { ONE_REGISTER, TWO_REGISTERS, FOUR_REGISTERS, GATHER };

template <class D>
constexpr LookUp look_up_of(D d, std::size_t entries) {
  const std::size_t lanes = hwy::HWY_NAMESPACE::MaxLanes(d);
  if (entries <= lanes) return LookUp::ONE_REGISTER;
  if (entries <= 2 * lanes) return LookUp::TWO_REGISTERS;
  return entries <= 4 * lanes ? LookUp::FOUR_REGISTERS : LookUp::GATHER;
}

/// A table in registers, or in memory. Nothing behind its entries is read.
template <LookUp kLookUp, class D>
class Table {
  using V = hwy::HWY_NAMESPACE::Vec<D>;
  using IndexLanes = hwy::HWY_NAMESPACE::Rebind<std::int64_t, D>;
  using IndexVector = hwy::HWY_NAMESPACE::Vec<IndexLanes>;
  static constexpr std::size_t kRegisters = kLookUp == LookUp::FOUR_REGISTERS  ? 4
                                            : kLookUp == LookUp::TWO_REGISTERS ? 2
                                            : kLookUp == LookUp::ONE_REGISTER  ? 1
                                                                               : 0;

 public:
  HWY_INLINE Table(D d, const double* table, std::size_t entries) : table_(table) {
    namespace hn = hwy::HWY_NAMESPACE;
    for (std::size_t k = 0; k < kRegisters; ++k) {
      const std::size_t first = k * hn::Lanes(d);
      registers_[k] = hn::MaskedLoad(hn::FirstN(d, entries > first ? entries - first : 0), d, table + first);
    }
  }

  /// In registers, bits of the index above those that number the registers' lanes are ignored.
  HWY_INLINE V at(D d, IndexVector index) const {
    namespace hn = hwy::HWY_NAMESPACE;
    if constexpr (kLookUp == LookUp::GATHER) {
      return hn::GatherIndex(d, table_, index);
    } else if constexpr (kLookUp == LookUp::ONE_REGISTER) {
      const auto lane = hn::And(index, hn::Set(IndexLanes(), static_cast<std::int64_t>(hn::Lanes(d) - 1)));
      return hn::TableLookupLanes(registers_[0], hn::IndicesFromVec(d, lane));
    } else if constexpr (kLookUp == LookUp::TWO_REGISTERS) {
      return of_two(d, index, registers_[0], registers_[1]);
    } else {
      return hn::IfThenElse(has_bit(d, index, 2 * hn::Lanes(d)), of_two(d, index, registers_[2], registers_[3]),
                            of_two(d, index, registers_[0], registers_[1]));
    }
  }

 private:
  static HWY_INLINE auto has_bit(D d, IndexVector index, std::size_t bit) {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::RebindMask(d, hn::TestBit(index, hn::Set(IndexLanes(), static_cast<std::int64_t>(bit))));
  }

  static HWY_INLINE V of_two(D d, IndexVector index, V low, V high) {
    namespace hn = hwy::HWY_NAMESPACE;
#if HWY_TARGET <= HWY_AVX3
    return V{_mm512_permutex2var_pd(low.raw, index.raw, high.raw)};
#else
    const auto lane = hn::IndicesFromVec(d, hn::And(index, hn::Set(IndexLanes(), static_cast<std::int64_t>(hn::Lanes(d) - 1))));
    return hn::IfThenElse(has_bit(d, index, hn::Lanes(d)), hn::TableLookupLanes(high, lane), hn::TableLookupLanes(low, lane));
#endif
  }

  const double* table_;
  V registers_[kRegisters == 0 ? 1 : kRegisters];
};

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#endif
