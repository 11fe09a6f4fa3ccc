/// An estimate in a table: the number in one column, one standard error beside it in the next.
#pragma once

#include <lodestone/app/number_text.hpp>
#include <lodestone/app/text_table.hpp>
#include <lodestone/risk/report.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::app {

/// Two columns: `title` in `unit`, and its error.
void add_estimate_columns(TextTable& table, std::string title, std::string unit, Tie tie = Tie::NONE);

/// Two cells: the number, or "too few" / "n/a" where that is the reason of its absence, or "–"; and "±0.12", or nothing.
void add_estimate_cells(std::vector<std::string>& row, const NumberScale& scale, const Estimate& estimate);

/// Two empty cells for a row that has no such estimate.
void add_missing_cells(std::vector<std::string>& row);

/// The number, or "–".
std::string optional_text(const NumberScale& scale, const std::optional<double>& value);

}  // namespace lodestone::app
