/// What the engine does to one licence slot on a path, written for the slot's label: one law for simulation and value.
#pragma once

#include <lodestone/plan/contract_plan.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/licence_plan.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

namespace lodestone {

/// "As long as it matters": a licence that outlives every delivery, a cool-down that ends after the last step.
inline constexpr std::int32_t kForever = std::numeric_limits<std::int32_t>::max() / 2;

/// A slot at the end of a date, in day numbers; kNever where there is none. Normalised, so that slots with the same future have
/// the same label: a cool-down is kNever once it keeps no application back, and ends on a date of the grid otherwise; an age
/// beyond the last bin is the least such age; a licence has the latest last good day that ends and renews it on the same dates,
/// and is none when it is used up.
struct LicenceLabel {
  std::int32_t live_until = kNever;
  std::int32_t pending_since = kNever;
  std::int32_t may_apply_from = kNever;
  std::int32_t waiting_until = kNever;  ///< slots of several deliveries: the last active day of those that were due and have
                                        ///< not shipped; PER_PERIOD, the last date on which that alone asks for a licence
  std::int32_t shipments_left = 0;      ///< PER_QUANTITY: how many more deliveries the licence in hand covers

  friend auto operator<=>(const LicenceLabel&, const LicenceLabel&) = default;
};

struct LabelOutcome {
  LicenceLabel label;
  double probability = 0.0;
};

/// The rules of docs/conventions.md ("Licences") for one slot, on the study's grid.
///
/// What is open: the only delivery of a slot counts as open always, for it is valued until it ships or fails. Of several, those
/// not yet due are open, and those that were due and could not ship; all of these ship on the first date on which the slot
/// may, so that one date, the latest of their deadlines, says whether any is left. (PER_QUANTITY holds one at a time.)
/// The default of a counterparty is no event of a slot: a contract that has ended is not valued, and to the others under the
/// account its deliveries stay open until the slot may ship.
///
/// A value of its own: it outlives the plan it is made of. Exact; the clock's law stands at advance().
/// Cost: a few comparisons, and a search of the grid.   Twin: advance_licences, deliver.
class LicenceLabelRules {
 public:
  /// Labels matter until `last_step`, at most until the slot's last delivery is decided. Precondition: no label_obstacle.
  LicenceLabelRules(const LicencePlan& licences, int slot, const Grid& grid, const ContractsPlan& contracts, int last_step);

  const LanePlan& lane() const { return lane_; }
  bool holds_one_delivery() const { return is_alone_; }
  int last_step() const { return last_step_; }

  /// Today, after the applications of start.
  LicenceLabel start(int level) const;

  /// Before the date's deliveries.
  bool may_ship(const LicenceLabel& label, int level) const {
    if (lane_.is_needed[static_cast<std::size_t>(level)] == 0) return true;
    return label.live_until != kNever && (lane_.basis != LicenceBasis::PER_QUANTITY || label.shipments_left > 0);
  }

  /// The label once the date's deliveries have shipped, waited or failed.
  LicenceLabel after_deliveries(int step, LicenceLabel label, int level) const;

  /// Where `label`, after the deliveries of the step before and the revocations of this one, goes at the new level. Appends.
  ///
  /// A clock is Exp(1), and so is what is left of one that has survived: the hazard Λ of the ages crossed at the new level
  /// decides with probability 1 − e^{−Λ}. The climate M shifts no single account's law.
  void advance(int step, LicenceLabel label, int level, std::vector<LabelOutcome>& outcomes) const;

  /// Label of a path's slot after the deliveries of `step` at `level`: the rows of the kernel as they are, with
  /// waiting_until(…) below. `state.shipments_left` is not read. Precondition: step ≤ last_step().
  LicenceLabel label_of(int step, int level, LicenceLabel state, double tonnes_left) const;

  /// Labels of a shared general licence that only paths know on which another contract's counterparty has defaulted. Appends.
  void lapsed(int step, const LicenceLabel& label, std::vector<LicenceLabel>& others) const;

 private:
  std::int32_t day(int step) const { return days_[static_cast<std::size_t>(step)]; }
  bool is_drawn_down() const { return lane_.basis == LicenceBasis::PER_QUANTITY; }
  int shipments(double tonnes) const;
  bool is_wanted(int step, const LicenceLabel& label) const;
  LicenceLabel end_and_apply(int step, LicenceLabel label, int level) const;
  LicenceLabel normalised(int step, LicenceLabel label, int first_undue) const;
  bool is_renewed_unasked(int step, std::int32_t live_until) const;
  std::int32_t normal_end(int step, std::int32_t live_until) const;
  std::int32_t normal_start(int step, std::int32_t may_apply_from) const;
  std::int32_t normal_wait(int step, std::int32_t waiting_until, int first_undue) const;
  int step_from(std::int32_t day_number) const;

  LanePlan lane_;
  SlotPlan slot_;
  std::vector<std::int32_t> days_;  ///< of the grid
  int last_step_ = 0;
  bool is_alone_ = false;
  double tonnes_ = 0.0;  ///< PER_QUANTITY: of every delivery
  // Slots of several deliveries, by step:
  std::vector<std::int32_t> deadline_;       ///< latest of the deliveries due on it; kNever
  std::vector<std::int32_t> past_deadline_;  ///< latest of those due before it and active on it; kNever
  std::vector<int> undue_;                   ///< how many fall due on it or later
  std::vector<int> unwanted_;  ///< the last step up to it on which no delivery not yet due asks for a licence; kNone
};

/// Of the slot's deliveries that were due by `step` and are open after it, the latest last active day; kNever. To be counted as
/// open: those that are, and those that ended with their counterparty's default.
template <typename IsOpen>
std::int32_t waiting_until(const SlotPlan& slot, const ContractsPlan& contracts, const Grid& grid, int step, IsOpen is_open) {
  std::int32_t latest = kNever;
  for (const SlotDelivery& candidate : slot.deliveries) {
    const DeliveryPlan& delivery = contracts.deliveries[static_cast<std::size_t>(candidate.delivery)];
    if (delivery.due_step > step) break;
    if (delivery.last_step <= step || !is_open(candidate.delivery)) continue;
    latest = std::max(latest, grid.days[static_cast<std::size_t>(std::min(delivery.last_step, grid.last_step()))]);
  }
  return latest;
}

}  // namespace lodestone
