#include <lodestone/app/calibration/calibration_text.hpp>
#include <lodestone/app/commands.hpp>
#include <lodestone/app/interruption.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/output_files.hpp>
#include <lodestone/app/progress_line.hpp>
#include <lodestone/app/utc_text.hpp>
#include <lodestone/base/sha256.hpp>
#include <lodestone/base/version.hpp>
#include <lodestone/calibration/wire/calibration_files.hpp>
#include <lodestone/run/simulation.hpp>
#include <lodestone/wire/fingerprint.hpp>

#include <fmt/core.h>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

namespace lodestone::app {

namespace {

using namespace calibration;

/// What would be found out only at the end: outputs that cannot be written, or that would replace an input or each other.
void check_outputs(const CalibrateArguments& arguments) {
  std::vector<std::string> inputs = arguments.desk;
  inputs.push_back(arguments.spec);
  std::vector<Violation> faults;
  check_output_file("--output", arguments.output, inputs, faults);
  if (!arguments.report.empty()) check_output_file("--report", arguments.report, inputs, faults);
  if (arguments.report == arguments.output)
    faults.push_back(
        {"--report", show(std::string_view(arguments.report)), "must not be the --output", "Choose another name."});
  if (!faults.empty()) throw InvalidInput(std::move(faults));
}

/// Spec, desk and data, read; the faults of the files of all three at once.
struct Inputs {
  CalibrationSpec spec;
  MarketPart desk;
  std::vector<HistoryFile> history;
  std::vector<InputFile> files;
};

Inputs read_inputs(const CalibrateArguments& arguments) {
  Inputs inputs;
  std::vector<Violation> faults;
  const auto attempt = [&](auto read) {
    try {
      read();
    } catch (const InvalidInput& invalid) {
      faults.insert(faults.end(), invalid.violations().begin(), invalid.violations().end());
    }
  };
  attempt([&] {
    inputs.spec = read_calibration_spec(arguments.spec);
    inputs.files.push_back({arguments.spec, sha256_of_file(arguments.spec)});
  });
  attempt([&] {
    const std::vector<std::filesystem::path> desk(arguments.desk.begin(), arguments.desk.end());
    inputs.desk = read_market_part(desk);
    for (const std::string& file : arguments.desk) inputs.files.push_back({file, sha256_of_file(file)});
  });
  attempt([&] {
    inputs.history = read_history_files(inputs.spec, arguments.data);
    for (const HistoryFile& file : inputs.history) inputs.files.push_back({file.name, sha256(file.text)});
  });
  if (!faults.empty()) throw InvalidInput(std::move(faults));
  return inputs;
}

Calibration calibrate_with_progress(const Inputs& inputs, bool quiet) {
  const Interruption interruption;
  std::optional<ProgressLine> line;
  if (!quiet && isatty(STDERR_FILENO) == 1) line.emplace(stderr, ProgressLine::Clock::now());
  const double pieces =
      static_cast<double>(inputs.spec.factors.size() + inputs.spec.chains.size() + inputs.spec.lanes.size() + 1);
  double done = 0.0;
  return calibrate(inputs.spec, inputs.history, inputs.desk, [&](std::string_view piece) {
    if (interruption.token().stop_requested()) throw Cancelled();
    const double share = done / pieces;
    done += 1.0;
    if (!line) return;
    line->update(ProgressLine::Clock::now(),
                 [&](double elapsed) { return progress_text("calibrating", share, piece, elapsed); });
  });
}

std::string comment_of(const CalibrateArguments& arguments, const Calibration& calibration) {
  return fmt::format(
      "Calibrated from {} as of {}: {} estimates, each with its 95 % interval under input_ranges. What is not among those is "
      "the\n"
      "desk's. Written by `lodestone calibrate`; change the spec, or the desk's own files, and calibrate again.",
      std::filesystem::path(arguments.spec).filename().string(), to_string(calibration.results.as_of),
      calibration.results.estimates.size());
}

}  // namespace

ExitCode calibrate_command(const CalibrateArguments& arguments) {
  const auto started = std::chrono::system_clock::now();
  check_outputs(arguments);
  Inputs inputs = read_inputs(arguments);
  Calibration calibration = calibrate_with_progress(inputs, arguments.quiet);

  CalibrationReport report;
  report.results = std::move(calibration.results);
  report.run.started_at = utc_text(started);
  report.run.seconds = std::chrono::duration<double>(std::chrono::system_clock::now() - started).count();
  report.run.engine_version = version();
  report.run.compiler = compiler();
  report.run.inputs = std::move(inputs.files);
  seal(report);
  calibration.results = report.results;
  write_market_part(calibration.part, arguments.output, comment_of(arguments, calibration));
  std::string page = calibration_text(report) + "\nMarket written to " + arguments.output + "\n";
  if (!arguments.report.empty()) {
    write_calibration_report(report, arguments.report);
    page += "Report written to " + arguments.report + "\n";
  }
  if (!arguments.quiet) print(page);
  return kDone;
}

}  // namespace lodestone::app
