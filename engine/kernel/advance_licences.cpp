#include <lodestone/kernel/advance_licences.hpp>

#include <algorithm>

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
        counts_(work, slot_.account) {}

  void start() {
    std::fill_n(live_until_, work_.lanes, slot_.live_until);
    std::fill_n(tonnes_left_, work_.lanes, slot_.tonnes_left);
    std::fill_n(pending_since_, work_.lanes, slot_.pending_since);
    std::fill_n(hazard_, work_.lanes, 0.0);
    std::fill_n(may_apply_from_, work_.lanes, slot_.refused_on == kNever ? kNever : slot_.refused_on + lane_.cooldown_days);
    std::fill_n(ordinal_, work_.lanes, std::uint32_t{0});
    if (slot_.pending_since != kNever) {
      work_.list_size = 0;
      for (std::size_t p = 0; p < work_.lanes; ++p) list(p, 0);
      draw_clocks();
    }
  }

  /// Of a clock that has not struck, what is left is a fresh one.
  void redraw() {
    work_.list_size = 0;
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (pending_since_[p] != kNever) list(p, ordinal_[p]);
    }
    draw_clocks();
    for (std::size_t n = 0; n < work_.list_size; ++n) clock_[lane_at(n)] += hazard_[lane_at(n)];
  }

  void revoke() {
    if (!lane_.can_revoke) return;
    const std::uint8_t* move = work_.move.row(lane_.stance);
    work_.list_size = 0;
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (live_until_[p] != kNever && lane_.revocation_probability[move[p]] > 0.0) list(p, static_cast<std::uint32_t>(step_));
    }
    if (work_.list_size == 0) return;
    double* u = draw(Stream::REVOCATION, slot_.address);
    for (std::size_t n = 0; n < work_.list_size; ++n) {
      const std::size_t p = lane_at(n);
      if (u[n] >= lane_.revocation_probability[move[p]]) continue;
      live_until_[p] = kNever;
      counts_.revocations[p]++;
    }
  }

  void decide() {
    const std::int32_t start = plan_.grid.days[static_cast<std::size_t>(step_ - 1)];
    work_.list_size = 0;
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (pending_since_[p] == kNever) continue;
      hazard_[p] +=
          lane_.hazard_to(level_[p], day_ - pending_since_[p]) - lane_.hazard_to(level_[p], start - pending_since_[p]);
      if (hazard_[p] >= clock_[p]) list(p, ordinal_[p]);
    }
    if (work_.list_size == 0) return;
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
    work_.list_size = 0;
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (live_until_[p] != kNever && day_ > live_until_[p]) live_until_[p] = kNever;
      if (pending_since_[p] != kNever || day_ < may_apply_from_[p] || lane_.is_needed[level_[p]] == 0 || !is_wanted(p))
        continue;
      pending_since_[p] = day_;
      hazard_[p] = 0.0;
      counts_.applications[p]++;
      list(p, ordinal_[p]);
    }
    draw_clocks();
  }

 private:
  bool is_wanted(std::size_t p) const {
    const bool is_live = live_until_[p] != kNever;
    for (const SlotDelivery& delivery : slot_.deliveries) {
      if (delivery.apply_from_day > day_) break;
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
    return is_live && live_until_[p] - lane_.renewal_lead_days <= day_ && is_wanted_after(live_until_[p], p);
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

  void list(std::size_t p, std::uint32_t ordinal_or_step) {
    work_.list_paths[work_.list_size] = work_.first_path + static_cast<std::uint32_t>(p);
    work_.list_steps[work_.list_size] = ordinal_or_step;
    ++work_.list_size;
  }

  std::size_t lane_at(std::size_t n) const { return work_.list_paths[n] - work_.first_path; }

  double* draw(Stream stream, std::uint32_t index) {
    double* u = work_.scratch.row(0);
    plan_.random->uniforms_at(plan_.key, stream, index, work_.list_paths.data(), work_.list_steps.data(), u, work_.list_size);
    return u;
  }

  /// E = −ln Φ(√ρ·M + √(1−ρ)·ε) for every path listed.
  void draw_clocks() {
    if (work_.list_size == 0) return;
    double* own = work_.scratch.row(0);
    double* climate = work_.scratch.row(1);
    plan_.random->normals_at(plan_.key, Stream::LICENCE_CLOCK, slot_.address, work_.list_paths.data(), work_.list_steps.data(),
                             own, work_.list_size);
    if (lane_.climate_weight > 0.0) {
      plan_.random->normals_at(plan_.key, Stream::CLIMATE, static_cast<std::uint32_t>(slot_.lane), work_.list_paths.data(),
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
};

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
  for (std::size_t s = 0; s < plan.licences.slots.size(); ++s) {
    SlotStep slot(plan, work, s, step);
    slot.revoke();
    slot.decide();
    slot.end_and_apply();
  }
}

}  // namespace lodestone
