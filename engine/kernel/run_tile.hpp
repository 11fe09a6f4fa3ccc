/// The path loop: one tile of paths from today to the last horizon.
#pragma once

#include <lodestone/kernel/samples.hpp>
#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Today, before anything moves: step 0.
void start_paths(const SimulationPlan& plan, const Tile& tile, Workspace& work);

/// The same with nothing drawn: 64 lanes in the combinations of the states that chains may be in today, from the first one
/// asked for. Returns their probabilities, 0 past the last combination.
std::vector<double> start_every_state(const SimulationPlan& plan, std::size_t first, Workspace& work);

/// One step, in the order of docs/conventions.md, "The order of one grid date". Until the next step, `work.flow` holds the
/// date's flows of `plan.cash_rows_on`, `work.accrued` those of the options that expired.
void advance_step(const SimulationPlan& plan, int step, Workspace& work);

/// Runs a tile of neighbouring paths and writes its samples; adds to `work.counts`, and to `work.block_sums` in the order of
/// the paths. Allocates nothing, throws nothing, calls nothing virtual.
void run_tile(const SimulationPlan& plan, const Tile& tile, Workspace& work, Samples& samples);

}  // namespace lodestone
