#include <lodestone/run/run_study.hpp>

#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/for_each_block.hpp>

namespace lodestone {

StudyRun run_study(const ValidStudy& study, const Options& options, const OnStage& on_stage) {
  const auto finish = [&on_stage](const char* stage) {
    if (on_stage) on_stage(stage);
  };
  const Resources resources = resolve(options);
  StudyRun run{resources, compile(study, resources.isa, Reach::LAST_HORIZON, on_threads(resources.threads)), {}, {}};
  if (run.resources.tile_paths == 0) run.resources.tile_paths = default_tile(run.plan);
  finish("compile");
  run.plan.values.proxies = fit_proxies(study, run.plan, run.resources);
  finish("fit proxies");
  run.paths = run_paths(run.plan, run.resources, options);
  finish("simulate");
  run.values = values_today(run.plan, run.paths);
  subtract_values_today(run.plan, run.values, run.paths);
  return run;
}

}  // namespace lodestone
