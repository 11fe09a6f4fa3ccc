#include <lodestone/app/distribution_csv.hpp>

#include <lodestone/app/report_words.hpp>

#include <utility>

namespace lodestone::app {

namespace {

using Row = std::vector<std::string>;

Row node_cells(const Node& node) { return {std::string(name_of(node.kind)), node.id}; }

Row entry_cells(const NodePnl& entry) {
  Row row = node_cells(entry.node);
  row.push_back(entry.horizon);
  row.emplace_back(name_of(entry.pnl_basis));
  return row;
}

CsvTable entry_table() { return {{"kind", "id", "horizon", "pnl_basis"}, {}}; }

void add_moment_columns(CsvTable& table) {
  table.columns.emplace_back("paths");
  add_estimate_columns(table, "mean");
  add_estimate_columns(table, "standard_deviation");
}

void add_moments(Row& row, const Distribution& distribution) {
  row.push_back(std::to_string(distribution.paths));
  add_estimate(row, distribution.mean);
  add_estimate(row, distribution.standard_deviation);
}

void add_measure_columns(CsvTable& table) {
  table.columns.emplace_back("confidence");
  table.columns.emplace_back("reference");
  add_estimate_columns(table, "value_at_risk");
  add_estimate_columns(table, "expected_shortfall");
  table.columns.emplace_back("atom_mass_at_var");
}

/// One row for each measure, each beginning with `start`; a single row with empty cells when there is none.
void add_measure_rows(CsvTable& table, const Row& start, const std::vector<TailMeasure>& measures) {
  for (const TailMeasure& measure : measures) {
    Row row = start;
    row.push_back(csv_number(measure.confidence));
    row.emplace_back(name_of(measure.reference));
    add_estimate(row, measure.value_at_risk);
    add_estimate(row, measure.expected_shortfall);
    row.push_back(csv_number(measure.atom_mass_at_var));
    table.rows.push_back(std::move(row));
  }
  if (!measures.empty()) return;
  Row row = start;
  row.resize(table.columns.size());
  table.rows.push_back(std::move(row));
}

}  // namespace

CsvTable pnl_csv(const Results& results) {
  CsvTable table = entry_table();
  add_estimate_columns(table, "value_today");
  add_moment_columns(table);
  for (const NodePnl& entry : results.pnl) {
    Row row = entry_cells(entry);
    add_estimate(row, entry.value_today);
    add_moments(row, entry.distribution);
    table.rows.push_back(std::move(row));
  }
  return table;
}

CsvTable measures_csv(const Results& results) {
  CsvTable table = entry_table();
  add_measure_columns(table);
  for (const NodePnl& entry : results.pnl)
    if (!entry.distribution.measures.empty()) add_measure_rows(table, entry_cells(entry), entry.distribution.measures);
  return table;
}

CsvTable quantiles_csv(const Results& results) {
  CsvTable table = entry_table();
  table.columns.insert(table.columns.end(), {"probability", "value"});
  for (const NodePnl& entry : results.pnl)
    for (const Quantile& quantile : entry.distribution.quantiles) {
      Row row = entry_cells(entry);
      row.push_back(csv_number(quantile.probability));
      row.push_back(csv_number(quantile.value));
      table.rows.push_back(std::move(row));
    }
  return table;
}

CsvTable histograms_csv(const Results& results) {
  CsvTable table = entry_table();
  table.columns.insert(table.columns.end(), {"lower_edge", "upper_edge", "count"});
  for (const NodePnl& entry : results.pnl) {
    if (!entry.distribution.histogram) continue;
    const Histogram& histogram = *entry.distribution.histogram;
    for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
      Row row = entry_cells(entry);
      row.push_back(csv_number(histogram.edges[bin]));
      row.push_back(csv_number(histogram.edges[bin + 1]));
      row.push_back(std::to_string(histogram.counts[bin]));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

CsvTable conditionals_csv(const Results& results) {
  CsvTable table = entry_table();
  table.columns.insert(table.columns.end(), {"stance", "level"});
  add_estimate_columns(table, "probability");
  add_moment_columns(table);
  add_measure_columns(table);
  for (const NodePnl& entry : results.pnl)
    for (const ConditionalDistribution& given : entry.conditionals) {
      Row start = entry_cells(entry);
      start.push_back(given.stance);
      start.push_back(given.level);
      add_estimate(start, given.probability);
      const Distribution distribution = given.distribution.value_or(Distribution{});
      add_moments(start, distribution);
      add_measure_rows(table, start, distribution.measures);
    }
  return table;
}

CsvTable cash_flows_csv(const Results& results) {
  CsvTable table{{"kind", "id", "quarter"}, {}};
  add_moment_columns(table);
  add_measure_columns(table);
  for (const QuarterCashFlow& flow : results.cash_flows) {
    Row start = node_cells(flow.node);
    start.push_back(flow.quarter);
    add_moments(start, flow.distribution);
    add_measure_rows(table, start, flow.distribution.measures);
  }
  return table;
}

CsvTable contributions_csv(const Results& results) {
  CsvTable table = entry_table();
  table.columns.emplace_back("confidence");
  add_estimate_columns(table, "expected_shortfall");
  table.columns.emplace_back("share");
  for (const Contribution& contribution : results.contributions) {
    Row row = node_cells(contribution.node);
    row.push_back(contribution.horizon);
    row.emplace_back(name_of(contribution.pnl_basis));
    row.push_back(csv_number(contribution.confidence));
    add_estimate(row, contribution.expected_shortfall);
    row.push_back(csv_number(contribution.share));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace lodestone::app
