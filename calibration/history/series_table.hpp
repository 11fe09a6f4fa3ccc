/// A history as it comes: dates by series, with blanks where there is no value. Nothing is filled.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace lodestone::calibration {

/// One column. `values` has one entry for each date of the table; NaN means blank.
struct HistorySeries {
  std::string name;
  std::vector<double> values;
};

/// Shapes: dates (rows,), increasing; each series (rows,).
struct SeriesTable {
  std::string file;
  std::vector<Date> dates;
  std::vector<HistorySeries> series;
};

/// Reads a CSV whose first column is `date` (YYYY-MM-DD, strictly increasing) and whose other columns are series of numbers,
/// blank where there is none.
///
/// Throws `InvalidInput` with every fault of the file: those of `parse_csv`, a first column of another name, no series, a text
/// that is no day or no finite number, a date given twice, a date before the one above it. A date given twice is refused, not
/// merged: two values for a day are two different returns.
LODESTONE_EXPORT SeriesTable read_series_table(std::string_view file, std::string_view text);

/// The series of that name; null when there is none.
LODESTONE_EXPORT const HistorySeries* find_series(const SeriesTable& table, std::string_view name);

/// The rows from `first` to `last`, both included.
LODESTONE_EXPORT SeriesTable select_window(const SeriesTable& table, Date first, Date last);

}  // namespace lodestone::calibration
