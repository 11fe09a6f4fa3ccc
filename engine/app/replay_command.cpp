#include <lodestone/app/commands.hpp>
#include <lodestone/app/load_study.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/path_text.hpp>

#include <fmt/core.h>

namespace lodestone::app {

ExitCode replay_command(const ReplayArguments& arguments) {
  const LoadedStudy loaded = load_study(arguments.files, arguments.overrides);
  const std::int64_t paths = loaded.study.study().simulation.paths;
  if (arguments.path < 0 || arguments.path >= paths)
    throw InvalidInput({{"--path", fmt::format("{}", arguments.path), fmt::format("must be from 0 to {}", paths - 1),
                         "simulation.paths counts the paths of the run; --paths replaces it."}});
  const PathRecord record = replay_path(loaded.study, arguments.path);
  print(arguments.csv ? to_csv(path_csv(record)) : path_text(record));
  return kDone;
}

}  // namespace lodestone::app
