#include <lodestone/app/report_csv.hpp>

#include <lodestone/app/distribution_csv.hpp>
#include <lodestone/app/parameter_csv.hpp>
#include <lodestone/app/report_words.hpp>

#include <array>
#include <utility>

namespace lodestone::app {

namespace {

using Row = std::vector<std::string>;

CsvTable contract_values_csv(const Results& results) {
  CsvTable table{{"position", "method", "reason", "table_error", "method_error"}, {}};
  add_estimate_columns(table, "value_today");
  for (const ContractValue& contract : results.contract_values) {
    Row row{contract.position, std::string(name_of(contract.method)), contract.reason, csv_number(contract.table_error),
            contract.method_error ? csv_number(*contract.method_error) : ""};
    add_estimate(row, contract.value_today);
    table.rows.push_back(std::move(row));
  }
  return table;
}

CsvTable deliveries_csv(const Results& results) {
  CsvTable table{{"position", "due", "scheduled_quantity", "unit", "clause"}, {}};
  for (const char* name : {"probability_on_time", "probability_late", "probability_failed", "probability_pending", "delay_days",
                           "lost_tonnes", "failure_cost"})
    add_estimate_columns(table, name);
  for (const DeliveryOutcome& delivery : results.deliveries) {
    Row row{delivery.position, to_string(delivery.due), csv_number(delivery.scheduled_quantity),
            std::string(name_of(delivery.unit)), std::string(name_of(delivery.clause))};
    for (const Estimate* estimate :
         {&delivery.probability_on_time, &delivery.probability_late, &delivery.probability_failed,
          &delivery.probability_pending, &delivery.delay_days, &delivery.lost_tonnes, &delivery.failure_cost})
      add_estimate(row, *estimate);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Quantiles stand in rows of their own: statistic `days_to_decision`, with their probability.
CsvTable licences_csv(const Results& results) {
  CsvTable table{{"account", "statistic", "probability"}, {}};
  add_estimate_columns(table, "value");
  for (const LicenceOutcome& licence : results.licences) {
    const std::array<std::pair<const char*, const Estimate*>, 6> estimates{
        {{"applications", &licence.applications},
         {"approvals", &licence.approvals},
         {"refusals", &licence.refusals},
         {"revocations", &licence.revocations},
         {"pending_at_horizon", &licence.pending_at_horizon},
         {"mean_days_to_decision", &licence.mean_days_to_decision}}};
    for (const auto& [name, estimate] : estimates) {
      Row row{licence.account, name, ""};
      add_estimate(row, *estimate);
      table.rows.push_back(std::move(row));
    }
    for (const Quantile& quantile : licence.days_to_decision)
      table.rows.push_back(
          {licence.account, "days_to_decision", csv_number(quantile.probability), csv_number(quantile.value), "", "", "", ""});
  }
  return table;
}

void add_distribution(CsvTable& table, const std::string& project, const std::string& outcome,
                      const Distribution& distribution) {
  const std::array<std::pair<const char*, const Estimate*>, 2> moments{
      {{"mean", &distribution.mean}, {"standard_deviation", &distribution.standard_deviation}}};
  for (const auto& [name, estimate] : moments) {
    Row row{project, outcome, name, "", ""};
    add_estimate(row, *estimate);
    table.rows.push_back(std::move(row));
  }
  for (const Quantile& quantile : distribution.quantiles)
    table.rows.push_back(
        {project, outcome, "quantile", csv_number(quantile.probability), "", csv_number(quantile.value), "", "", "", ""});
}

void add_probability(CsvTable& table, const std::string& project, const std::string& outcome, const std::string& quarter,
                     const Estimate& probability) {
  Row row{project, outcome, "probability", "", quarter};
  add_estimate(row, probability);
  table.rows.push_back(std::move(row));
}

CsvTable projects_csv(const Results& results) {
  CsvTable table{{"project", "outcome", "statistic", "probability", "quarter"}, {}};
  add_estimate_columns(table, "value");
  for (const ProjectOutcome& project : results.projects) {
    const std::string& id = project.project;
    add_distribution(table, id, "slip_years", project.slip_years);
    add_distribution(table, id, "cost_overrun", project.cost_overrun);
    add_distribution(table, id, "all_in_rate_per_year", project.all_in_rate_per_year);
    add_distribution(table, id, "interest_bill", project.interest_bill);
    add_distribution(table, id, "minimum_dscr", project.minimum_dscr);
    add_distribution(table, id, "funding_gap", project.funding_gap);
    add_probability(table, id, "on_spec", "", project.probability_on_spec);
    add_probability(table, id, "breach", "", project.probability_breach);
    add_probability(table, id, "default", "", project.probability_default);
    for (const NamedProbability& quarter : project.breach_by_quarter)
      add_probability(table, id, "breach", quarter.name, quarter.probability);
    for (const NamedProbability& quarter : project.default_by_quarter)
      add_probability(table, id, "default", quarter.name, quarter.probability);
  }
  return table;
}

CsvTable stances_csv(const Results& results) {
  CsvTable table{{"horizon", "stance", "level"}, {}};
  add_estimate_columns(table, "probability");
  for (const StanceOutcome& outcome : results.stances)
    for (const NamedProbability& level : outcome.levels) {
      Row row{outcome.horizon, outcome.stance, level.name};
      add_estimate(row, level.probability);
      table.rows.push_back(std::move(row));
    }
  return table;
}

CsvTable reconciliation_csv(const Results& results) {
  CsvTable table{{"name", "passed", "left", "right", "tolerance"}, {}};
  for (const Reconciliation& check : results.reconciliations)
    table.rows.push_back({check.name, check.passed ? "true" : "false", csv_number(check.left), csv_number(check.right),
                          csv_number(check.tolerance)});
  return table;
}

struct NamedTable {
  std::string_view name;
  CsvTable (*build)(const Results&);
};

constexpr std::array<NamedTable, 16> kTables{{{"pnl", pnl_csv},
                                              {"measures", measures_csv},
                                              {"quantiles", quantiles_csv},
                                              {"histograms", histograms_csv},
                                              {"conditionals", conditionals_csv},
                                              {"contributions", contributions_csv},
                                              {"cash_flows", cash_flows_csv},
                                              {"contract_values", contract_values_csv},
                                              {"deliveries", deliveries_csv},
                                              {"licences", licences_csv},
                                              {"projects", projects_csv},
                                              {"stances", stances_csv},
                                              {"reconciliation", reconciliation_csv},
                                              {"parameter_uncertainty", parameter_uncertainty_csv},
                                              {"input_shares", input_shares_csv},
                                              {"repaired_correlation", repaired_correlation_csv}}};

}  // namespace

std::vector<std::string_view> report_table_names() {
  std::vector<std::string_view> names;
  for (const NamedTable& table : kTables) names.push_back(table.name);
  return names;
}

std::optional<CsvTable> report_table(const Results& results, std::string_view name) {
  for (const NamedTable& table : kTables)
    if (table.name == name) return table.build(results);
  return std::nullopt;
}

}  // namespace lodestone::app
