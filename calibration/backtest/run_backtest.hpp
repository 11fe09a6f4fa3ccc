/// A whole back-test: every model on every series and book, judged.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/backtest_report.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/history/series_table.hpp>

#include <functional>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// The judge draws this many levels into one picture and a reader keeps as many apart.
inline constexpr std::size_t kGreatestLevels = 3;

/// `on_progress` hears how much is done, of what series, on the caller's thread; what it throws ends the back-test.
using BacktestProgress = std::function<void(double share_done, std::string_view series)>;

/// `results` without `history_sha256`, which the caller knows; `forecasts`, one for each series and book, for pictures.
struct Backtest {
  BacktestResults results;
  std::vector<SeriesForecasts> forecasts;
};

/// The returns of every series and book asked for: `ordinary_returns`, without those excluded; a book has a return on the days
/// on which half of its members or more have one.
///
/// Throws InvalidInput naming everything that is wrong: a series or a day that the history does not hold, a price ≤ 0, settings
/// out of their bounds.
LODESTONE_EXPORT std::vector<ReturnSeries> returns_to_judge(const SeriesTable& history, const BacktestSettings& settings);

/// All of `models` by the settings, whose names of models become theirs; the first is judged beside the others. Overlapping
/// windows: Diebold and Mariano with horizon + 4 lags, p-values of the tests by `judge_forecasts`.
///
/// Throws as `returns_to_judge`, and for settings without a series, or without a model.   Cost: 13 s for ten years of daily
/// returns, five models, both horizons, on one core.   Bits: the same for the same history and settings.
LODESTONE_EXPORT Backtest run_backtest(const SeriesTable& history, const BacktestSettings& settings,
                                       const std::vector<VarModel>& models, const BacktestProgress& on_progress = {});

}  // namespace lodestone::calibration
