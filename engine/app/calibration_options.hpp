/// The options of the subcommands that need calibration; they are read, and explained, by every build.
#pragma once

#include <lodestone/app/arguments.hpp>

#include <CLI/App.hpp>

namespace lodestone::app {

CLI::App* add_backtest(CLI::App& root, BacktestArguments& backtest);
CLI::App* add_calibrate(CLI::App& root, CalibrateArguments& calibrate);

}  // namespace lodestone::app
