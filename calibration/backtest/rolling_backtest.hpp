/// Forecasts as they would have been made, day by day.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/history/returns.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// No VaR or ES reaches further into a law than its worst 5 %, which is kept in slices: what a simulation of the tests needs of
/// it. 40 slices of 1/8 %, the worst of them cut into five, for there the losses differ most.
inline constexpr double kWidestTail = 0.05;
inline constexpr double kTailSlice = 0.00125;
inline constexpr std::size_t kWorstSlices = 5;
inline constexpr std::size_t kTailSlices = 44;

/// Where slice `slice` begins: the probability of a worse loss; slice kTailSlices begins where the last one ends.
constexpr double tail_slice_begin(std::size_t slice) {
  return slice <= kWorstSlices ? static_cast<double>(slice) * kTailSlice / static_cast<double>(kWorstSlices)
                               : static_cast<double>(slice - kWorstSlices + 1) * kTailSlice;
}

/// The slice in which a loss of this probability lies. Precondition: 0 ≤ probability < kWidestTail.
constexpr std::size_t tail_slice_of(double probability) {
  const std::size_t fine = static_cast<std::size_t>(probability / kTailSlice * static_cast<double>(kWorstSlices));
  const std::size_t coarse = kWorstSlices - 1 + static_cast<std::size_t>(probability / kTailSlice);
  return fine < kWorstSlices ? fine : coarse < kTailSlices ? coarse : kTailSlices - 1;
}

/// One forecast and what came of it. Returns are log returns; VaR and ES are losses, positive.
struct Forecast {
  Date made_on = kNoDate;             ///< the last day known to the model
  Date ends_on = kNoDate;             ///< the last day of the return forecast
  double realised = 0.0;              ///< the sum of the next h returns
  double transform = 0.5;             ///< F(realised), uniform for a right model
  std::vector<double> value_at_risk;  ///< a number for each of the tails asked for
  std::vector<double> expected_shortfall;
  std::array<double, kTailSlices> slice_means{};  ///< from the worst
};

struct BacktestOptions {
  std::vector<int> horizons = {1, 10};                 ///< [d]
  std::vector<double> tails = {0.025, 0.01};           ///< 1 − confidence, the chance of a breach; in (0, kWidestTail]
  Date from = kNoDate;                                 ///< no forecast is made before this day
  int first_returns = 500;                             ///< nor before so many returns are known
  int refit_every = 20;                                ///< [d]
  std::function<void(double share_done)> on_progress;  ///< called on the caller's thread
};

/// The forecasts of one model. `by_horizon` has an entry for each horizon; windows of more than a day overlap.
struct ModelForecasts {
  std::string model;
  std::vector<std::vector<Forecast>> by_horizon;
};

/// All models on one series, over the same days.
struct SeriesForecasts {
  std::string series;
  std::vector<int> horizons;
  std::vector<double> tails;
  std::vector<ModelForecasts> models;
};

/// On each day from the first allowed: laws from the returns up to that day, set beside the returns after it. Parameters are
/// estimated anew every `refit_every` days. A horizon ends with the last day whose h returns are known; no day is left out, so
/// forecasts over h days overlap in h − 1 of them.
///
/// `returns`: consecutive one-day returns (see `ordinary_returns`). No forecasts when the series is too short.
/// Cost: 10 years of daily returns, five models, both horizons: some 10 s on one core.
LODESTONE_EXPORT SeriesForecasts forecast_rolling(const ReturnSeries& returns, const std::vector<VarModel>& models,
                                                  const BacktestOptions& options);

}  // namespace lodestone::calibration
