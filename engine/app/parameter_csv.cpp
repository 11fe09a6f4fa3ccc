#include <lodestone/app/parameter_csv.hpp>

#include <lodestone/app/report_words.hpp>

#include <algorithm>
#include <utility>

namespace lodestone::app {

namespace {

using Row = std::vector<std::string>;

Row measure_cells(const ParameterMeasure& measure) {
  return {measure.horizon, std::string(name_of(measure.pnl_basis)), csv_number(measure.confidence),
          std::string(name_of(measure.reference))};
}

void add_spread_columns(CsvTable& table, const std::string& name) {
  add_estimate_columns(table, name);
  for (const char* part : {"_predictive", "_band_lower_5", "_band_upper_95", "_parameter_standard_deviation"})
    table.columns.push_back(name + part);
}

void add_spread(Row& row, const ParameterSpread& spread) {
  add_estimate(row, spread.at_estimate);
  for (const double number : {spread.predictive, spread.lower_5, spread.upper_95, spread.standard_deviation})
    row.push_back(csv_number(number));
}

}  // namespace

CsvTable parameter_uncertainty_csv(const Results& results) {
  CsvTable table{{"horizon", "pnl_basis", "confidence", "reference", "draws", "redrawn", "paths"}, {}};
  add_spread_columns(table, "value_at_risk");
  add_spread_columns(table, "expected_shortfall");
  table.columns.insert(table.columns.end(), {"judgement_share", "judgement_standard_error", "unexplained_share"});
  if (!results.parameter_uncertainty) return table;
  const ParameterUncertainty& uncertainty = *results.parameter_uncertainty;
  for (const ParameterMeasure& measure : uncertainty.measures) {
    Row row = measure_cells(measure);
    for (const std::int64_t count : {uncertainty.draws, uncertainty.redrawn, uncertainty.paths})
      row.push_back(std::to_string(count));
    add_spread(row, measure.value_at_risk);
    add_spread(row, measure.expected_shortfall);
    for (const double number : {measure.judgement_share, measure.judgement_standard_error, measure.unexplained_share})
      row.push_back(csv_number(number));
    table.rows.push_back(std::move(row));
  }
  return table;
}

CsvTable input_shares_csv(const Results& results) {
  CsvTable table{{"horizon", "pnl_basis", "confidence", "reference", "input", "basis", "low", "value", "high", "source",
                  "share", "share_standard_error"},
                 {}};
  if (!results.parameter_uncertainty) return table;
  const std::vector<UncertainInput>& inputs = results.parameter_uncertainty->inputs;
  for (const ParameterMeasure& measure : results.parameter_uncertainty->measures) {
    for (const InputShare& share : measure.inputs) {
      Row row = measure_cells(measure);
      row.push_back(share.input);
      const auto input =
          std::find_if(inputs.begin(), inputs.end(), [&](const UncertainInput& each) { return each.path == share.input; });
      if (input == inputs.end()) {
        row.insert(row.end(), 5, "");
      } else {
        row.insert(row.end(), {std::string(name_of(input->basis)), csv_number(input->low), csv_number(input->value),
                               csv_number(input->high), input->source});
      }
      row.insert(row.end(), {csv_number(share.share), csv_number(share.standard_error)});
      table.rows.push_back(std::move(row));
    }
    Row rest = measure_cells(measure);
    rest.insert(rest.end(), 6, "");
    rest.insert(rest.end(), {csv_number(measure.unexplained_share), ""});
    table.rows.push_back(std::move(rest));
  }
  return table;
}

CsvTable repaired_correlation_csv(const Results& results) {
  CsvTable table{{"first", "second", "value"}, {}};
  if (!results.repaired_correlation) return table;
  for (const Correlation& entry : results.repaired_correlation->matrix)
    table.rows.push_back({entry.first, entry.second, csv_number(entry.value)});
  return table;
}

}  // namespace lodestone::app
