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

/// What a slot lets ship today.
class ShippingRight {
 public:
  ShippingRight(const SimulationPlan& plan, Workspace& work, int slot)
      : lane_(plan.licences.lanes[static_cast<std::size_t>(plan.licences.slots[static_cast<std::size_t>(slot)].lane)]),
        level_(work.level.row(lane_.stance)),
        live_until_(work.live_until.row(slot)),
        tonnes_left_(work.tonnes_left.row(slot)) {}

  /// Whether `tonnes` may ship on path p.
  bool covers(double tonnes, std::size_t p) const {
    const bool is_free = !is_needed(p);
    const bool is_live = live_until_[p] != kNever;
    return is_free | (is_live & (!is_per_quantity() || holds(tonnes_left_[p], tonnes)));
  }

  /// Draws the shipped tonnes from a PER_QUANTITY licence, if one was needed.
  void draw_down(double tonnes, std::size_t p) {
    if (is_per_quantity()) tonnes_left_[p] -= is_needed(p) ? tonnes : 0.0;
  }

 private:
  bool is_per_quantity() const { return lane_.basis == LicenceBasis::PER_QUANTITY; }
  bool is_needed(std::size_t p) const { return lane_.is_needed[level_[p]] != 0; }

  const LanePlan& lane_;
  const std::uint8_t* level_;
  const std::int32_t* live_until_;
  double* tonnes_left_;
};

}  // namespace lodestone
