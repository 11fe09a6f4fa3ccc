#include <lodestone/app/commands.hpp>
#include <lodestone/app/load_study.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/plan_text.hpp>

namespace lodestone::app {

ExitCode check_command(const CheckArguments& arguments) {
  const LoadedStudy loaded = load_study(arguments.files, arguments.overrides);
  print(plan_text(summarise_plan(loaded.study, options_of(arguments.machine))));
  return kDone;
}

}  // namespace lodestone::app
