#include <lodestone/kernel/advance_licences.hpp>

#include <algorithm>
#include <span>

namespace lodestone {
namespace {

/// One slot on one step, with its rows at hand.
class SlotStep {
 public:
  SlotStep(const SimulationPlan& plan, Workspace& work, std::size_t slot, int step)
      : plan_(plan),
        work_(work),
        slot_(plan.licences.slots[slot]),
        lane_(plan.licences.lanes[static_cast<std::size_t>(slot_.lane)]),
        step_(step),
        day_(plan.grid.days[static_cast<std::size_t>(step)]),
        level_(work.level.row(lane_.stance)),
        live_until_(work.live_until.row(slot)),
        tonnes_left_(work.tonnes_left.row(slot)),
        pending_since_(work.pending_since.row(slot)),
        hazard_(work.hazard.row(slot)),
        clock_(work.clock.row(slot)),
        may_apply_from_(work.may_apply_from.row(slot)),
        ordinal_(work.ordinal.row(slot)),
        counts_(work, slot_.account),
        activity_(work.slot_activity[slot]) {}

  void start() {
    std::fill_n(live_until_, work_.lanes, slot_.live_until);
    std::fill_n(tonnes_left_, work_.lanes, slot_.tonnes_left);
    std::fill_n(pending_since_, work_.lanes, slot_.pending_since);
    std::fill_n(hazard_, work_.lanes, 0.0);
    std::fill_n(may_apply_from_, work_.lanes, slot_.refused_on == kNever ? kNever : slot_.refused_on + lane_.cooldown_days);
    std::fill_n(ordinal_, work_.lanes, std::uint32_t{0});
    activity_ = {false, slot_.live_until != kNever, slot_.pending_since != kNever};
    if (activity_.may_await) {
      list_pending();
      address_by_ordinal();
      draw_clocks();
    }
  }

  /// Of a clock that has not struck, what is left is a fresh one.
  void redraw() {
    list_pending();
    address_by_ordinal();
    draw_clocks();
    for (std::size_t n = 0; n < work_.list_size; ++n) clock_[lane_at(n)] += hazard_[lane_at(n)];
  }

  void revoke() {
    if (!activity_.may_hold || lane_.revoking_moves == 0) return;
    const std::uint8_t* move = work_.move.row(lane_.stance);
    work_.list_size =
        work_.lists->moved_with_day(lane_.revoking_moves, move, live_until_, work_.list_lanes.data(), work_.lanes);
    if (work_.list_size == 0) return;
    std::fill_n(work_.list_steps.data(), work_.list_size, static_cast<std::uint32_t>(step_));
    double* u = draw(Stream::REVOCATION, slot_.address);
    for (std::size_t n = 0; n < work_.list_size; ++n) {
      const std::size_t p = lane_at(n);
      if (u[n] >= lane_.revocation_probability[move[p]]) continue;
      live_until_[p] = kNever;
      counts_.revocations[p]++;
    }
  }

  void decide() {
    if (!activity_.may_await) return;
    const Waiting waiting{lane_, plan_.grid.days[static_cast<std::size_t>(step_ - 1)], day_, pending_since_, level_, clock_};
    const Decided decided = work_.lists->decide(waiting, hazard_, work_.list_lanes.data(), work_.lanes);
    activity_.may_await = decided.is_any_left;
    work_.list_size = decided.listed;
    if (work_.list_size == 0) return;
    activity_.may_hold = true;
    address_by_ordinal();
    double* u = draw(Stream::APPROVAL, slot_.address);
    for (std::size_t n = 0; n < work_.list_size; ++n) {
      const std::size_t p = lane_at(n);
      work_.counts.licences.add_decision(slot_.account, day_ - pending_since_[p], p < work_.live_lanes);
      pending_since_[p] = kNever;
      ++ordinal_[p];
      if (u[n] < lane_.approval_probability[level_[p]]) {
        live_until_[p] = day_ + lane_.validity_days - 1;
        tonnes_left_[p] = slot_.tonnes_per_licence;
        counts_.approvals[p]++;
      } else {
        may_apply_from_[p] = day_ + lane_.cooldown_days;
        counts_.refusals[p]++;
      }
    }
  }

  void end_and_apply() {
    activity_.may_hold = activity_.may_hold && work_.lists->end(live_until_, day_, work_.lanes);
    find_window();
    list_applicants();
    work_.list_size = keep_listed(work_.list_lanes.data(), work_.list_size, [&](std::size_t p) { return is_wanted(p); });
    for (std::size_t n = 0; n < work_.list_size; ++n) {
      const std::size_t p = lane_at(n);
      pending_since_[p] = day_;
      hazard_[p] = 0.0;
      counts_.applications[p]++;
    }
    address_by_ordinal();
    draw_clocks();
    activity_.may_await |= work_.list_size > 0;
    activity_.is_over = !activity_.may_hold && !activity_.may_await && is_over_ && slot_.projects.empty();
  }

 private:
  /// Deliveries that may still ship and that it is time to apply for. Those before are settled, whatever became of them.
  void find_window() {
    is_over_ = true;
    std::size_t first = 0;
    for (; first < slot_.deliveries.size(); ++first) {
      if (last_step(first) >= step_) break;
    }
    std::size_t end = first;
    for (; end < slot_.deliveries.size() && slot_.deliveries[end].apply_from_day <= day_; ++end) {
      if (last_step(end) > step_) is_over_ = false;
    }
    if (end < slot_.deliveries.size()) is_over_ = false;
    window_ = std::span(slot_.deliveries).subspan(first, end - first);
  }

  int last_step(std::size_t delivery) const {
    return plan_.contracts.deliveries[static_cast<std::size_t>(slot_.deliveries[delivery].delivery)].last_step;
  }

  bool is_due_for_renewal(std::size_t p) const {
    return (live_until_[p] != kNever) & (live_until_[p] - lane_.renewal_lead_days <= day_);
  }

  bool is_wanted(std::size_t p) const {
    const bool is_live = live_until_[p] != kNever;
    for (const SlotDelivery& delivery : window_) {
      if (work_.delivery_status.row(delivery.delivery)[p] != DeliveryStatus::OPEN) continue;
      if (!is_live) return true;
      if (lane_.basis == LicenceBasis::PER_QUANTITY &&
          !holds(tonnes_left_[p], work_.quantity_of(delivery.delivery, p) * delivery.tonnes_per_unit)) {
        return true;
      }
    }
    for (const int project : slot_.projects) {
      if (!is_live && work_.project_needs_licence(plan_, project, p)) return true;
    }
    return is_due_for_renewal(p) && is_wanted_after(live_until_[p], p);
  }

  /// Something follows the end of the licence in hand.
  bool is_wanted_after(std::int32_t last_good_day, std::size_t p) const {
    if (lane_.renewal_lead_days == 0) return false;
    if (slot_.last_due_day > last_good_day) return true;
    for (const int project : slot_.projects) {
      if (work_.project_needs_licence(plan_, project, p)) return true;
    }
    return false;
  }

  void list_pending() { work_.list_size = work_.lists->with_day(pending_since_, work_.list_lanes.data(), work_.lanes); }

  /// Those who may apply, without the holders whom nothing on this step could make apply.
  void list_applicants() {
    ApplicantRule rule{day_, lane_.levels_that_need_one()};
    rule.without_licence = !window_.empty() || !slot_.projects.empty();
    if (lane_.renewal_lead_days > 0) rule.ends_by = day_ + lane_.renewal_lead_days;
    if (lane_.basis == LicenceBasis::PER_QUANTITY && !window_.empty()) rule.ends_by = INT32_MAX;  // it may be used up
    work_.list_size = 0;
    if (!rule.without_licence && (!activity_.may_hold || rule.ends_by < day_)) return;
    work_.list_size = work_.lists->applicants(rule, pending_since_, may_apply_from_, live_until_, level_,
                                              work_.list_lanes.data(), work_.lanes);
  }

  void address_by_ordinal() {
    for (std::size_t n = 0; n < work_.list_size; ++n) work_.list_steps[n] = ordinal_[lane_at(n)];
  }

  std::size_t lane_at(std::size_t n) const { return work_.list_lanes[n]; }

  /// The numbers of the paths listed.
  const std::uint32_t* listed_paths() const {
    for (std::size_t n = 0; n < work_.list_size; ++n) work_.list_paths[n] = work_.paths[lane_at(n)];
    return work_.list_paths.data();
  }

  double* draw(Stream stream, std::uint32_t index) {
    double* u = work_.scratch.row(0);
    plan_.random->uniforms_at(plan_.key, stream, index, listed_paths(), work_.list_steps.data(), u, work_.list_size);
    return u;
  }

  /// E = −ln Φ(√ρ·M + √(1−ρ)·ε) for every path listed.
  void draw_clocks() {
    if (work_.list_size == 0) return;
    double* own = work_.scratch.row(0);
    double* climate = work_.scratch.row(1);
    const std::uint32_t* paths = listed_paths();
    plan_.random->normals_at(plan_.key, Stream::LICENCE_CLOCK, slot_.address, paths, work_.list_steps.data(), own,
                             work_.list_size);
    if (lane_.climate_weight > 0.0) {
      plan_.random->normals_at(plan_.key, Stream::CLIMATE, static_cast<std::uint32_t>(slot_.lane), paths,
                               work_.list_steps.data(), climate, work_.list_size);
      for (std::size_t n = 0; n < work_.list_size; ++n) own[n] = lane_.climate_weight * climate[n] + lane_.own_weight * own[n];
    }
    plan_.math->normal_cdf(own, own, work_.list_size);
    plan_.math->log(own, own, work_.list_size);
    for (std::size_t n = 0; n < work_.list_size; ++n) clock_[lane_at(n)] = -own[n];
  }

  const SimulationPlan& plan_;
  Workspace& work_;
  const SlotPlan& slot_;
  const LanePlan& lane_;
  int step_;
  std::int32_t day_;
  const std::uint8_t* level_;
  std::int32_t* live_until_;
  double* tonnes_left_;
  std::int32_t* pending_since_;
  double* hazard_;
  double* clock_;
  std::int32_t* may_apply_from_;
  std::uint32_t* ordinal_;
  AccountCounts counts_;
  std::span<const SlotDelivery> window_;
  SlotActivity& activity_;
  bool is_over_ = false;  ///< no delivery of the slot may ship after this step
};

/// Nothing has happened to the slot and nobody may apply yet.
bool is_before_its_time(const SlotPlan& slot, std::int32_t day) {
  return slot.projects.empty() && slot.pending_since == kNever && slot.live_until == kNever &&
         (slot.deliveries.empty() || day < slot.deliveries.front().apply_from_day);
}

}  // namespace

void start_licences(const SimulationPlan& plan, Workspace& work) {
  work.account_counts.fill(0);
  for (std::size_t s = 0; s < plan.licences.slots.size(); ++s) {
    SlotStep slot(plan, work, s, 0);
    slot.start();
    slot.end_and_apply();
  }
}

void redraw_licence_clocks(const SimulationPlan& plan, int step, Workspace& work) {
  for (std::size_t s = 0; s < plan.licences.slots.size(); ++s) SlotStep(plan, work, s, step).redraw();
}

void advance_licences(const SimulationPlan& plan, int step, Workspace& work) {
  const std::int32_t day = plan.grid.days[static_cast<std::size_t>(step)];
  for (std::size_t s = 0; s < plan.licences.slots.size(); ++s) {
    if (work.slot_activity[s].is_over || is_before_its_time(plan.licences.slots[s], day)) continue;
    SlotStep slot(plan, work, s, step);
    slot.revoke();
    slot.decide();
    slot.end_and_apply();
  }
}

}  // namespace lodestone
