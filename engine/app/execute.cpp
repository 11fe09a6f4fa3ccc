#include <lodestone/app/execute.hpp>

#include <lodestone/app/command_line.hpp>
#include <lodestone/app/commands.hpp>
#include <lodestone/app/output.hpp>

#include <exception>

namespace lodestone::app {

namespace {

ExitCode perform(const Reply& reply) { return answer_command(reply); }
ExitCode perform(const RunArguments& arguments) { return run_command(arguments); }
ExitCode perform(const CheckArguments& arguments) { return check_command(arguments); }
ExitCode perform(const ShowArguments& arguments) { return show_command(arguments); }
ExitCode perform(const ReplayArguments& arguments) { return replay_command(arguments); }
ExitCode perform(const BacktestArguments& arguments) { return backtest_command(arguments); }
ExitCode perform(const CalibrateArguments& arguments) { return calibrate_command(arguments); }

}  // namespace

int execute(const std::vector<std::string>& words) {
  try {
    return std::visit([](const auto& command) { return perform(command); }, read_command_line(words));
  } catch (...) {
    const RunStatus status = status_of(std::current_exception());
    print_messages(status.messages);
    return status.exit_code;
  }
}

}  // namespace lodestone::app
