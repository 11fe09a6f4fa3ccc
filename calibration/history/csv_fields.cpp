#include <lodestone/calibration/history/csv_table.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace lodestone::calibration {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

double parse_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::size_t> locate_columns(const CsvTable& table, const std::vector<std::string>& names,
                                        std::vector<Violation>& violations) {
  std::vector<std::size_t> columns;
  for (const std::string& name : names) {
    const auto found = std::find(table.header.begin(), table.header.end(), name);
    if (found == table.header.end()) {
      violations.push_back({csv_place(table.file, 1, name), "", "must be a column", "The columns are " + listed(names) + "."});
    } else {
      columns.push_back(static_cast<std::size_t>(found - table.header.begin()));
    }
  }
  for (const std::string& name : table.header) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      violations.push_back(
          {csv_place(table.file, 1, name), "", "is not a column of this file", "The columns are " + listed(names) + "."});
    }
  }
  return columns;
}

void FieldReader::refuse(const CsvRow& row, std::size_t name, std::string rule, std::string remedy) {
  const std::string& field = text(row, name);
  violations_.push_back({csv_place(table_.file, row.line, table_.header[columns_[name]]),
                         field.empty() ? show(std::numeric_limits<double>::quiet_NaN()) : show(std::string_view(field)),
                         std::move(rule), std::move(remedy)});
}

std::string FieldReader::required_text(const CsvRow& row, std::size_t name) {
  if (text(row, name).empty()) refuse(row, name, "must be given", "Fill in the field.");
  return text(row, name);
}

Date FieldReader::date(const CsvRow& row, std::size_t name) {
  const Date date = parse_date(text(row, name));
  if (date == kNoDate) refuse(row, name, "must be a day", "Write it as YYYY-MM-DD.");
  return date;
}

double FieldReader::positive(const CsvRow& row, std::size_t name) {
  const double value = parse_number(text(row, name));
  if (!(value > 0.0)) refuse(row, name, "must be a number > 0", "Write digits, with a point for the decimals.");
  return value;
}

int FieldReader::count(const CsvRow& row, std::size_t name) {
  const double value = parse_number(text(row, name));
  if (!(value >= 0.0 && value <= 1e9 && value == std::floor(value))) {
    refuse(row, name, "must be a whole number ≥ 0", "Write digits alone.");
    return 0;
  }
  return static_cast<int>(value);
}

std::size_t FieldReader::choice(const CsvRow& row, std::size_t name, const std::vector<std::string>& known) {
  const auto found = std::find(known.begin(), known.end(), text(row, name));
  if (found == known.end()) {
    refuse(row, name, "must be one of " + listed(known), "Spell it as listed.");
    return 0;
  }
  return static_cast<std::size_t>(found - known.begin());
}

}  // namespace lodestone::calibration
