#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/lane_lists.hpp>
#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/kernel/lane_lists.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/look_up-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DayLanes = hn::ScalableTag<std::int32_t>;
using NumberLanes = hn::ScalableTag<std::uint32_t>;

/// Lists the lanes where `condition(i)`, a mask of the days from i on, holds. A whole vector is written behind the list, which
/// never reaches past the lanes read.
template <class Condition>
HWY_INLINE std::size_t list_where(std::uint32_t* out, std::size_t n, Condition condition) {
  const NumberLanes number;
  const std::size_t lanes = hn::Lanes(number);
  const auto first = hn::Iota(number, 0);  // Highway writes it to memory and reads it back: once, not once a vector
  std::size_t size = 0;
  for (std::size_t i = 0; i < n; i += lanes) {
    const auto mask = hn::RebindMask(number, condition(i));
    if (hn::AllFalse(number, mask)) continue;
    const auto numbers = hn::Add(first, hn::Set(number, static_cast<std::uint32_t>(i)));
    hn::StoreU(hn::Compress(numbers, mask), number, out + size);
    size += hn::CountTrue(number, mask);
  }
  return size;
}

/// Whether the bit of `bits` that `byte` numbers is set, for the bytes from `bytes` on.
HWY_INLINE hn::Mask<DayLanes> has_bit(std::uint64_t bits, const std::uint8_t* bytes) {
  const DayLanes d;
  const hn::Rebind<std::uint8_t, DayLanes> narrow;
  const auto byte = hn::PromoteTo(d, hn::LoadU(narrow, bytes));
  const auto low = hn::Set(d, static_cast<std::int32_t>(bits & UINT32_MAX));
  const auto high = hn::Set(d, static_cast<std::int32_t>(bits >> 32));
  const auto last = hn::Set(d, 31);
  const auto word = hn::Shr(hn::IfThenElse(hn::Gt(byte, last), high, low), hn::And(byte, last));
  return hn::TestBit(word, hn::Set(d, 1));
}

std::size_t with_day(const std::int32_t* day, std::uint32_t* out, std::size_t n) {
  const DayLanes d;
  const auto none = hn::Set(d, kNever);
  return list_where(out, n, [&](std::size_t i) { return hn::Ne(hn::LoadU(d, day + i), none); });
}

std::size_t with_byte(std::uint8_t value, const std::uint8_t* bytes, std::uint32_t* out, std::size_t n) {
  const DayLanes d;
  const hn::Rebind<std::uint8_t, DayLanes> narrow;
  const auto wanted = hn::Set(d, value);
  return list_where(out, n, [&](std::size_t i) { return hn::Eq(hn::PromoteTo(d, hn::LoadU(narrow, bytes + i)), wanted); });
}

std::size_t moved_with_day(std::uint64_t moves, const std::uint8_t* move, const std::int32_t* day, std::uint32_t* out,
                           std::size_t n) {
  const DayLanes d;
  const auto none = hn::Set(d, kNever);
  return list_where(out, n,
                    [&](std::size_t i) { return hn::And(has_bit(moves, move + i), hn::Ne(hn::LoadU(d, day + i), none)); });
}

std::size_t at_level_without_day(std::uint32_t levels, const std::uint8_t* level, const std::int32_t* day, std::uint32_t* out,
                                 std::size_t n) {
  const DayLanes d;
  const auto none = hn::Set(d, kNever);
  return list_where(out, n,
                    [&](std::size_t i) { return hn::And(has_bit(levels, level + i), hn::Eq(hn::LoadU(d, day + i), none)); });
}

using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;
constexpr LookUp kByLevel = look_up_of(DoubleLanes(), LanePlan::kLevels);

Decided decide(const Waiting& waiting, double* hazard, std::uint32_t* out, std::size_t n) {
  const DoubleLanes d;
  const hn::Rebind<std::int32_t, DoubleLanes> days;
  const hn::Rebind<std::int64_t, DoubleLanes> wide;
  const hn::Rebind<std::uint8_t, DoubleLanes> bytes;
  const LanePlan& lane = waiting.lane;
  const DoubleVector none = hn::Set(d, kNever);
  const DoubleVector previous_day = hn::Set(d, waiting.previous_day);
  const DoubleVector day = hn::Set(d, waiting.day);
  std::size_t waits = 0;
  Decided decided;
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const DoubleVector since = hn::PromoteTo(d, hn::LoadU(days, waiting.since + i));
    const auto is_waiting = hn::Ne(since, none);
    if (hn::AllFalse(d, is_waiting)) continue;
    const DoubleVector from = hn::Sub(previous_day, since);
    const DoubleVector to = hn::Sub(day, since);
    const auto level = hn::PromoteTo(wide, hn::PromoteTo(days, hn::LoadU(bytes, waiting.level + i)));
    DoubleVector sum = hn::Zero(d);
    DoubleVector start = hn::Zero(d);
    for (std::size_t bin = 0; bin < lane.bin_ends.size(); ++bin) {
      const Table<kByLevel, DoubleLanes> per_day(d, lane.bin_hazards.data() + LanePlan::kLevels * bin, LanePlan::kLevels);
      const DoubleVector end = hn::Set(d, lane.bin_ends[bin]);
      const DoubleVector days_in_bin = hn::Sub(hn::Clamp(to, start, end), hn::Clamp(from, start, end));
      sum = hn::Add(sum, hn::Mul(per_day.at(d, level), days_in_bin));
      start = end;
    }
    const DoubleVector before = hn::LoadU(d, hazard + i);
    const DoubleVector after = hn::IfThenElse(is_waiting, hn::Add(before, sum), before);
    hn::StoreU(after, d, hazard + i);
    waits += hn::CountTrue(d, is_waiting);
    const auto is_struck = hn::And(is_waiting, hn::Ge(after, hn::LoadU(d, waiting.clock + i)));
    std::uint8_t bits[8] = {};  // as many as Highway may write
    hn::StoreMaskBits(d, is_struck, bits);
    for (unsigned struck = bits[0]; struck != 0; struck &= struck - 1) {
      out[decided.listed++] = static_cast<std::uint32_t>(i) + static_cast<std::uint32_t>(std::countr_zero(struck));
    }
  }
  decided.is_any_left = waits > decided.listed;
  return decided;
}

std::size_t applicants(const ApplicantRule& rule, const std::int32_t* pending_since, const std::int32_t* may_apply_from,
                       const std::int32_t* live_until, const std::uint8_t* level, std::uint32_t* out, std::size_t n) {
  const DayLanes d;
  const auto none = hn::Set(d, kNever);
  const auto today = hn::Set(d, rule.day);
  const auto ends_by = hn::Set(d, rule.ends_by);
  const auto without = hn::Gt(hn::Set(d, rule.without_licence ? 1 : 0), hn::Zero(d));
  return list_where(out, n, [&](std::size_t i) {
    const auto may = hn::And(
        hn::And(hn::Eq(hn::LoadU(d, pending_since + i), none), hn::Not(hn::Gt(hn::LoadU(d, may_apply_from + i), today))),
        has_bit(rule.levels, level + i));
    const auto live = hn::LoadU(d, live_until + i);
    const auto has_none = hn::Eq(live, none);
    const auto is_ending = hn::Not(hn::Or(has_none, hn::Gt(live, ends_by)));
    return hn::And(may, hn::Or(hn::And(has_none, without), is_ending));
  });
}

bool end(std::int32_t* live_until, std::int32_t day, std::size_t n) {
  const DayLanes d;
  const auto none = hn::Set(d, kNever);
  const auto today = hn::Set(d, day);
  auto is_left = hn::Ne(none, none);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto live = hn::LoadU(d, live_until + i);
    const auto kept = hn::IfThenElse(hn::Gt(today, live), none, live);
    is_left = hn::Or(is_left, hn::Ne(kept, none));
    hn::StoreU(kept, d, live_until + i);
  }
  return !hn::AllFalse(d, is_left);
}

}  // namespace

const LaneLists& lane_lists_table() {
  static constexpr LaneLists kTable = {.with_day = with_day,
                                       .with_byte = with_byte,
                                       .moved_with_day = moved_with_day,
                                       .at_level_without_day = at_level_without_day,
                                       .decide = decide,
                                       .applicants = applicants,
                                       .end = end};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const LaneLists& lane_lists(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::lane_lists_table() : N_AVX2::lane_lists_table();
}

}  // namespace lodestone
#endif
