#include <lodestone/base/sums.hpp>
#include <lodestone/kernel/workspace.hpp>
#include <lodestone/model/calendar.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/run_paths.hpp>
#include <lodestone/run/simulation.hpp>

#include <algorithm>
#include <chrono>

namespace lodestone {
namespace {

/// Seconds of one block of paths on one thread, measured.
double seconds_of_a_block(SimulationPlan plan, const Resources& resources) {
  plan.paths = std::min<std::int64_t>(plan.paths, static_cast<std::int64_t>(kBlockPaths));
  Resources single = resources;
  single.threads = 1;
  const auto start = std::chrono::steady_clock::now();
  run_paths(plan, single, {});
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::string> resolved_defaults(const Study& study, const Resources& resources) {
  std::vector<std::string> defaults;
  if (study.simulation.grid_dates.empty() && study.simulation.weekly_until == kNoDate) {
    const Date until = std::max(add_months(study.as_of, 12), last_horizon(study));
    defaults.push_back("simulation.weekly_until = " + to_string(until) + " (one year, at least the last horizon)");
  }
  if (study.market.discount_rate.empty()) defaults.push_back("market.discount_rate: none, cash flows are not discounted");
  for (const std::string& label : study.simulation.horizons) {
    defaults.push_back("horizon " + label + " = " + to_string(horizon_date(label, study.as_of, study.simulation.holidays)));
  }
  defaults.push_back("threads = " + std::to_string(resources.threads));
  defaults.push_back("tile = " + std::to_string(resources.tile_paths) + " paths");
  defaults.push_back("isa = " + std::string(to_string(resources.isa)));
  return defaults;
}

}  // namespace

PlanSummary summarise_plan(const ValidStudy& study, const Options& options) {
  Resources resources = resolve(options);
  const SimulationPlan plan = compile(study, resources.isa, on_threads(resources.threads));
  if (resources.tile_paths == 0) resources.tile_paths = default_tile(plan);
  PlanSummary summary;
  summary.first_date = plan.grid.dates.front();
  summary.last_date = plan.grid.dates[static_cast<std::size_t>(plan.end_step)];
  summary.paths = plan.paths;
  summary.steps = plan.end_step;
  summary.factors = plan.factors.count;
  summary.observables = static_cast<std::int64_t>(plan.observables.observables.size());
  summary.chains = static_cast<std::int64_t>(plan.policy.chains.size());
  summary.licence_slots = static_cast<std::int64_t>(plan.licences.slots.size());
  summary.projects = static_cast<std::int64_t>(plan.projects.projects.size());
  summary.positions = static_cast<std::int64_t>(study.study().portfolio.positions.size());
  summary.deliveries = static_cast<std::int64_t>(plan.contracts.deliveries.size());
  summary.normals_per_path = summary.steps * summary.factors;
  summary.sampled_series = static_cast<std::int64_t>(plan.nodes.series.size());
  summary.bytes_of_samples =
      8 * plan.paths * summary.sampled_series +
      plan.paths * static_cast<std::int64_t>(plan.policy.stances.size() * plan.grid.horizon_steps.size());
  summary.bytes_of_plan = static_cast<std::int64_t>(plan.bytes());
  summary.bytes_of_workspace_per_thread =
      static_cast<std::int64_t>(Workspace(plan, static_cast<std::size_t>(resources.tile_paths)).bytes());
  summary.tile_paths = resources.tile_paths;
  summary.threads = resources.threads;
  summary.isa = resources.isa;
  const std::int64_t block = static_cast<std::int64_t>(kBlockPaths);
  const std::int64_t blocks = (plan.paths + block - 1) / block;
  const std::int64_t rounds = (blocks + resources.threads - 1) / resources.threads;
  summary.estimated_seconds = seconds_of_a_block(plan, resources) * static_cast<double>(rounds);
  summary.resolved_defaults = resolved_defaults(study.study(), resources);
  return summary;
}

}  // namespace lodestone
