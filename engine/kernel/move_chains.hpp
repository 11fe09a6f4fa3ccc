/// Policy on a tile: chains move, stances follow, feedback accumulates.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// States at the as-of date, drawn where the study gives a distribution; levels of all stances; no feedback yet.
void start_chains(const SimulationPlan& plan, Workspace& work);

/// The same with nothing drawn: lane p in the (first + p)-th combination of the states that chains may be in today, the first
/// chain's running fastest. Returns the lanes' probabilities, 0 past the last combination.
std::vector<double> start_chains_in_every_state(const SimulationPlan& plan, std::size_t first, Workspace& work);

/// One step of every chain: state ← first j with u < (P_k)_{ij} summed to j. Then levels, moves (old·L + new) and h(K).
/// Shapes: u (lanes,) a chain, one uniform a step.   Cost: a Philox block a path, chain and step.
/// Source: inverse CDF of expm(QΔ)·R.   Twin: tests/reference.
void move_chains(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
