/// A model of tomorrow's return, as a back-test sees it: past returns in, predictive laws out.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/calibration/backtest/predictive_law.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// Everything known on the evening of `dates.back()`. A model is shown nothing else, so it cannot look ahead.
struct ReturnHistory {
  std::span<const Date> dates;      ///< (n,)
  std::span<const double> returns;  ///< (n,), consecutive one-day returns
};

/// The laws of the sum of the next h returns, one for each horizon asked for. `refit` asks for new parameters; between refits
/// the old ones run on with the new returns. Called day after day; it may remember its last fit.
using Forecaster = std::function<std::vector<PredictiveLaw>(const ReturnHistory& history, bool refit)>;

/// `start` makes a forecaster without any memory, for the horizons [d] given; the first call to it must ask for a refit.
struct VarModel {
  std::string name;
  std::function<Forecaster(std::vector<int> horizons)> start;
};

}  // namespace lodestone::calibration
