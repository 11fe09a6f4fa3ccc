/// Licences on a tile: revocations, decisions, expiries, applications, in that order.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Today's licences, applications and cool-downs; whoever needs a licence and has none applies today, at age 0.
void start_licences(const SimulationPlan& plan, Workspace& work);

/// Draws what is left of every pending clock anew from the plan's key: Exp(1), because a clock has no memory. The new clocks of
/// one lane and ordinal share a climate, as those of applications pending today do.
void redraw_licence_clocks(const SimulationPlan& plan, int step, Workspace& work);

/// One step of every slot (docs/conventions.md, "Licences"). A pending clock adds ∫ hazard over the ages of the step at the new
/// level and decides when it passes E = −ln Φ(√ρ·M + √(1−ρ)·ε), drawn once per application.
/// Shapes: (slots, lanes).   Cost: a compare a path and slot; draws only where something happens.   Twin: tests/reference.
void advance_licences(const SimulationPlan& plan, int step, Workspace& work);

/// Whether a licence with `left` tonnes is enough for `tonnes`: a milligram of slack, so that eight times 0.3 t fit into 2.4 t.
inline bool holds(double left, double tonnes) { return left >= tonnes - 1e-9; }

/// Whether a delivery of `tonnes` may ship under `slot` on path p today.
inline bool may_ship(const SimulationPlan& plan, const Workspace& work, int slot, double tonnes, std::size_t p) {
  const LanePlan& lane =
      plan.licences.lanes[static_cast<std::size_t>(plan.licences.slots[static_cast<std::size_t>(slot)].lane)];
  if (lane.is_needed[work.level.row(lane.stance)[p]] == 0) return true;
  if (work.live_until.row(slot)[p] == kNever) return false;
  return lane.basis != LicenceBasis::PER_QUANTITY || holds(work.tonnes_left.row(slot)[p], tonnes);
}

/// Draws the shipped tonnes from a PER_QUANTITY licence, if one was needed.
inline void draw_down(const SimulationPlan& plan, Workspace& work, int slot, double tonnes, std::size_t p) {
  const LanePlan& lane =
      plan.licences.lanes[static_cast<std::size_t>(plan.licences.slots[static_cast<std::size_t>(slot)].lane)];
  if (lane.basis != LicenceBasis::PER_QUANTITY || lane.is_needed[work.level.row(lane.stance)[p]] == 0) return;
  work.tonnes_left.row(slot)[p] -= tonnes;
}

}  // namespace lodestone
