/// The tables of a risk report for machines. Column names and units are those of the wire; money in the reporting currency.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/risk/report.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace lodestone::app {

/// Names that `report_table` knows, in the order in which help lists them.
std::vector<std::string_view> report_table_names();

/// The table called `name`; none for a name that is not in `report_table_names`.
std::optional<CsvTable> report_table(const Results& results, std::string_view name);

}  // namespace lodestone::app
