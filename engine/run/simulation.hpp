/// The front door: simulate a study, then ask for its report, a path, a tail, a what-if.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/model/validate.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/run/path_record.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace lodestone {

/// Of the run's paths, and of those that proxies are fitted and averages measured on.
struct Progress {
  std::int64_t paths_done = 0;
  std::int64_t paths_total = 0;
  std::int64_t draw = 0;   ///< of parameters, the one under way; 0: the study at its values
  std::int64_t draws = 0;  ///< 0: none asked for
};

class Simulation;

/// Settings of one call; none of them changes a bit of the results.
struct Options {
  int threads = 0;         ///< 0: as many as the machine has
  int tile_paths = 0;      ///< 0: sized to the L2 cache; else a multiple of 64 up to 4096
  std::optional<Isa> isa;  ///< none: the widest this processor supports
  bool profile = false;    ///< tell in `RunRecord::stages` where the path loop's time goes, all threads
  std::function<void(const Progress&)> on_progress;  ///< called from one thread at a time; what it throws ends the run
  std::stop_token stop;                              ///< asked for between tiles; then `Cancelled` is thrown
  const Simulation* earlier = nullptr;  ///< whose value tables are taken over where they are the same: all of them when only
                                        ///< today's levels differ. Read by simulate() alone, during the call
};

/// Thrown when `Options::stop` was requested; nothing was written and nothing is left running.
class LODESTONE_EXPORT Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "the run was cancelled"; }
};

/// A path in the tail of the portfolio's loss.
struct TailPath {
  std::int64_t path = 0;
  double loss = 0;    ///< at the last horizon, MARK_TO_MODEL, reference ZERO [reporting currency]
  double weight = 0;  ///< its share of the tail: 1, or less on the atom at VaR
};

/// What a run will take, known before the first path.
struct PlanSummary {
  Date first_date = kNoDate;
  Date last_date = kNoDate;
  std::int64_t paths = 0;
  std::int64_t steps = 0;
  std::int64_t factors = 0;
  std::int64_t observables = 0;
  std::int64_t chains = 0;
  std::int64_t licence_slots = 0;
  std::int64_t projects = 0;
  std::int64_t positions = 0;
  std::int64_t deliveries = 0;
  std::int64_t normals_per_path = 0;
  std::int64_t sampled_series = 0;
  std::int64_t bytes_of_samples = 0;
  std::int64_t bytes_of_plan = 0;
  std::int64_t bytes_of_workspace_per_thread = 0;
  int tile_paths = 0;
  int threads = 0;
  Isa isa = Isa::AVX2;
  double estimated_seconds = 0;                ///< from a timed trial of one block of paths
  std::vector<std::string> resolved_defaults;  ///< "weekly_until = 2026-12-31 (one year)"
};

/// A finished run. Owns its plan and samples and outlives the study; movable, not copyable; const calls are thread-safe.
class LODESTONE_EXPORT Simulation {
 public:
  Simulation(Simulation&&) noexcept;
  Simulation& operator=(Simulation&&) noexcept;
  ~Simulation();

  const RiskReport& report() const;

  /// The report of the same study with `position` added, over the same random numbers. Throws InvalidInput.
  RiskReport what_if(const Position& position) const;

  /// One path, step by step, bit for bit what the run saw. Precondition: 0 ≤ path < paths.
  PathRecord replay(std::int64_t path) const;

  /// The run's study as it stands at the end of `date` on one path: to be simulated on from there, on the same grid, in the law
  /// of what follows on the path. Outcomes (slip, overrun, interest bill, …) count from `date` on. A licence approved on the
  /// path adds the day after its last good day to the grid, as any licence known today does. Throws InvalidInput with
  /// everything a study has no field for: see what each violation says. The study has no input ranges: a path has one
  /// value of each. Precondition: 0 ≤ path < paths. `date`: on the grid, after today, before the last horizon; a quarter end
  /// with projects.
  Study study_at(std::int64_t path, Date date) const;

  /// The paths that make ES at `confidence` in (0, 1), worst first.
  std::vector<TailPath> tail(double confidence) const;

 private:
  friend LODESTONE_EXPORT Simulation simulate(const ValidStudy& study, const Options& options);
  struct State;
  explicit Simulation(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Runs the study. Throws InvalidInput (options this machine cannot honour), Cancelled, std::bad_alloc, or what `on_progress`
/// throws; nothing else. Re-entrant: runs in different threads share nothing.
LODESTONE_EXPORT Simulation simulate(const ValidStudy& study, const Options& options = {});

/// The plan's size and an estimate of the run's time, without running it.
LODESTONE_EXPORT PlanSummary summarise_plan(const ValidStudy& study, const Options& options = {});

/// One path of a study without running the others.
LODESTONE_EXPORT PathRecord replay_path(const ValidStudy& study, std::int64_t path, const Options& options = {});

}  // namespace lodestone
