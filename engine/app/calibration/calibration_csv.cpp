#include <lodestone/app/calibration/calibration_csv.hpp>

#include <cmath>
#include <string>

namespace lodestone::app {

namespace {

using namespace calibration;

std::string cell(double value) { return std::isnan(value) ? std::string() : csv_number(value); }

CsvTable estimates(const CalibrationResults& results) {
  CsvTable table{{"path", "subject", "parameter", "value", "standard_error", "low", "high", "observations", "method"}, {}};
  for (const ParameterEstimate& one : results.estimates) {
    table.rows.push_back({one.path, one.subject, one.parameter, cell(one.value), cell(one.standard_error), cell(one.low),
                          cell(one.high), std::to_string(one.observations), one.method});
  }
  return table;
}

CsvTable series(const CalibrationResults& results) {
  CsvTable table{{"series", "file", "column", "first", "last", "returns", "left_out", "zero_share", "first_autocorrelation"},
                 {}};
  for (const SeriesDiagnostics& one : results.series) {
    table.rows.push_back({one.id, one.file, one.column, to_string(one.first), to_string(one.last), std::to_string(one.returns),
                          std::to_string(one.left_out), cell(one.zero_share), cell(one.first_autocorrelation)});
  }
  return table;
}

CsvTable outliers(const CalibrationResults& results) {
  CsvTable table{{"series", "date", "return", "score"}, {}};
  for (const SeriesDiagnostics& one : results.series) {
    for (const FlaggedReturn& flagged : one.outliers)
      table.rows.push_back({one.id, to_string(flagged.date), cell(flagged.value), cell(flagged.score)});
  }
  return table;
}

}  // namespace

std::vector<std::string_view> calibration_table_names() { return {"estimates", "series", "outliers"}; }

std::optional<CsvTable> calibration_table(const CalibrationResults& results, std::string_view name) {
  if (name == "estimates") return estimates(results);
  if (name == "series") return series(results);
  if (name == "outliers") return outliers(results);
  return std::nullopt;
}

}  // namespace lodestone::app
