#include <lodestone/app/commands.hpp>
#include <lodestone/app/interruption.hpp>
#include <lodestone/app/load_study.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/output_files.hpp>
#include <lodestone/app/progress_line.hpp>
#include <lodestone/app/report_text.hpp>
#include <lodestone/app/utc_text.hpp>
#include <lodestone/wire/atomic_file.hpp>
#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/write_report.hpp>

#include <fmt/core.h>

#include <unistd.h>

#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace lodestone::app {

namespace {

std::vector<Violation> output_faults(const RunArguments& arguments) {
  std::vector<Violation> faults;
  check_output_file("--output", arguments.output, arguments.files, faults);
  if (!arguments.status.empty()) check_output_file("--status", arguments.status, arguments.files, faults);
  return faults;
}

/// Calls `run` with options that show progress on a terminal, unless that is not wanted.
template <class Run>
auto with_progress(Options options, bool quiet, const Run& run) {
  std::optional<ProgressLine> line;
  if (!quiet && isatty(STDERR_FILENO) == 1) {
    line.emplace(stderr, ProgressLine::Clock::now());
    options.on_progress = [&line](const Progress& progress) {
      line->update(ProgressLine::Clock::now(), [&](double elapsed) { return progress_text(progress, elapsed); });
    };
  }
  return run(options);
}

/// The results of the study, and of the draws of its parameters: first, as they are refused at once where they cannot be made.
RiskReport run_study_and_draws(const RunArguments& arguments, const ValidStudy& study, const Options& options) {
  const auto started = std::chrono::steady_clock::now();
  std::optional<ParameterUncertainty> uncertainty;
  if (arguments.parameters.draws != 0) {
    uncertainty = with_progress(options, arguments.quiet, [&](const Options& shown) {
      return parameter_uncertainty(study, arguments.parameters, shown);
    });
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  RiskReport report =
      with_progress(options, arguments.quiet, [&](const Options& shown) { return simulate(study, shown).report(); });
  if (!uncertainty) return report;
  report.results.parameter_uncertainty = std::move(uncertainty);
  report.run.stages.push_back({"parameter draws", seconds});
  report.run.seconds += seconds;
  return report;
}

/// How a run ended and what it has to say.
struct Ending {
  RunStatus status;
  std::string page;
};

/// Writes a report that passed its checks. One that cannot be written is a failed run, not a bad study.
Ending write(const RiskReport& report, const RunArguments& arguments, RunStatus status) {
  try {
    write_report(report, arguments.output);
  } catch (const InvalidInput&) {
    status = status_of(std::current_exception());
    status.outcome = Outcome::FAILED;
    status.exit_code = kFailed;
    return {status, ""};
  }
  status.report = arguments.output;
  status.fingerprint = report.fingerprint;
  return {status, summary_text(report) + (arguments.profile ? profile_text(report.run) : "") +
                      fmt::format("\nReport written to {}\nFingerprint {}\n", status.report, status.fingerprint)};
}

/// Everything from files to file. Throws InvalidInput, Cancelled and what the engine throws.
Ending attempt(const RunArguments& arguments) {
  const auto started = std::chrono::system_clock::now();
  if (std::vector<Violation> faults = output_faults(arguments); !faults.empty()) throw InvalidInput(std::move(faults));
  const Interruption interruption;
  const LoadedStudy loaded = load_study(arguments.files, arguments.overrides);
  std::vector<InputFile> inputs;
  for (const std::string& file : arguments.files) inputs.push_back({file, sha256_of_file(file)});

  Options options = options_of(arguments.machine);
  options.profile = arguments.profile;
  options.stop = interruption.token();
  RiskReport report = run_study_and_draws(arguments, loaded.study, options);
  report.run.started_at = utc_text(started);
  report.run.request_id = arguments.request_id;
  report.run.overrides = loaded.overrides;
  report.run.inputs = std::move(inputs);
  seal(report, loaded.study.study());
  const RunStatus status = status_of(report.results);
  if (status.outcome == Outcome::FAILED) return {status, ""};
  if (interruption.token().stop_requested()) throw Cancelled();
  return write(report, arguments, status);
}

}  // namespace

Options options_of(const MachineArguments& machine) {
  Options options;
  options.threads = machine.threads;
  options.tile_paths = machine.tile_paths;
  options.isa = machine.isa;
  return options;
}

ExitCode run_command(const RunArguments& arguments) {
  RunStatus status;
  try {
    const Ending ending = attempt(arguments);
    status = ending.status;
    if (!arguments.quiet) print(ending.page);
  } catch (...) {
    RunStatus failure = status_of(std::current_exception());
    failure.report = status.report;  // written already when it is stdout that failed
    failure.fingerprint = status.fingerprint;
    status = failure;
  }
  print_messages(status.messages);
  if (!arguments.status.empty()) write_whole(arguments.status, to_json(status));
  return status.exit_code;
}

}  // namespace lodestone::app
