#include <lodestone/app/path_text.hpp>

#include <lodestone/app/number_text.hpp>
#include <lodestone/app/text_table.hpp>
#include <lodestone/base/expect.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodestone::app {

namespace {

/// What a value means: its label when the column has labels, else empty.
std::string label_of(const PathColumn& column, double value) {
  if (column.labels.empty()) return {};
  const auto index = static_cast<std::size_t>(value);
  LODESTONE_EXPECT(index < column.labels.size());
  return column.labels[index];
}

/// Six significant digits; whole numbers as such.
std::string readable(double value) {
  constexpr double kLargestWhole = 1e15;
  if (std::fabs(value) < kLargestWhole && value == std::trunc(value)) return fixed(value, 0);
  return std::fabs(value) >= 1e4 ? fixed(value, 2) : fmt::format("{:.6g}", value);
}

/// A title and the sections of a record that stand under it.
struct Group {
  const char* title;
  std::vector<std::string> sections;
};

TextTable grid_table(const PathRecord& record, const Group& group) {
  TextTable table{group.title, {{"date", "", Align::LEFT}}, 1, {}};
  std::vector<const PathColumn*> columns;
  for (const PathColumn& column : record.columns) {
    if (std::find(group.sections.begin(), group.sections.end(), column.section) == group.sections.end()) continue;
    LODESTONE_EXPECT(column.values.size() == record.dates.size());
    columns.push_back(&column);
    table.columns.push_back({column.name, column.unit, column.labels.empty() ? Align::RIGHT : Align::LEFT});
  }
  if (columns.empty()) return table;
  for (std::size_t k = 0; k < record.dates.size(); ++k) {
    std::vector<std::string> row{to_string(record.dates[k])};
    for (const PathColumn* column : columns)
      row.push_back(column->labels.empty() ? readable(column->values[k]) : label_of(*column, column->values[k]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

std::string path_text(const PathRecord& record) {
  std::string page = fmt::format("Path {}, {} grid dates", whole(record.path), record.dates.size());
  if (!record.dates.empty())
    page += fmt::format(" from {} to {}", to_string(record.dates.front()), to_string(record.dates.back()));
  page += "\n";
  for (const Group& group :
       {Group{"Chains and stances", {"chain", "stance"}}, Group{"Factors", {"factor"}}, Group{"Observables", {"observable"}},
        Group{"Licences", {"licence"}}, Group{"Projects", {"project"}}}) {
    const std::string block = render(grid_table(record, group));
    if (!block.empty()) page += "\n" + block;
  }
  TextTable events{
      "Events (cash flow to the holder, in the reporting currency)",
      {{"date", "", Align::LEFT}, {"of", "", Align::LEFT}, {"what", "", Align::LEFT}, {"cash flow", "", Align::RIGHT}},
      2,
      {}};
  for (const PathEvent& event : record.events)
    events.rows.push_back(
        {to_string(event.date), event.subject, event.what, event.amount == 0.0 ? std::string() : fixed(event.amount, 2)});
  TextTable samples{"Sampled series", {{"series", "", Align::LEFT}, {"value", "", Align::RIGHT}}, 1, {}};
  for (const PathSample& sample : record.samples) samples.rows.push_back({sample.series, fixed(sample.value, 2)});
  for (const TextTable* table : {&events, &samples}) {
    const std::string block = render(*table);
    if (!block.empty()) page += "\n" + block;
  }
  return page;
}

CsvTable path_csv(const PathRecord& record) {
  CsvTable table{{"section", "date", "name", "unit", "value", "label"}, {}};
  for (const PathColumn& column : record.columns)
    for (std::size_t k = 0; k < record.dates.size(); ++k)
      table.rows.push_back({column.section, to_string(record.dates[k]), column.name, column.unit, csv_number(column.values[k]),
                            label_of(column, column.values[k])});
  for (const PathEvent& event : record.events)
    table.rows.push_back({"event", to_string(event.date), event.subject, "", csv_number(event.amount), event.what});
  for (const PathSample& sample : record.samples)
    table.rows.push_back({"sample", "", sample.series, "", csv_number(sample.value), ""});
  return table;
}

}  // namespace lodestone::app
