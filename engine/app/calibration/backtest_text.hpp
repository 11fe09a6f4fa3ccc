/// A back-test for people.
#pragma once

#include <lodestone/calibration/backtest/backtest_report.hpp>

#include <string>

namespace lodestone::app {

/// What was done, each model over everything, the judged model beside each benchmark, warnings.
std::string backtest_summary(const calibration::BacktestReport& report);

/// The summary, then the tests of each series, horizon, level and model, and how the back-test was made.
std::string backtest_text(const calibration::BacktestReport& report);

}  // namespace lodestone::app
