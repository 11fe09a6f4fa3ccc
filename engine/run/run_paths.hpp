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

/// The tile whose workspace fills about three quarters of a 1 MiB L2 cache: a power of two from 64 to 1024. Value tables beyond
/// that size pass through the cache once a tile and horizon, and are better shared by many paths: then 512 (the example desk's
/// path loop takes 0.6 of its time with 64).
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
