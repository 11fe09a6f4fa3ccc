/// A table for machines: comma-separated values as RFC 4180 has them, one header line, numbers that read back as the same bits.
#pragma once

#include <lodestone/risk/report.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone::app {

/// Cells are raw text; quoting is `to_csv`'s. Rows are as long as `columns`.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Lines end with \n; a cell with a comma, a quote or a line break is quoted, its quotes doubled.
std::string to_csv(const CsvTable& table);

/// The shortest text that reads back as the same double.
std::string csv_number(double value);

/// Empty when there is no number.
std::string csv_number(const std::optional<double>& value);

/// Five column names of an estimate: `mean`, `mean_standard_error`, `mean_lower_95`, `mean_upper_95`, `mean_absence`.
void add_estimate_columns(CsvTable& table, std::string_view name);

/// The five cells of an estimate.
void add_estimate(std::vector<std::string>& row, const Estimate& estimate);

}  // namespace lodestone::app
