#include <lodestone/plan/licence_label_rules.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {

LicenceLabelRules::LicenceLabelRules(const LicencePlan& licences, int slot, const Grid& grid, const ContractsPlan& contracts,
                                     int last_step)
    : lane_(licences.lanes[static_cast<std::size_t>(licences.slots[static_cast<std::size_t>(slot)].lane)]),
      slot_(licences.slots[static_cast<std::size_t>(slot)]),
      days_(grid.days),
      last_step_(last_step),
      is_alone_(slot_.deliveries.size() == 1) {
  LODESTONE_EXPECT(last_step >= 0 && last_step <= grid.last_step());
  const auto plan_of = [&](const SlotDelivery& delivery) -> const DeliveryPlan& {
    return contracts.deliveries[static_cast<std::size_t>(delivery.delivery)];
  };
  int end_step = 0;
  for (const SlotDelivery& delivery : slot_.deliveries) end_step = std::max(end_step, plan_of(delivery).last_step);
  last_step_ = std::min(last_step_, end_step);
  if (!slot_.deliveries.empty()) {
    tonnes_ = plan_of(slot_.deliveries.front()).quantity * slot_.deliveries.front().tonnes_per_unit;
  }
  if (is_alone_) return;

  const std::size_t steps = static_cast<std::size_t>(last_step_) + 1;
  deadline_.assign(steps, kNever);
  past_deadline_.assign(steps, kNever);
  undue_.assign(steps + 1, 0);
  unwanted_.assign(steps, kNone);
  for (const SlotDelivery& candidate : slot_.deliveries) {
    const DeliveryPlan& delivery = plan_of(candidate);
    const std::int32_t deadline = day(std::min(delivery.last_step, grid.last_step()));
    for (int step = 0; step <= std::min(delivery.due_step, last_step_ + 1); ++step) ++undue_[static_cast<std::size_t>(step)];
    if (delivery.due_step > last_step_) continue;
    std::int32_t& latest = deadline_[static_cast<std::size_t>(delivery.due_step)];
    latest = std::max(latest, deadline);
    for (int step = delivery.due_step + 1; step <= std::min(delivery.last_step, last_step_); ++step) {
      std::int32_t& past = past_deadline_[static_cast<std::size_t>(step)];
      past = std::max(past, deadline);
    }
  }
  for (int step = 0; step <= last_step_; ++step) {
    // By due date, so the first one that is not yet due applies first.
    const auto next = slot_.deliveries.end() - undue_[static_cast<std::size_t>(step)];
    const bool is_wanted = next != slot_.deliveries.end() && next->apply_from_day <= day(step);
    unwanted_[static_cast<std::size_t>(step)] = !is_wanted  ? step
                                                : step == 0 ? kNone
                                                            : unwanted_[static_cast<std::size_t>(step - 1)];
  }
}

LicenceLabel LicenceLabelRules::start(int level) const {
  LicenceLabel label;
  label.live_until = slot_.live_until;
  label.pending_since = slot_.pending_since;
  if (slot_.refused_on != kNever) label.may_apply_from = slot_.refused_on + lane_.cooldown_days;
  label.shipments_left = shipments(slot_.tonnes_left);
  return end_and_apply(0, label, level);
}

LicenceLabel LicenceLabelRules::after_deliveries(int step, LicenceLabel label, int level) const {
  if (is_alone_) return label;
  const std::int32_t due_today = deadline_[static_cast<std::size_t>(step)];
  if (may_ship(label, level)) {
    const bool ships = label.waiting_until != kNever || due_today != kNever;
    if (ships && is_drawn_down() && lane_.is_needed[static_cast<std::size_t>(level)] != 0) --label.shipments_left;
    label.waiting_until = kNever;
  } else {
    label.waiting_until = std::max(label.waiting_until, due_today);
  }
  return normalised(step, label, step + 1);
}

void LicenceLabelRules::advance(int step, LicenceLabel label, int level, std::vector<LabelOutcome>& outcomes) const {
  if (label.pending_since == kNever) {
    outcomes.push_back({end_and_apply(step, label, level), 1.0});
    return;
  }
  const std::uint8_t row = static_cast<std::uint8_t>(level);
  const double hazard = lane_.hazard_between(row, day(step - 1) - label.pending_since, day(step) - label.pending_since);
  const double survives = std::exp(-hazard);
  const double decides = -std::expm1(-hazard);
  const double approves = lane_.approval_probability[row];
  if (survives > 0.0) outcomes.push_back({end_and_apply(step, label, level), survives});
  label.pending_since = kNever;
  if (decides * approves > 0.0) {
    LicenceLabel approved = label;
    approved.live_until = day(step) + lane_.validity_days - 1;
    approved.shipments_left = shipments(slot_.tonnes_per_licence);
    outcomes.push_back({end_and_apply(step, approved, level), decides * approves});
  }
  if (decides * (1.0 - approves) > 0.0) {
    label.may_apply_from = day(step) + lane_.cooldown_days;
    outcomes.push_back({end_and_apply(step, label, level), decides * (1.0 - approves)});
  }
}

LicenceLabel LicenceLabelRules::label_of(int step, int level, LicenceLabel state, double tonnes_left) const {
  state.shipments_left = shipments(tonnes_left);
  // What ended with its counterparty would have shipped by now.
  if (is_alone_ || may_ship(state, level)) state.waiting_until = kNever;
  return normalised(step, state, step + 1);
}

void LicenceLabelRules::lapsed(int step, const LicenceLabel& label, std::vector<LicenceLabel>& others) const {
  if (const std::int32_t latest = past_deadline_[static_cast<std::size_t>(step)]; latest > label.waiting_until) {
    LicenceLabel waiting = label;
    waiting.waiting_until = latest;
    others.push_back(normalised(step, waiting, step));
  }
  if (label.live_until == kNever && label.pending_since != kNever) {
    others.push_back(label);
    others.back().pending_since = kNever;  // nobody asked
  }
}

int LicenceLabelRules::shipments(double tonnes) const {
  if (!is_drawn_down() || !(tonnes_ > 0.0)) return 0;
  const double count = std::floor((tonnes + 1e-9) / tonnes_);  // a milligram of slack, as when it ships
  return static_cast<int>(std::clamp(count, 0.0, 1e9));
}

bool LicenceLabelRules::is_wanted(int step, const LicenceLabel& label) const {
  const bool is_open = is_alone_ ? slot_.deliveries.front().apply_from_day <= day(step)
                                 : unwanted_[static_cast<std::size_t>(step)] != step || label.waiting_until >= day(step);
  const bool is_live = label.live_until != kNever;
  if (is_open && (!is_live || (is_drawn_down() && label.shipments_left == 0))) return true;
  return is_live && lane_.renewal_lead_days != 0 && label.live_until - lane_.renewal_lead_days <= day(step) &&
         slot_.last_due_day > label.live_until;
}

LicenceLabel LicenceLabelRules::end_and_apply(int step, LicenceLabel label, int level) const {
  if (day(step) > label.live_until) label.live_until = kNever;
  const bool may_apply = label.pending_since == kNever && day(step) >= label.may_apply_from;
  if (may_apply && lane_.is_needed[static_cast<std::size_t>(level)] != 0 && is_wanted(step, label))
    label.pending_since = day(step);
  return normalised(step, label, step);
}

LicenceLabel LicenceLabelRules::normalised(int step, LicenceLabel label, int first_undue) const {
  if (label.pending_since != kNever) label.pending_since = std::max(label.pending_since, day(step) - lane_.last_bin_from);
  if (label.may_apply_from != kNever) label.may_apply_from = normal_start(step, label.may_apply_from);
  if (label.waiting_until != kNever) label.waiting_until = normal_wait(step, label.waiting_until, first_undue);
  if (label.live_until == kNever) {
    label.shipments_left = 0;
    return label;
  }
  label.live_until = normal_end(step, label.live_until);
  if (is_drawn_down()) {
    // One that is left over when the last delivery has shipped is never missed.
    const int wanted = is_alone_ ? 1 : undue_[static_cast<std::size_t>(first_undue)] + (label.waiting_until != kNever ? 1 : 0);
    label.shipments_left = std::min(label.shipments_left, wanted);
    if (label.shipments_left == 0 && !is_renewed_unasked(step, label.live_until)) label.live_until = kNever;
  } else if (label.live_until == kForever && lane_.revoking_moves == 0) {
    label.pending_since = label.may_apply_from = kNever;  // whatever is decided, the slot may ship
  }
  return label;
}

/// Whether on some date the end of the licence alone asks for another. If not, one that is used up is none.
bool LicenceLabelRules::is_renewed_unasked(int step, std::int32_t live_until) const {
  if (lane_.renewal_lead_days == 0 || live_until >= slot_.last_due_day) return false;
  const int first = std::max(step_from(live_until - lane_.renewal_lead_days), step + 1);
  const int last = std::min(step_from(live_until + 1) - 1, last_step_);
  if (first > last) return false;
  return is_alone_ ? slot_.deliveries.front().apply_from_day > day(first) : unwanted_[static_cast<std::size_t>(last)] >= first;
}

/// The latest last good day that ends the licence before the same date of the grid and has it renewed on the same date.
std::int32_t LicenceLabelRules::normal_end(int step, std::int32_t live_until) const {
  const std::int32_t ends = live_until >= day(last_step_) ? kForever : day(step_from(live_until + 1)) - 1;
  const std::int32_t lead = lane_.renewal_lead_days;
  if (lead == 0 || live_until >= slot_.last_due_day || step >= last_step_) return ends;
  const int renews = std::max(step_from(live_until - lead), step + 1);
  if (renews > last_step_) return ends;
  return std::min({ends, day(renews) + lead, slot_.last_due_day - 1});
}

/// The date of the grid from which it keeps no application back.
std::int32_t LicenceLabelRules::normal_start(int step, std::int32_t may_apply_from) const {
  const int from = step_from(may_apply_from);
  if (step == last_step_ || from <= step + 1) return kNever;
  return from > last_step_ ? kForever : day(from);
}

std::int32_t LicenceLabelRules::normal_wait(int step, std::int32_t until, int first_undue) const {
  if (is_drawn_down()) {  // the date on which it ships says when tonnes are drawn
    const bool is_over = first_undue > step ? until <= day(step) : until < day(step);
    return is_over ? kNever : until;
  }
  const int last_asking = unwanted_[static_cast<std::size_t>(std::min(step_from(until), last_step_))];
  return last_asking > step ? day(last_asking) : kNever;
}

/// The first step on or after a day; past the grid's last when there is none.
int LicenceLabelRules::step_from(std::int32_t day_number) const {
  return static_cast<int>(std::lower_bound(days_.begin(), days_.end(), day_number) - days_.begin());
}

}  // namespace lodestone
