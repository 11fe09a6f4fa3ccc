#include <lodestone/app/command_line.hpp>

#include <lodestone/app/calibration_options.hpp>
#include <lodestone/app/option_parts.hpp>
#include <lodestone/app/report_csv.hpp>
#include <lodestone/base/version.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <sstream>

namespace lodestone::app {

namespace {

constexpr const char* kAbout =
    "Lodestone: Monte Carlo risk for desks that hold rare-earth equities and offtake contracts.\n"
    "A study (market, policy, licences, projects, portfolio, settings) goes in, a risk report comes out.";

constexpr const char* kFirstSteps =
    "First steps:\n"
    "  lodestone check  market.textproto portfolio.textproto settings.textproto\n"
    "  lodestone run    market.textproto portfolio.textproto settings.textproto -o report.pb\n"
    "  lodestone show   report.pb\n"
    "  lodestone replay market.textproto portfolio.textproto settings.textproto --path 17\n"
    "  lodestone calibrate spec.textproto --data history/ -o market.textproto\n"
    "  lodestone backtest history.csv --series MP,LYC_AX -o backtest.pb\n"
    "`lodestone SUBCOMMAND --help` explains each.\n\n";

constexpr const char* kFilesHelp = "Study: .textproto, .json or .pb; several files are merged into one study";

void add_study(CLI::App& app, std::vector<std::string>& files, Overrides& overrides) {
  app.add_option("files", files, kFilesHelp)->required()->type_name("FILE");
  add_integer<std::int64_t>(app, "--paths", overrides.paths, "Paths to simulate, instead of the study's");
  add_integer<std::uint64_t>(app, "--seed", overrides.seed, "Seed of the random numbers, instead of the study's");
  app.add_option("--horizon", overrides.horizons, "Horizon (10d, 3m, 1y, 2026-12-31), instead of the study's; may be repeated")
      ->type_name("LABEL")
      ->allow_extra_args(false);
}

void add_machine(CLI::App& app, MachineArguments& machine) {
  add_integer<int>(app, "--threads", machine.threads, "Threads; 0 (default): as many as the machine has");
  add_integer<int>(app, "--tile", machine.tile_paths,
                   "Paths handled together: a multiple of 64 up to 4096; 0 (default): by cache size");
  app.add_option_function<std::string>(
         "--isa", [&machine](const std::string& text) { machine.isa = parse_isa(text); },
         "Instruction set; default: the widest of this processor")
      ->type_name("ISA")
      ->check(CLI::IsMember({"avx2", "avx512"}));
}

/// Where a status file was asked for, also on a command line that cannot be read.
std::string status_file(const std::vector<std::string>& words) {
  const std::string option = "--status";
  for (std::size_t k = 0; k < words.size(); ++k) {
    if (words[k] == option && k + 1 < words.size()) return words[k + 1];
    if (words[k].rfind(option + "=", 0) == 0) return words[k].substr(option.size() + 1);
  }
  return {};
}

/// The names of a report's tables, a few on each line.
std::string table_list() {
  constexpr std::size_t kLineLength = 90;
  std::string text = "Tables:";
  std::size_t length = 0;
  for (const std::string_view name : report_table_names()) {
    const bool breaks = length + name.size() > kLineLength;
    text.append(length == 0 ? " " : breaks ? ",\n  " : ", ").append(name);
    length = (breaks ? 0 : length) + name.size() + 2;
  }
  return text + ".";
}

CLI::App* add_run(CLI::App& root, RunArguments& run) {
  CLI::App* app = root.add_subcommand("run", "Simulate a study and write its risk report");
  add_study(*app, run.files, run.overrides);
  app->add_option("-o,--output", run.output, "Where the report goes (.pb); it appears whole or not at all")
      ->required()
      ->type_name("FILE");
  CLI::Option* draws = add_integer<std::int64_t>(
      *app, "--parameter-draws", run.parameters.draws,
      "Run again this often, inputs drawn from the study's ranges (20 or more): VaR and ES over parameters");
  add_integer<std::int64_t>(*app, "--parameter-paths", run.parameters.paths,
                            "Paths of each of these runs; default: as many as the study's")
      ->needs(draws);
  add_machine(*app, run.machine);
  app->add_option("--status", run.status, "JSON file that says how the run ended, written on every exit")->type_name("FILE");
  app->add_option("--request-id", run.request_id, "Your own name for this run, echoed in the report")->type_name("ID");
  app->add_flag("-q,--quiet", run.quiet, "No tables and no progress");
  app->add_flag("--profile", run.profile, "Tell where the path loop's time goes, stage by stage");
  app->footer(
      example("  lodestone run market.textproto portfolio.textproto settings.textproto -o report.pb\n"
              "  lodestone run desk.pb -o quick.pb --paths 5000 --seed 7 --horizon 10d --horizon 1y\n"
              "  lodestone run desk.pb -o uncertain.pb --parameter-draws 100 --parameter-paths 10000\n\n"
              "The same study gives the same results to the last bit for any --threads, --tile and --isa.\n"
              "A run whose own checks fail writes no report and exits with 1."));
  return app;
}

CLI::App* add_check(CLI::App& root, CheckArguments& check) {
  CLI::App* app = root.add_subcommand("check", "Say everything that is wrong with a study, or how large its run will be");
  add_study(*app, check.files, check.overrides);
  add_machine(*app, check.machine);
  app->footer(
      example("  lodestone check market.textproto portfolio.textproto settings.textproto\n\n"
              "Lists every violation with its path, value, rule and remedy, and exits with 2; or else prints the\n"
              "settings that were left to their defaults, steps, factors, draws, memory and the expected time."));
  return app;
}

CLI::App* add_show(CLI::App& root, ShowArguments& show) {
  CLI::App* app = root.add_subcommand("show", "Print a report: tables, JSON, CSV or its fingerprint");
  app->add_option("report", show.report, "Report written by `lodestone run`, `calibrate` or `backtest`")
      ->required()
      ->type_name("FILE");
  CLI::Option* json = app->add_flag_callback(
      "--json", [&show] { show.form = ShowForm::JSON; }, "The whole report as JSON");
  CLI::Option* csv = app->add_option_function<std::string>(
                            "--csv",
                            [&show](const std::string& table) {
                              show.form = ShowForm::CSV;
                              show.table = table;
                            },
                            "One table as CSV, every number to its last bit")
                         ->type_name("TABLE");
  CLI::Option* fingerprint = app->add_flag_callback(
      "--fingerprint", [&show] { show.form = ShowForm::FINGERPRINT; },
      "The fingerprint of the results: equal if and only if the results are the same bits");
  json->excludes(csv)->excludes(fingerprint);
  csv->excludes(fingerprint);
  app->footer(example("  lodestone show report.pb\n  lodestone show report.pb --csv contributions\n\n" + table_list() +
                      "\nA report that does not match its fingerprint is refused."));
  return app;
}

CLI::App* add_replay(CLI::App& root, ReplayArguments& replay) {
  CLI::App* app = root.add_subcommand("replay", "Print one path of a study, step by step, exactly as a run sees it");
  add_study(*app, replay.files, replay.overrides);
  add_integer<std::int64_t>(*app, "--path", replay.path, "Which path, from 0")->required();
  app->add_flag("--csv", replay.csv, "One long CSV table, every number to its last bit");
  app->footer(
      example("  lodestone replay market.textproto portfolio.textproto settings.textproto --path 17\n\n"
              "Give the run's own --seed, --paths and --horizon if it had them."));
  return app;
}

}  // namespace

Command read_command_line(const std::vector<std::string>& words) {
  CLI::App root(kAbout, "lodestone");
  root.set_version_flag("--version", "lodestone " + std::string(version()), "Print the version");
  root.require_subcommand(1);
  root.footer(std::string(kFirstSteps) + kExitCodes);
  root.get_formatter()->column_width(34);

  RunArguments run;
  CheckArguments check;
  ShowArguments show;
  ReplayArguments replay;
  BacktestArguments backtest;
  CalibrateArguments calibrate;
  const CLI::App* run_app = add_run(root, run);
  const CLI::App* check_app = add_check(root, check);
  const CLI::App* show_app = add_show(root, show);
  const CLI::App* replay_app = add_replay(root, replay);
  const CLI::App* backtest_app = add_backtest(root, backtest);
  add_calibrate(root, calibrate);

  try {
    root.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them last first
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream err;
    if (root.exit(error, out, err) == 0) return Reply{out.str(), std::nullopt, ""};
    const Violation fault{"command line", "", error.what(), "`lodestone --help` and `lodestone SUBCOMMAND --help` explain it."};
    return Reply{"", fault, status_file(words)};
  }
  if (run_app->parsed()) return run;
  if (check_app->parsed()) return check;
  if (show_app->parsed()) return show;
  if (replay_app->parsed()) return replay;
  if (backtest_app->parsed()) return backtest;
  return calibrate;
}

}  // namespace lodestone::app
