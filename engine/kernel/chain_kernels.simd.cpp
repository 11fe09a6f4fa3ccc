#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/chain_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/chain_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/look_up-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using ByteLanes = hn::ScalableTag<std::uint8_t>;

constexpr LookUp kByState = look_up_of(DoubleLanes(), kMaximumStates);

/// The state is the number of thresholds that u is not below.
void move(const TransitionTable& table, int states, const double* u, std::uint8_t* state, std::size_t n) {
  const DoubleLanes d;
  const hn::Rebind<std::int32_t, DoubleLanes> words;
  const hn::Rebind<std::int64_t, DoubleLanes> wide;
  const hn::Rebind<std::uint8_t, DoubleLanes> bytes;
  const auto one = hn::Set(d, 1.0);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto from = hn::PromoteTo(wide, hn::PromoteTo(words, hn::LoadU(bytes, state + i)));
    const auto drawn = hn::LoadU(d, u + i);
    auto passed = hn::Zero(d);
    for (int to = 0; to + 1 < states; ++to) {
      const Table<kByState, DoubleLanes> threshold(d, table.cumulative_to(to), kMaximumStates);
      passed = hn::Add(passed, hn::IfThenElseZero(hn::Ge(drawn, threshold.at(d, from)), one));
    }
    hn::StoreU(hn::DemoteTo(bytes, hn::DemoteTo(words, passed)), bytes, state + i);
  }
}

/// table[index] for bytes.
HWY_INLINE hn::Vec<ByteLanes> look_up(const std::uint8_t* table, hn::Vec<ByteLanes> index) {
  return hn::TableLookupBytes(hn::LoadDup128(ByteLanes(), table), index);
}

void raise(const ByState& level_of_state, const std::uint8_t* state, std::uint8_t* level, std::size_t n) {
  const ByteLanes d;
  alignas(16) std::uint8_t table[16] = {};
  std::copy(level_of_state.begin(), level_of_state.end(), table);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(hn::Max(hn::LoadU(d, level + i), look_up(table, hn::LoadU(d, state + i))), d, level + i);
  }
}

void number_moves(int levels, const std::uint8_t* from, const std::uint8_t* to, std::uint8_t* move, std::size_t n) {
  const ByteLanes d;
  alignas(16) std::uint8_t first[16] = {};
  for (int level = 0; level < kMaximumStates; ++level) first[level] = static_cast<std::uint8_t>(level * levels);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    hn::StoreU(hn::Add(look_up(first, hn::LoadU(d, from + i)), hn::LoadU(d, to + i)), d, move + i);
  }
}

}  // namespace

const ChainKernels& chain_kernels_table() {
  static constexpr ChainKernels kTable = {.move = move, .raise = raise, .number_moves = number_moves};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const ChainKernels& chain_kernels(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::chain_kernels_table() : N_AVX2::chain_kernels_table();
}

}  // namespace lodestone
#endif
