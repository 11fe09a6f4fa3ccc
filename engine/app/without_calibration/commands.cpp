#include <lodestone/app/commands.hpp>

#include <stdexcept>

namespace lodestone::app {

ExitCode backtest_command(const BacktestArguments&) {
  throw std::runtime_error("this command was built without calibration. Build it with -DLODESTONE_BUILD_CALIBRATION=ON.");
}

bool show_calibration_report(const std::string&, const ShowArguments&) { return false; }

}  // namespace lodestone::app
