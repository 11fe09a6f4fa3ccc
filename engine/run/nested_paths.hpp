/// Nested simulation: from the state of an outer path at a date, many inner paths on to the last cash flow.
///
/// V = Σ_{t > H} flow(t)·B_H/B_t of every cash row; its mean over inner paths is the value at H by brute force, its variance
/// what the mean's error comes from. The state is every row that a step leaves to the next ones; of the clocks of pending
/// applications and of counterparties only the hazard so far is known, so what is left of them is drawn anew, Exp(1). Inner
/// paths have numbers of their own, so nothing of what lay ahead of the outer path is met again. Source: Gordy and Juneja
/// (2010), Nested simulation in portfolio risk measurement.
#pragma once

#include <lodestone/kernel/run_tile.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace lodestone {

/// Paths that are none of the run's, each kind under a key of its own.
enum class SidePaths : std::uint32_t {
  INNER,           ///< inner paths of a nested simulation
  DISPERSED,       ///< outer paths spread wide, which regressions are fitted on
  DISPERSED_REST,  ///< what follows on those
  FRESH,           ///< outer paths of the run's law that no regression has seen
  FRESH_REST,      ///< what follows on those
  AVERAGES,        ///< paths on which the law of averages is measured
};

/// The same plan under the key of other paths: its seed's, by a fixed constant a purpose.
SimulationPlan with_key_of(SimulationPlan plan, SidePaths paths);

/// The same plan with the drifts that values take: bit for bit the plan itself where there are no risk premia.
SimulationPlan with_value_drifts(SimulationPlan plan, const Study& study);

/// The same plan with normals, and the random parts of jumps, multiplied by `spread`. With 1, bit for bit the plan itself.
/// For the steps up to the date on which states are to be spread; what follows belongs to `plan`.
SimulationPlan with_spread(SimulationPlan plan, double spread);

/// Paths of `tile` from today to the end of `step`.
void run_to(const SimulationPlan& plan, int step, const Tile& tile, Workspace& work);

/// Draws the clocks anew and forgets the cash so far: `work` is ready to collect V under `inner`, a plan of other paths.
void start_rest(const SimulationPlan& inner, int step, Workspace& work);

/// The same in `work`, all of whose lanes, paths of `tile`, become path `lane` of `outer`.
void start_rest(const SimulationPlan& inner, int step, const Workspace& outer, std::size_t lane, const Tile& tile,
                Workspace& work);

/// V of one cash row on every lane, once the steps after H are done; `discount` is 1/B_H of each lane.
void value_of_rest(const Workspace& work, int cash_row, const double* discount, double* value);

/// Moments of V over the inner paths of one outer path, by cash row.
struct RestMoments {
  std::vector<double> mean;
  std::vector<double> variance;  ///< of one inner path, unbiased
};

/// Moments for each of `outer_paths`, ascending, of the run's own numbers; the same bits for any number of threads.
/// Precondition: `plan` is compiled with Reach::LAST_FLOW; 0 < step < its end; inner_paths ≥ 2.
/// Cost: (outer/64 tiles)·step + outer·inner·(steps that are left).   Memory: two workspaces a thread.
std::vector<RestMoments> nested_values(const SimulationPlan& plan, int step, std::span<const std::uint32_t> outer_paths,
                                       std::size_t inner_paths, int threads);

}  // namespace lodestone
