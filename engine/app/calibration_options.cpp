#include <lodestone/app/calibration_options.hpp>

#include <lodestone/app/option_parts.hpp>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace lodestone::app {

CLI::App* add_backtest(CLI::App& root, BacktestArguments& backtest) {
  CLI::App* app =
      root.add_subcommand("backtest", "Would yesterday's VaR and ES have held? Judge models on a history of prices");
  app->add_option("history", backtest.history,
                  "CSV: a column `date` (YYYY-MM-DD) and a column of prices for each series; blanks allowed")
      ->required()
      ->type_name("HISTORY.csv");
  app->add_option("--series", backtest.series, "Columns to judge, by comma; default: every column, where no book is given")
      ->type_name("A,B")
      ->delimiter(',')
      ->allow_extra_args(false);
  app->add_option("--book", backtest.books,
                  "A portfolio rebalanced daily: name=A:0.5,B:0.5, or name=A,B for equal weights; may be repeated")
      ->type_name("BOOK")
      ->allow_extra_args(false);
  app->add_option("--from", backtest.from, "No forecast is made before this day")->type_name("DATE");
  app->add_option("--to", backtest.to, "No later return is looked at")->type_name("DATE");
  app->add_option("--exclude", backtest.excluded,
                  "Leave out the return that ends on a day (a demerger), as SERIES:DATE; may be repeated")
      ->type_name("RETURN")
      ->allow_extra_args(false);
  app->add_option("--levels", backtest.levels, "Confidences of VaR and ES in [0.95, 0.995], by comma; default 0.975,0.99")
      ->type_name("P,Q")
      ->delimiter(',')
      ->allow_extra_args(false);
  app->add_option("--horizons", backtest.horizons, "Days that a forecast covers, by comma; default 1,10")
      ->type_name("H,K")
      ->delimiter(',')
      ->allow_extra_args(false);
  app->add_option(
         "--models", backtest.models,
         "The model to judge, then its benchmarks, by comma, of lodestone, historical, filtered, ewma, garch; default: all")
      ->type_name("M,N")
      ->delimiter(',')
      ->allow_extra_args(false);
  app->add_option("-o,--output", backtest.output, "Where the report goes (.pb); it appears whole or not at all")
      ->type_name("FILE");
  app->add_option("--picture", backtest.picture, "Folder for an SVG of each series and horizon: returns, VaR and its breaches")
      ->type_name("DIR");
  app->add_flag("-q,--quiet", backtest.quiet, "No tables and no progress");
  app->footer(example(
      "  lodestone backtest prices.csv --series MP,LYC_AX --book desk=MP:0.6,LYC_AX:0.4 --from 2015-01-01 -o backtest.pb\n\n"
      "Day after day each model is shown the returns so far and says what the next 1 and 10 days may lose; then the days "
      "come.\n"
      "Tests: as many breaches of VaR as promised (Kupiec), not one after the other (Christoffersen), losses beyond VaR as "
      "large\n"
      "as ES says (Acerbi-Szekely Z1, Z2), the whole law uniform (Kolmogorov-Smirnov, Anderson-Darling), Basel's traffic "
      "light.\n"
      "A p-value is the chance of as bad a number were the forecasts right; of many tests 5 % are below 0.05 by chance alone.\n"
      "The lower Fissler-Ziegel loss (FZ) is the better VaR and ES; Diebold-Mariano says whether the difference is chance.\n"
      "A return across blanks spans several days; one across more than 4 weekdays is left out.\n"
      "`lodestone show backtest.pb` prints the tables again."));
  return app;
}

CLI::App* add_calibrate(CLI::App& root, CalibrateArguments& calibrate) {
  CLI::App* app = root.add_subcommand("calibrate", "Estimate a study's market, policy and licences from history, with errors");
  app->add_option("spec", calibrate.spec, "What is calibrated from which columns: CalibrationSpec as .textproto, .json or .pb")
      ->required()
      ->type_name("SPEC");
  app->add_option("--data", calibrate.data, "Folder with the CSV files that the spec names")->required()->type_name("DIR");
  app->add_option("--desk", calibrate.desk,
                  "Study file with the desk's own market, policy or licences: estimates replace its numbers, the rest stays;\n"
                  "may be repeated")
      ->type_name("FILE")
      ->allow_extra_args(false);
  app->add_option("-o,--output", calibrate.output,
                  "Where the market goes (.textproto, .json, .pb); it appears whole or not at all")
      ->required()
      ->type_name("FILE");
  app->add_option("--report", calibrate.report, "Where the report goes (.pb): estimates, errors, samples, diagnostics")
      ->type_name("FILE");
  app->add_flag("-q,--quiet", calibrate.quiet, "No tables and no progress");
  app->footer(example(
      "  lodestone calibrate spec.textproto --data history/ --desk market.textproto --desk policy.textproto -o "
      "calibrated.textproto\n"
      "  lodestone run calibrated.textproto portfolio.textproto settings.textproto -o report.pb\n\n"
      "The output holds market, policy and licences; it takes the place of the --desk files in a run. Each estimate comes with "
      "its\n"
      "95 % interval under input_ranges, from which `lodestone run --parameter-draws` draws.\n"
      "A spec says for each factor: column, unit, currency, VAT, frequency, motion (GEOMETRIC, LOG_REVERTING, REVERTING,\n"
      "SCHWARTZ_SMITH), volatility (SAMPLE, EWMA, GARCH, GJR_GARCH), exposures, priors; for policy which state held when.\n"
      "Drifts are never estimated: a sample's mean knows next to nothing. Gaps, stale prices and outliers are reported, and a\n"
      "return is left out only across an excluded date or a gap. Nothing after as_of is looked at.\n"
      "`lodestone show calibration.pb` prints the tables again."));
  return app;
}

}  // namespace lodestone::app
