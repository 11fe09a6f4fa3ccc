/// The driver of the path loop: blocks of paths over threads, results that do not know how many there were.
#pragma once

#include <lodestone/kernel/outcome_counts.hpp>
#include <lodestone/kernel/samples.hpp>
#include <lodestone/plan/simulation_plan.hpp>
#include <lodestone/run/simulation.hpp>

#include <vector>

namespace lodestone {

/// `Options` with every default decided.
struct Resources {
  int threads = 1;
  int tile_paths = 64;
  Isa isa = Isa::AVX2;
};

/// Throws InvalidInput when this machine cannot do what is asked (an instruction set it lacks, a tile that is no tile).
Resources resolve(const Options& options);

/// 768 paths, or 384, 192, 64 where a workspace would take more than 16 MiB: what a tile costs however few its paths are weighs
/// more than the second-level cache (W2 of docs/performance.md takes 1.2 times as long with 64). Value tables beyond 1 MiB are
/// read once a tile and horizon, and are shared by 768 paths in any case (of 200 contracts with 60 deliveries each, values cost
/// 0.9 of the simulation so, 2.2 with 64). A multiple of 192 fills the groups of vectors that normals are drawn in.
int default_tile(const SimulationPlan& plan);

/// What a finished path loop leaves.
struct PathResults {
  Samples samples;
  OutcomeCounts counts;
  std::vector<StageTime> stages;  ///< of the path loop, over all threads; empty unless `options.profile`
  std::vector<double> sums;       ///< by SumIndex: over all paths, blocks added in index order, compensated
};

/// Runs all paths of the plan. Throws Cancelled, or what `options.on_progress` throws.
/// Memory: 8 bytes a path and series, one workspace a thread, the block sums.
PathResults run_paths(const SimulationPlan& plan, const Resources& resources, const Options& options);

}  // namespace lodestone
