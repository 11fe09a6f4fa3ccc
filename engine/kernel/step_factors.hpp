/// Factors on a tile.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// x ← x₀.
void start_factors(const SimulationPlan& plan, Workspace& work);

/// One step of all factors under the moves of their stances: x ← a·x + b[move] + c[move]·√ω·(L z).
///
/// Shapes: z, x (factors, lanes).   Cost: one normal a factor, one product a non-zero of L, 25 bytes of traffic a path.
/// Source: exact Gaussian transition, e.g. Glasserman (2004) §3.3.   Twin: tests/reference.
void step_factors(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
