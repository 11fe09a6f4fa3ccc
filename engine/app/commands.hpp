/// The subcommands. Each returns the exit code; results go to stdout.
#pragma once

#include <lodestone/app/arguments.hpp>
#include <lodestone/app/run_status.hpp>
#include <lodestone/run/simulation.hpp>

namespace lodestone::app {

/// The options of a call to the engine; progress and stop are the caller's to add.
Options options_of(const MachineArguments& machine);

/// Simulates, checks, writes the report and prints its summary; reports every fault itself, and writes the status file
/// whatever happens.
ExitCode run_command(const RunArguments& arguments);

// These throw what went wrong.
ExitCode check_command(const CheckArguments& arguments);
ExitCode show_command(const ShowArguments& arguments);
ExitCode replay_command(const ReplayArguments& arguments);

// These need calibration; a command built without it throws what to build instead.
ExitCode backtest_command(const BacktestArguments& arguments);
ExitCode calibrate_command(const CalibrateArguments& arguments);

/// Shows the report in `bytes` and returns true when calibration wrote it; false when it is none of calibration's.
bool show_calibration_report(const std::string& bytes, const ShowArguments& arguments);

/// Prints help or version; says a fault on stderr and in the status file.
ExitCode answer_command(const Reply& reply);

}  // namespace lodestone::app
