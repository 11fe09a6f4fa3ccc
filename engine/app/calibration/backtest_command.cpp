#include <lodestone/app/calibration/backtest_settings.hpp>
#include <lodestone/app/calibration/backtest_text.hpp>
#include <lodestone/app/commands.hpp>
#include <lodestone/app/interruption.hpp>
#include <lodestone/app/output.hpp>
#include <lodestone/app/output_files.hpp>
#include <lodestone/app/progress_line.hpp>
#include <lodestone/app/utc_text.hpp>
#include <lodestone/base/sha256.hpp>
#include <lodestone/base/version.hpp>
#include <lodestone/calibration/backtest/breach_picture.hpp>
#include <lodestone/calibration/backtest/run_backtest.hpp>
#include <lodestone/calibration/wire/backtest_file.hpp>
#include <lodestone/wire/atomic_file.hpp>

#include <fmt/core.h>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <utility>

namespace lodestone::app {

namespace {

using namespace calibration;

void check_outputs(const BacktestArguments& arguments) {
  std::vector<Violation> faults;
  if (!arguments.output.empty()) check_output_file("--output", arguments.output, {arguments.history}, faults);
  std::error_code error;
  if (!arguments.picture.empty() && !std::filesystem::is_directory(arguments.picture, error)) {
    faults.push_back(
        {"--picture", show(std::string_view(arguments.picture)), "must be a folder that exists", "Make it first."});
  } else if (!arguments.picture.empty() && access(arguments.picture.c_str(), W_OK) != 0) {
    faults.push_back(
        {"--picture", show(std::string_view(arguments.picture)), "must be a folder that can be written to", "Choose another."});
  }
  if (!faults.empty()) throw InvalidInput(std::move(faults));
}

/// The settings and models asked for, or every fault of them, those of the columns they name included.
struct Request {
  BacktestSettings settings;
  std::vector<VarModel> models;
};
Request read_request(const BacktestArguments& arguments, const SeriesTable& history) {
  std::vector<Violation> violations;
  Request request{backtest_settings(arguments, history, violations), backtest_models(arguments.models, violations)};
  if (violations.empty()) return request;
  throw InvalidInput(std::move(violations));
}

Backtest run_with_progress(const SeriesTable& history, const Request& request, bool quiet) {
  const Interruption interruption;
  std::optional<ProgressLine> line;
  if (!quiet && isatty(STDERR_FILENO) == 1) line.emplace(stderr, ProgressLine::Clock::now());
  return run_backtest(history, request.settings, request.models, [&](double share, std::string_view series) {
    if (interruption.token().stop_requested()) throw Cancelled();
    if (!line) return;
    line->update(ProgressLine::Clock::now(),
                 [&](double elapsed) { return progress_text("back-testing", share, series, elapsed); });
  });
}

/// A name that is one part of a path whatever the series is called.
std::string file_part(std::string_view name) {
  std::string safe;
  for (const char c : name) safe += c == '/' || c == '\0' || (safe.empty() && c == '.') ? '_' : c;
  return safe;
}

int draw_pictures(const Backtest& backtest, const std::string& folder) {
  int count = 0;
  for (const SeriesForecasts& made : backtest.forecasts) {
    for (std::size_t h = 0; h < made.horizons.size(); ++h) {
      const ModelForecasts& judged = made.models.front();
      if (judged.by_horizon[h].size() < 2) continue;
      const std::string name = fmt::format("{}_{}d.svg", file_part(made.series), made.horizons[h]);
      const std::string title = fmt::format("{}: {} over {} d", made.series, judged.model, made.horizons[h]);
      write_whole(std::filesystem::path(folder) / name, draw_breaches(title, judged.by_horizon[h], made.tails));
      ++count;
    }
  }
  return count;
}

}  // namespace

ExitCode backtest_command(const BacktestArguments& arguments) {
  const auto started = std::chrono::system_clock::now();
  check_outputs(arguments);
  const std::string bytes = read_whole(arguments.history);
  const SeriesTable history = read_series_table(arguments.history, bytes);
  const Backtest backtest = run_with_progress(history, read_request(arguments, history), arguments.quiet);

  BacktestReport report;
  report.results = backtest.results;
  report.results.history_sha256 = sha256(bytes);
  report.run.started_at = utc_text(started);
  report.run.seconds = std::chrono::duration<double>(std::chrono::system_clock::now() - started).count();
  report.run.engine_version = version();
  report.run.compiler = compiler();
  report.run.inputs = {{arguments.history, report.results.history_sha256}};
  seal(report);
  std::string page = backtest_text(report);
  if (!arguments.output.empty()) {
    write_backtest_report(report, arguments.output);
    page += "Report written to " + arguments.output + "\n";
  }
  if (!arguments.picture.empty()) {
    page += fmt::format("{} pictures written to {}\n", draw_pictures(backtest, arguments.picture), arguments.picture);
  }
  if (!arguments.quiet) print(page);
  return kDone;
}

}  // namespace lodestone::app
