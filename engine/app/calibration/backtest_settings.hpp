/// What a back-test on the command line asks for.
#pragma once

#include <lodestone/app/arguments.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/backtest/backtest_report.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/history/series_table.hpp>

#include <vector>

namespace lodestone::app {

/// Settings by the arguments; without series and books, every column of `history`. A text that is no day, number, book or
/// return is added to `violations`; what is in bounds is for the back-test to say.
calibration::BacktestSettings backtest_settings(const BacktestArguments& arguments, const calibration::SeriesTable& history,
                                                std::vector<Violation>& violations);

/// The models of these names (`lodestone`, `historical`, `filtered`, `ewma`, `garch`); all of them for none.
std::vector<calibration::VarModel> backtest_models(const std::vector<std::string>& names, std::vector<Violation>& violations);

}  // namespace lodestone::app
