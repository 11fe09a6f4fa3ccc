/// How often a model failed over a whole back-test, beside how often a right one would.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/backtest_report.hpp>

#include <vector>

namespace lodestone::calibration {

/// A test is a rejection when its p-value, or its p-value after Holm's correction over all tests of the model, is below this.
inline constexpr double kSignificance = 0.05;

/// One for each of the models in the settings, from the verdicts.
LODESTONE_EXPORT std::vector<ModelSummary> summarise(const BacktestResults& results);

}  // namespace lodestone::calibration
