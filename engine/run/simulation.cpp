#include <lodestone/run/simulation.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/version.hpp>
#include <lodestone/risk/tail_weights.hpp>
#include <lodestone/run/replay.hpp>
#include <lodestone/run/resume.hpp>
#include <lodestone/run/run_study.hpp>

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
  results.repaired_correlation = repair_correlations(study.market);
  for (std::size_t h = 0; h < study.simulation.horizons.size(); ++h) {
    results.horizons.push_back(
        {study.simulation.horizons[h], plan.grid.dates[static_cast<std::size_t>(plan.grid.horizon_steps[h])]});
  }
}

}  // namespace

struct Simulation::State {
  ValidStudy study;
  Options options;
  StudyRun run;
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
  options.earlier = this;
  return simulate(validate(std::move(study)), options).report();
}

PathRecord Simulation::replay(std::int64_t path) const {
  LODESTONE_EXPECT(path >= 0 && path < state_->run.plan.paths);
  return replay_on_plan(state_->study.study(), state_->run.plan, path);
}

Study Simulation::study_at(std::int64_t path, Date date) const {
  LODESTONE_EXPECT(path >= 0 && path < state_->run.plan.paths);
  const SimulationPlan plan = compile_paths(state_->study, state_->run.plan.isa, Reach::LAST_FLOW);
  return resume_on_plan(state_->study.study(), plan, path, date);
}

std::vector<TailPath> Simulation::tail(double confidence) const {
  LODESTONE_EXPECT(confidence > 0.0 && confidence < 1.0);
  const SimulationPlan& plan = state_->run.plan;
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
  for (const TailWeight& weight : worst_first(tail_weights(state_->run.paths.samples.series(portfolio), confidence))) {
    paths.push_back({weight.path, weight.loss, weight.weight});
  }
  return paths;
}

Simulation simulate(const ValidStudy& study, const Options& options) {
  StageClock clock;
  RiskReport report;
  const ValuePlan* earlier = options.earlier == nullptr ? nullptr : &options.earlier->state_->run.plan.values;
  StudyRun run = run_study(study, options, earlier, [&](const char* stage) { clock.finish(stage, report.run.stages); });
  describe_run(study.study(), run.plan, report.results);
  report_pnl(study.study(), run.plan, run.paths, run.values, run.resources, report.results);
  report_outcomes(study.study(), run.plan, run.paths, run.values, report.results);
  warn_of_spreads(study.study(), run.plan, report.results);
  reconcile(study.study(), run.plan, run.paths, run.values, report.results);
  clock.finish("measure", report.run.stages);

  report.run.threads = run.resources.threads;
  report.run.tile_paths = run.resources.tile_paths;
  report.run.isa = std::string(to_string(run.resources.isa));
  report.run.engine_version = std::string(version());
  report.run.compiler = std::string(compiler());
  for (const StageTime& stage : report.run.stages) report.run.seconds += stage.seconds;
  report.run.stages.insert(report.run.stages.end(), run.paths.stages.begin(), run.paths.stages.end());
  Options kept = options;
  kept.earlier = nullptr;
  return Simulation(
      std::make_unique<Simulation::State>(Simulation::State{study, std::move(kept), std::move(run), std::move(report)}));
}

}  // namespace lodestone
