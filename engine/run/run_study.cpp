#include <lodestone/run/run_study.hpp>

#include <lodestone/run/average_errors.hpp>
#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/path_counter.hpp>

#include <algorithm>

namespace lodestone {
namespace {

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

StudyRun run_study(const ValidStudy& study, const Options& options, const ValuePlan* earlier, const OnStage& on_stage,
                   MethodErrors method_errors) {
  const auto finish = [&on_stage](const char* stage) {
    if (on_stage) on_stage(stage);
  };
  const Resources resources = resolve(options);
  StudyRun run{resources, compile_paths(study, resources.isa, Reach::LAST_HORIZON), {}, {}};
  SimulationPlan& plan = run.plan;
  finish("compile");
  add_values(study, on_threads(resources.threads), earlier, plan);
  if (run.resources.tile_paths == 0) run.resources.tile_paths = default_tile(plan);
  finish("value tables");

  const bool is_simulated_today = needs_value_paths(study.study(), plan);
  const bool is_measured = method_errors == MethodErrors::MEASURED;
  PathCounter counter(options, paths_to_fit(plan) + (is_measured ? paths_to_measure_averages(plan) : 0) +
                                   (is_simulated_today ? 2 : 1) * plan.paths);
  plan.values.proxies = fit_proxies(study, plan, run.resources, counter);
  finish("fit proxies");
  if (is_measured) {
    const std::vector<double> errors = average_errors(study, plan, run.resources, counter);
    for (std::size_t row = 0; row < errors.size(); ++row) plan.values.contracts[row].method_error = errors[row];
    finish("measure averages");
  }
  run.paths = run_paths(plan, run.resources, counter.part(plan.paths));
  finish("simulate");

  if (is_simulated_today) {
    run.values = values_today(plan, value_paths(study.study(), plan, run.resources, counter));
    finish("value today");
  } else {
    run.values = values_today(plan, run.paths);
  }
  subtract_values_today(plan, run.values, run.paths);
  return run;
}

}  // namespace lodestone
