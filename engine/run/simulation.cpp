#include <lodestone/run/simulation.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/version.hpp>
#include <lodestone/risk/tail_weights.hpp>
#include <lodestone/run/average_errors.hpp>
#include <lodestone/run/build_report.hpp>
#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/path_counter.hpp>
#include <lodestone/run/replay.hpp>
#include <lodestone/run/resume.hpp>
#include <lodestone/run/run_paths.hpp>

#include <algorithm>
#include <chrono>

namespace lodestone {
namespace {

constexpr const char* kSampler = "philox4x32-10/box-muller";

/// Wall-clock seconds of the stages of a run; nothing of it enters the results.
class StageClock {
 public:
  void finish(const char* stage, std::vector<StageTime>& stages) {
    const auto now = std::chrono::steady_clock::now();
    stages.push_back({stage, std::chrono::duration<double>(now - start_).count()});
    start_ = now;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

void describe_run(const Study& study, const SimulationPlan& plan, Results& results) {
  results.as_of = study.as_of;
  results.reporting_currency = study.portfolio.reporting_currency;
  results.seed = *study.simulation.seed;
  results.sampler = kSampler;
  results.path_count = plan.paths;
  results.steps = plan.end_step;
  results.factors = plan.factors.count;
  results.positions = static_cast<std::int64_t>(study.portfolio.positions.size());
  for (const Factor& factor : study.market.factors) {
    if (factor.risk_premium_per_year != 0.0) results.risk_premia.push_back({factor.id, factor.risk_premium_per_year});
  }
  for (std::size_t h = 0; h < study.simulation.horizons.size(); ++h) {
    results.horizons.push_back(
        {study.simulation.horizons[h], plan.grid.dates[static_cast<std::size_t>(plan.grid.horizon_steps[h])]});
  }
}

/// Whether values today are means over paths whose drifts are not the run's.
bool needs_value_paths(const Study& study, const SimulationPlan& plan) {
  const bool has_premia = std::any_of(study.market.factors.begin(), study.market.factors.end(),
                                      [](const Factor& factor) { return factor.risk_premium_per_year != 0.0; });
  if (!has_premia) return false;
  const auto& rows = plan.nodes.nodes.front().contract_rows;
  return std::any_of(rows.begin(), rows.end(), [&](auto row) { return !plan.values.has_value_today(static_cast<int>(row)); });
}

/// The run's paths under the drifts that values take: their sums alone, no samples.
PathResults value_paths(const Study& study, const SimulationPlan& plan, const Resources& resources, PathCounter& counter) {
  SimulationPlan valued = with_value_drifts(plan, study);
  valued.nodes.series.clear();
  return run_paths(valued, resources, counter.part(plan.paths));
}

}  // namespace

struct Simulation::State {
  ValidStudy study;
  Options options;
  Resources resources;
  SimulationPlan plan;
  PathResults paths;
  RiskReport report;
};

Simulation::Simulation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

const RiskReport& Simulation::report() const { return state_->report; }

RiskReport Simulation::what_if(const Position& position) const {
  Study study = state_->study.study();
  study.portfolio.positions.push_back(position);
  Options options = state_->options;
  options.on_progress = nullptr;
  options.stop = {};
  return simulate(validate(std::move(study)), options).report();
}

PathRecord Simulation::replay(std::int64_t path) const {
  LODESTONE_EXPECT(path >= 0 && path < state_->plan.paths);
  return replay_on_plan(state_->study.study(), state_->plan, path);
}

Study Simulation::study_at(std::int64_t path, Date date) const {
  LODESTONE_EXPECT(path >= 0 && path < state_->plan.paths);
  return resume_on_plan(state_->study.study(), compile(state_->study, state_->plan.isa, Reach::LAST_FLOW), path, date);
}

std::vector<TailPath> Simulation::tail(double confidence) const {
  LODESTONE_EXPECT(confidence > 0.0 && confidence < 1.0);
  const SimulationPlan& plan = state_->plan;
  std::size_t portfolio = 0;
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    const SeriesPlan& best = plan.nodes.series[portfolio];
    if (series.kind != SeriesKind::PNL || series.node != 0) continue;
    const bool is_later = plan.grid.horizon_steps[static_cast<std::size_t>(series.horizon)] >
                          plan.grid.horizon_steps[static_cast<std::size_t>(best.horizon)];
    const bool is_marked = series.horizon == best.horizon && series.basis == PnlBasis::MARK_TO_MODEL;
    if (is_later || is_marked) portfolio = s;
  }
  std::vector<TailPath> paths;
  for (const TailWeight& weight : worst_first(tail_weights(state_->paths.samples.series(portfolio), confidence))) {
    paths.push_back({weight.path, weight.loss, weight.weight});
  }
  return paths;
}

Simulation simulate(const ValidStudy& study, const Options& options) {
  StageClock clock;
  const Resources resources = resolve(options);
  std::unique_ptr<Simulation::State> state(new Simulation::State{
      study, options, resources, compile(study, resources.isa, Reach::LAST_HORIZON, on_threads(resources.threads)), {}, {}});
  SimulationPlan& plan = state->plan;
  if (state->resources.tile_paths == 0) state->resources.tile_paths = default_tile(plan);
  RiskReport& report = state->report;
  clock.finish("compile", report.run.stages);
  const bool is_simulated_today = needs_value_paths(study.study(), plan);
  PathCounter counter(options,
                      paths_to_fit(plan) + paths_to_measure_averages(plan) + (is_simulated_today ? 2 : 1) * plan.paths);
  plan.values.proxies = fit_proxies(study, plan, state->resources, counter);
  clock.finish("fit proxies", report.run.stages);
  const std::vector<double> errors = average_errors(study, plan, state->resources, counter);
  for (std::size_t row = 0; row < errors.size(); ++row) plan.values.contracts[row].method_error = errors[row];
  clock.finish("measure averages", report.run.stages);

  state->paths = run_paths(plan, state->resources, counter.part(plan.paths));
  clock.finish("simulate", report.run.stages);

  ValuesToday values;
  if (is_simulated_today) {
    values = values_today(plan, value_paths(study.study(), plan, state->resources, counter));
    clock.finish("value today", report.run.stages);
  } else {
    values = values_today(plan, state->paths);
  }
  subtract_values_today(plan, values, state->paths);
  describe_run(study.study(), plan, report.results);
  report_pnl(study.study(), plan, state->paths, values, state->resources, report.results);
  report_outcomes(study.study(), plan, state->paths, values, report.results);
  warn_of_spreads(study.study(), plan, report.results);
  reconcile(study.study(), plan, state->paths, values, report.results);
  clock.finish("measure", report.run.stages);

  report.run.threads = state->resources.threads;
  report.run.tile_paths = state->resources.tile_paths;
  report.run.isa = std::string(to_string(resources.isa));
  report.run.engine_version = std::string(version());
  report.run.compiler = std::string(compiler());
  for (const StageTime& stage : report.run.stages) report.run.seconds += stage.seconds;
  return Simulation(std::move(state));
}

}  // namespace lodestone
