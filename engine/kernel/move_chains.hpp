/// Policy on a tile: chains move, stances follow, feedback accumulates.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// States at the as-of date, drawn where the study gives a distribution; levels of all stances; no feedback yet.
void start_chains(const SimulationPlan& plan, Workspace& work);

/// One step of every chain: state ← first j with u < (P_k)_{ij} summed to j. Then levels, moves (old·L + new) and h(K).
/// Shapes: u (lanes,) a chain, one uniform a step.   Cost: a Philox block a path, chain and step.
/// Source: inverse CDF of expm(QΔ)·R.   Twin: tests/reference.
void move_chains(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
