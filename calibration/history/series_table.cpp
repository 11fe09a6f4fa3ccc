#include <lodestone/calibration/history/series_table.hpp>

#include <lodestone/calibration/history/csv_table.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::string_view kDateColumn = "date";

void check_columns(const CsvTable& csv, std::vector<Violation>& violations) {
  if (csv.header.empty()) return;
  if (csv.header.front() != kDateColumn) {
    violations.push_back({csv_place(csv.file, 1, "1"), show(std::string_view(csv.header.front())), "must be \"date\"",
                          "Put the dates into the first column and call it date."});
  }
  if (csv.header.size() < 2) violations.push_back({csv.file, "", "has no series", "Give at least one column beside date."});
}

Date read_date(const CsvTable& csv, const CsvRow& row, Date previous, std::vector<Violation>& violations) {
  const Date date = parse_date(row.fields.front());
  const std::string place = csv_place(csv.file, row.line, kDateColumn);
  if (date == kNoDate) {
    violations.push_back({place, show(std::string_view(row.fields.front())), "must be a day", "Write it as YYYY-MM-DD."});
  } else if (date == previous) {
    violations.push_back({place, to_string(date), "is given twice", "Keep the row that holds."});
  } else if (date < previous) {
    violations.push_back(
        {place, to_string(date), "comes before the row above, " + to_string(previous), "Sort the rows by date."});
  }
  return date;
}

}  // namespace

SeriesTable read_series_table(std::string_view file, std::string_view text) {
  std::vector<Violation> violations;
  const CsvTable csv = parse_csv(file, text, violations);
  check_columns(csv, violations);
  SeriesTable table;
  table.file = file;
  for (std::size_t column = 1; column < csv.header.size(); ++column) table.series.push_back({csv.header[column], {}});
  Date previous = kNoDate;
  for (const CsvRow& row : csv.rows) {
    const Date date = read_date(csv, row, previous, violations);
    if (date != kNoDate) previous = std::max(previous, date);
    table.dates.push_back(date);
    for (std::size_t column = 1; column < csv.header.size(); ++column) {
      const std::string& field = row.fields[column];
      const double value = field.empty() ? std::numeric_limits<double>::quiet_NaN() : parse_number(field);
      if (!field.empty() && std::isnan(value)) {
        violations.push_back({csv_place(file, row.line, csv.header[column]), show(std::string_view(field)),
                              "must be a finite number", "Leave the field blank where there is no value."});
      }
      table.series[column - 1].values.push_back(value);
    }
  }
  if (!violations.empty()) throw InvalidInput(std::move(violations));
  return table;
}

const HistorySeries* find_series(const SeriesTable& table, std::string_view name) {
  const auto found =
      std::find_if(table.series.begin(), table.series.end(), [&](const HistorySeries& s) { return s.name == name; });
  return found == table.series.end() ? nullptr : &*found;
}

SeriesTable select_window(const SeriesTable& table, Date first, Date last) {
  const auto begin = std::lower_bound(table.dates.begin(), table.dates.end(), first) - table.dates.begin();
  const auto end = std::max(begin, std::upper_bound(table.dates.begin(), table.dates.end(), last) - table.dates.begin());
  SeriesTable window;
  window.file = table.file;
  window.dates.assign(table.dates.begin() + begin, table.dates.begin() + end);
  for (const HistorySeries& series : table.series) {
    window.series.push_back({series.name, {series.values.begin() + begin, series.values.begin() + end}});
  }
  return window;
}

}  // namespace lodestone::calibration
