#include <lodestone/app/commands.hpp>

#include <stdexcept>

namespace lodestone::app {

namespace {

[[noreturn]] void refuse() {
  throw std::runtime_error("this command was built without calibration. Build it with -DLODESTONE_BUILD_CALIBRATION=ON.");
}

}  // namespace

ExitCode backtest_command(const BacktestArguments&) { refuse(); }
ExitCode calibrate_command(const CalibrateArguments&) { refuse(); }

bool show_calibration_report(const std::string&, const ShowArguments&) { return false; }

}  // namespace lodestone::app
