#include <lodestone/run/run_paths.hpp>

#include <lodestone/base/sums.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/run/for_each_block.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 64;  ///< a tile is simulated in multiples of this

/// Reports progress from one thread at a time.
class ProgressReporter {
 public:
  ProgressReporter(const Options& options, std::int64_t paths) : options_(options), paths_(paths) {}

  void add(std::int64_t paths) {
    if (!options_.on_progress) return;
    const std::lock_guard lock(mutex_);
    done_ += paths;
    options_.on_progress({done_, paths_});
  }

 private:
  const Options& options_;
  std::int64_t paths_;
  std::int64_t done_ = 0;
  std::mutex mutex_;
};

/// One block of kBlockPaths paths, tile by tile in index order.
void run_block(const SimulationPlan& plan, std::size_t block, std::size_t tile_paths, Workspace& work, Samples& samples) {
  const std::size_t first = block * kBlockPaths;
  const std::size_t end = std::min(first + kBlockPaths, static_cast<std::size_t>(plan.paths));
  std::fill(work.block_sums.begin(), work.block_sums.end(), 0.0);
  for (std::size_t start = first; start < end; start += tile_paths) {
    Tile tile;
    tile.first_path = static_cast<std::uint32_t>(start);
    tile.live_lanes = std::min(tile_paths, end - start);
    tile.lanes = (tile.live_lanes + kLanes - 1) / kLanes * kLanes;
    run_tile(plan, tile, work, samples);
  }
}

}  // namespace

Resources resolve(const Options& options) {
  std::vector<Violation> violations;
  Resources resources;
  if (options.threads < 0 || options.threads > 4096) {
    violations.push_back({"options.threads", std::to_string(options.threads), "must be 0 to 4096", "Use 0 for all cores."});
  }
  if (options.tile_paths != 0 && (options.tile_paths < 64 || options.tile_paths > 4096 || options.tile_paths % 64 != 0)) {
    violations.push_back({"options.tile_paths", std::to_string(options.tile_paths) + " paths",
                          "must be a multiple of 64 up to 4096", "Leave it out: the tile is then sized to the cache."});
  }
  const std::optional<Isa> best = best_isa();
  if (!best) {
    violations.push_back({"options.isa", "", "this processor lacks AVX2 and FMA", "Run on a processor of 2013 or later."});
  } else if (options.isa && !is_supported(*options.isa)) {
    violations.push_back({"options.isa", show(to_string(*options.isa)), "is not supported by this processor",
                          "Leave it out, or use \"" + std::string(to_string(*best)) + "\"."});
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  resources.threads =
      options.threads != 0 ? options.threads : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  resources.tile_paths = options.tile_paths;
  resources.isa = options.isa.value_or(*best);
  return resources;
}

int default_tile(const SimulationPlan& plan) {
  constexpr int kUsual = 768;
  constexpr std::size_t kMost = 16 * 1024 * 1024;
  if (plan.values.bytes() > 1024 * 1024) return kUsual;
  const std::size_t bytes_a_path = Workspace(plan, kLanes).bytes() / kLanes;
  for (const int tile : {kUsual, kUsual / 2, kUsual / 4}) {
    if (static_cast<std::size_t>(tile) * bytes_a_path <= kMost) return tile;
  }
  return 64;
}

PathResults run_paths(const SimulationPlan& plan, const Resources& resources, const Options& options) {
  const std::size_t blocks = (static_cast<std::size_t>(plan.paths) + kBlockPaths - 1) / kBlockPaths;
  const std::size_t workers = std::min(static_cast<std::size_t>(resources.threads), blocks);
  const std::size_t tile = static_cast<std::size_t>(resources.tile_paths);
  const std::size_t sums = SumIndex(plan).count;

  PathResults results;
  results.samples = Samples(plan);
  std::vector<double> block_sums(blocks * sums);
  std::vector<std::unique_ptr<Workspace>> workspaces;
  for (std::size_t worker = 0; worker < workers; ++worker) workspaces.push_back(std::make_unique<Workspace>(plan, tile));
  if (options.profile) {
    for (const std::unique_ptr<Workspace>& work : workspaces) work->timer.turn_on();
  }
  ProgressReporter progress(options, plan.paths);

  for_each_block(blocks, static_cast<int>(workers), [&](std::size_t block, std::size_t worker) {
    if (options.stop.stop_requested()) throw Cancelled();
    Workspace& work = *workspaces[worker];
    run_block(plan, block, tile, work, results.samples);
    for (std::size_t n = 0; n < sums; ++n) {
      const double* lane = work.block_sums.data() + kSumLanes * n;
      for (std::size_t k = 0; k < kSumLanes; ++k) block_sums[block * sums + n] += lane[k];
    }
    progress.add(std::min<std::int64_t>(kBlockPaths, plan.paths - static_cast<std::int64_t>(block * kBlockPaths)));
  });

  for (std::size_t stage = 0; options.profile && stage < kPathStageNames.size(); ++stage) {
    StageTime& total = results.stages.emplace_back(StageTime{std::string("path loop: ") + kPathStageNames[stage], 0.0});
    for (const std::unique_ptr<Workspace>& work : workspaces) total.seconds += work->timer.seconds()[stage];
  }
  results.counts = std::move(workspaces.front()->counts);
  for (std::size_t worker = 1; worker < workers; ++worker) results.counts.add(workspaces[worker]->counts);
  for (std::size_t n = 0; n < sums; ++n) {
    CompensatedSum sum;
    for (std::size_t block = 0; block < blocks; ++block) sum.add(block_sums[block * sums + n]);
    results.sums.push_back(sum.value());
  }
  return results;
}

}  // namespace lodestone
