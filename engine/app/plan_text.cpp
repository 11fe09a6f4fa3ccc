#include <lodestone/app/plan_text.hpp>

#include <lodestone/app/number_text.hpp>
#include <lodestone/app/text_table.hpp>

#include <fmt/core.h>

#include <utility>

namespace lodestone::app {

std::string plan_text(const PlanSummary& plan) {
  std::string page = fmt::format("The study is valid: {} paths from {} to {}.\n", whole(plan.paths), to_string(plan.first_date),
                                 to_string(plan.last_date));
  if (!plan.resolved_defaults.empty()) page += "\nSettled by default\n";
  for (const std::string& setting : plan.resolved_defaults) page += "  " + setting + "\n";

  TextTable sizes{"Size", {{"", "", Align::LEFT}, {"", "", Align::RIGHT}}, 1, {}};
  for (const auto& [name, count] :
       {std::pair("steps", plan.steps), std::pair("policy chains", plan.chains), std::pair("factors", plan.factors),
        std::pair("observables", plan.observables), std::pair("licence slots", plan.licence_slots),
        std::pair("projects", plan.projects), std::pair("positions", plan.positions), std::pair("deliveries", plan.deliveries),
        std::pair("normal draws a path", plan.normals_per_path), std::pair("sampled series", plan.sampled_series)})
    sizes.rows.push_back({name, whole(count)});

  const auto samples = static_cast<double>(plan.bytes_of_samples);
  const auto tables = static_cast<double>(plan.bytes_of_plan);
  const double workspaces = static_cast<double>(plan.bytes_of_workspace_per_thread) * plan.threads;
  TextTable memory{"Memory", {{"", "", Align::LEFT}, {"", "", Align::RIGHT}}, 1, {}};
  memory.rows = {{"samples (grow with paths)", bytes_text(samples)},
                 {"plan", bytes_text(tables)},
                 {"workspaces of " + threads_text(plan.threads), bytes_text(workspaces)},
                 {"together", fmt::format("{} GiB", fixed((samples + tables + workspaces) / (1024.0 * 1024.0 * 1024.0), 3))}};

  return page + "\n" + render(sizes) + "\n" + render(memory) +
         fmt::format("\nExpected time: {} on {}, tiles of {} paths, {}.\n", duration_text(plan.estimated_seconds),
                     threads_text(plan.threads), whole(plan.tile_paths), to_string(plan.isa));
}

}  // namespace lodestone::app
