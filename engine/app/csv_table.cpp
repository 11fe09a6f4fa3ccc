#include <lodestone/app/csv_table.hpp>

#include <lodestone/app/report_words.hpp>
#include <lodestone/base/expect.hpp>

#include <fmt/core.h>

namespace lodestone::app {

namespace {

void append_line(std::string& text, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c > 0) text += ',';
    if (cells[c].find_first_of(",\"\r\n") == std::string::npos) {
      text += cells[c];
      continue;
    }
    text += '"';
    for (const char character : cells[c]) {
      if (character == '"') text += '"';
      text += character;
    }
    text += '"';
  }
  text += '\n';
}

}  // namespace

std::string to_csv(const CsvTable& table) {
  std::string text;
  append_line(text, table.columns);
  for (const std::vector<std::string>& row : table.rows) {
    LODESTONE_EXPECT(row.size() == table.columns.size());
    append_line(text, row);
  }
  return text;
}

std::string csv_number(double value) { return fmt::format("{}", value); }

std::string csv_number(const std::optional<double>& value) { return value ? csv_number(*value) : std::string(); }

void add_estimate_columns(CsvTable& table, std::string_view name) {
  for (const char* suffix : {"", "_standard_error", "_lower_95", "_upper_95", "_absence"})
    table.columns.push_back(std::string(name) + suffix);
}

void add_estimate(std::vector<std::string>& row, const Estimate& estimate) {
  for (const std::optional<double>& part : {estimate.value, estimate.standard_error, estimate.lower_95, estimate.upper_95})
    row.push_back(csv_number(part));
  row.push_back(estimate.absence ? std::string(name_of(*estimate.absence)) : std::string());
}

}  // namespace lodestone::app
