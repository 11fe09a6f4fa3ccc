/// A back-test to look at: returns, the value-at-risk forecast for them, and the days it was not enough.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>

#include <span>
#include <string>
#include <string_view>

namespace lodestone::calibration {

/// An SVG of 960 × 420: a stroke for each return (class `returns`), a line for −VaR at each level (`var`, the furthest
/// `var last`), a circle for each breach (`breach`, beyond all levels `breach last`) with its date and return as tooltip, axes
/// in per cent and years, a legend with the counts.
///
/// Text alone decides it: the same forecasts give the same bytes; coordinates have two decimals. `title` may hold any text.
/// Shapes: forecasts (T,), T > 1; `tails` those they were made for, descending (caller).   Size: 60 bytes a forecast.
LODESTONE_EXPORT std::string draw_breaches(std::string_view title, std::span<const Forecast> forecasts,
                                           std::span<const double> tails);

}  // namespace lodestone::calibration
