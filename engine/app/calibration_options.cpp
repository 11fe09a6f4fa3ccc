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

}  // namespace lodestone::app
