/// What the factors of a tile mean in money.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Evaluates the observables that somebody reads on this step: α + Σ w x, or multiplier·exp(Σ w x); adds the date's fixings to
/// the running averages.
/// Shapes: work.observable (observables, lanes).   Error: exp within kExpMaxUlp.   Twin: tests/reference.
void observe(const SimulationPlan& plan, int step, Workspace& work);

/// Today's levels of what positions are valued at: paths do without.
void observe_values(const SimulationPlan& plan, Workspace& work);

/// B ← B·exp(r·Δ) with the rate of the step's start, kept as ln B, 1/B and the step's growth. Call before `observe` of the same
/// step.
void accrue_numeraire(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
