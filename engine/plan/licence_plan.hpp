/// Lanes as hazards by level and age, accounts as slots with the deliveries they serve.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/grid.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace lodestone {

/// "No licence", "no application", "no cool-down" for a day number.
inline constexpr std::int32_t kNever = INT32_MIN / 2;

struct LanePlan {
  static constexpr std::size_t kLevels = 8;  ///< at most; rows by level are this long

  int stance = 0;
  int levels = 1;
  std::array<std::uint8_t, kLevels> is_needed{};
  std::array<double, kLevels> approval_probability{};
  std::array<double, 64> revocation_probability{};  ///< [old·levels + new]; 1 where a breaking level is entered
  std::uint64_t revoking_moves = 0;                 ///< bit by old·levels + new: a licence in hand may be lost there
  LicenceBasis basis = LicenceBasis::PER_SHIPMENT;
  std::int32_t validity_days = 0;
  std::int32_t cooldown_days = 0;
  std::int32_t lead_days = 0;
  std::int32_t renewal_lead_days = 0;
  double climate_weight = 0.0;      ///< √ρ
  double own_weight = 1.0;          ///< √(1 − ρ)
  std::vector<double> bin_ends;     ///< [bin]: age at which a bin of ages ends [days]; the last one never does
  std::vector<double> bin_hazards;  ///< [kLevels·bin + level] [1/day]
  std::int32_t last_bin_from = 0;   ///< whole days: from this age on the hazard stays what it is

  /// Bit by level.
  std::uint32_t levels_that_need_one() const {
    std::uint32_t bits = 0;
    for (std::size_t level = 0; level < kLevels; ++level) bits |= (is_needed[level] != 0 ? 1U : 0U) << level;
    return bits;
  }

  /// ∫ hazard over the ages from `from` to `to` days at `level`.
  double hazard_between(std::uint8_t level, double from, double to) const {
    double sum = 0.0;
    double start = 0.0;
    for (std::size_t bin = 0; bin < bin_ends.size(); ++bin) {
      const double end = bin_ends[bin];
      sum += bin_hazards[kLevels * bin + level] * (std::clamp(to, start, end) - std::clamp(from, start, end));
      start = end;
    }
    return sum;
  }

  friend bool operator==(const LanePlan&, const LanePlan&) = default;
};

/// One delivery that ships under a slot, as the slot sees it.
struct SlotDelivery {
  int delivery = 0;                 ///< index into the deliveries of the contracts
  std::int32_t apply_from_day = 0;  ///< due − lead
  std::int32_t due_day = 0;
  double tonnes_per_unit = 0.001;

  friend bool operator==(const SlotDelivery&, const SlotDelivery&) = default;
};

/// One line of applications.
struct SlotPlan {
  int lane = 0;
  int account = 0;
  std::uint32_t address = 0;  ///< index of its random numbers
  double tonnes_per_licence = 0.0;
  std::vector<SlotDelivery> deliveries;  ///< by due date
  std::int32_t last_due_day = kNever;
  std::vector<int> projects;  ///< projects that need the account

  std::int32_t pending_since = kNever;  ///< day number, ≤ 0
  std::int32_t live_until = kNever;     ///< last good day
  std::int32_t refused_on = kNever;
  double tonnes_left = 0.0;

  friend bool operator==(const SlotPlan&, const SlotPlan&) = default;
};

struct LicencePlan {
  std::vector<LanePlan> lanes;
  std::vector<SlotPlan> slots;
  std::vector<int> first_slot;  ///< of each account; slots of one account are neighbours

  friend bool operator==(const LicencePlan&, const LicencePlan&) = default;
};

/// A delivery that needs an account, named for the address of its draws. Compiled contracts hand these in.
struct LicensedDelivery {
  int delivery = 0;  ///< kNone: beyond the run, known for renewals only
  int account = 0;
  std::string position;
  Date due = kNoDate;
  double tonnes_per_unit = 0.001;
};

/// `slot_of_delivery` receives the slot of each of `deliveries`, in their order.
LicencePlan compile_licences(const Study& study, const Grid& grid, const std::vector<LicensedDelivery>& deliveries,
                             std::vector<int>& slot_of_delivery);

/// 32-bit FNV-1a of a text: offset basis 2166136261, prime 16777619.
std::uint32_t fnv1a(std::string_view text);

}  // namespace lodestone
