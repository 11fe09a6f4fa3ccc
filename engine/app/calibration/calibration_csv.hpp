/// The tables of a calibration, every number to its last bit.
#pragma once

#include <lodestone/app/csv_table.hpp>
#include <lodestone/calibration/market/calibration_report.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace lodestone::app {

std::vector<std::string_view> calibration_table_names();

/// None for a name that is no table.
std::optional<CsvTable> calibration_table(const calibration::CalibrationResults& results, std::string_view name);

}  // namespace lodestone::app
