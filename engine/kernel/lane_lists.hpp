/// Which paths of a tile something happens to, as lists, so that only these are looked at one by one.
///
/// Shapes: rows (n,), n a multiple of 64; `out` (n,). Lists are ascending; what stands behind a list is overwritten.
/// Cost: a comparison or three a path, and a store a vector that has any.   Twin: the condition, path by path.
#pragma once

#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstddef>
#include <cstdint>

namespace lodestone {

/// Who may apply for a licence on a day.
struct ApplicantRule {
  std::int32_t day = 0;
  std::uint32_t levels = 0;           ///< bit by level: a licence is needed there
  bool without_licence = false;       ///< those who have none
  std::int32_t ends_by = kNever - 1;  ///< and those whose licence ends by this day: nobody's by default
};

/// Applications on one step, which ends on `day`.
struct Waiting {
  const LanePlan& lane;
  std::int32_t previous_day = 0;
  std::int32_t day = 0;
  const std::int32_t* since = nullptr;  ///< kNever: none
  const std::uint8_t* level = nullptr;
  const double* clock = nullptr;
};

struct Decided {
  std::size_t listed = 0;
  bool is_any_left = false;  ///< some application goes on waiting
};

struct LaneLists {
  /// Those with a day: day[p] ≠ kNever. Returns their number.
  std::size_t (*with_day)(const std::int32_t* day, std::uint32_t* out, std::size_t n);

  /// Those whose byte is `value`. Returns their number.
  std::size_t (*with_byte)(std::uint8_t value, const std::uint8_t* bytes, std::uint32_t* out, std::size_t n);

  /// Of those with a day, the ones whose move (a number below 64) is the number of a set bit of `moves`. Returns their number.
  std::size_t (*moved_with_day)(std::uint64_t moves, const std::uint8_t* move, const std::int32_t* day, std::uint32_t* out,
                                std::size_t n);

  /// Those without a day at a level whose bit is set in `levels`: whoever needs a licence and has none. Returns their number.
  std::size_t (*at_level_without_day)(std::uint32_t levels, const std::uint8_t* level, const std::int32_t* day,
                                      std::uint32_t* out, std::size_t n);

  /// Adds to hazard[p] what an application gathers on the step, LanePlan::hazard_between its ages, with the same bits, and
  /// lists those that it takes to their clock.
  Decided (*decide)(const Waiting& waiting, double* hazard, std::uint32_t* out, std::size_t n);

  /// Those without a pending application that may apply again and need to. Returns their number.
  std::size_t (*applicants)(const ApplicantRule& rule, const std::int32_t* pending_since, const std::int32_t* may_apply_from,
                            const std::int32_t* live_until, const std::uint8_t* level, std::uint32_t* out, std::size_t n);

  /// live_until[p] ← kNever where it is before `day`. Returns whether any is left.
  bool (*end)(std::int32_t* live_until, std::int32_t day, std::size_t n);
};

/// The lanes below n where `is_true`, ascending, by the same means as below; returns how many.
template <typename Condition>
std::size_t list_lanes(std::uint32_t* out, std::size_t n, Condition is_true) {
  std::size_t size = 0;
  for (std::size_t p = 0; p < n; ++p) {
    out[size] = static_cast<std::uint32_t>(p);
    size += is_true(p) ? 1 : 0;
  }
  return size;
}

/// Of the `size` lanes listed, those where `is_true`, in their order; returns how many. Each is written and the last ones
/// overwritten, so nothing branches on what a path does.
template <typename Condition>
std::size_t keep_listed(std::uint32_t* lanes, std::size_t size, Condition is_true) {
  std::size_t kept = 0;
  for (std::size_t n = 0; n < size; ++n) {
    const std::uint32_t lane = lanes[n];
    lanes[kept] = lane;
    kept += is_true(lane) ? 1 : 0;
  }
  return kept;
}

/// Precondition: this processor supports `isa`.
const LaneLists& lane_lists(Isa isa);

}  // namespace lodestone
