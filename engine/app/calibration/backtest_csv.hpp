/// The tables of a back-test for machines.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/calibration/backtest/backtest_report.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace lodestone::app {

/// `summary`, `tests`, `scores`, `comparisons`, `breaches`.
std::vector<std::string_view> backtest_table_names();

/// None for another name. Numbers to their last bit; a test that was not possible has empty cells.
std::optional<CsvTable> backtest_table(const calibration::BacktestResults& results, std::string_view name);

}  // namespace lodestone::app
