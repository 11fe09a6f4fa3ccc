#include <lodestone/app/outcome_tables.hpp>

#include <lodestone/app/estimate_cells.hpp>
#include <lodestone/app/report_words.hpp>

#include <fmt/core.h>

#include <set>
#include <utility>

namespace lodestone::app {

namespace {

const NumberScale kNumber{1.0, 2, ""};
const NumberScale kDays{1.0, 1, "days"};
const NumberScale kTonnes{1.0, 3, "t"};

void add_amount(std::vector<double>& amounts, const Estimate& estimate) {
  if (estimate.value) amounts.push_back(*estimate.value);
}

}  // namespace

TextTable cash_flow_table(const Results& results) {
  std::vector<double> amounts;
  std::set<double> confidences;
  for (const QuarterCashFlow& flow : results.cash_flows) {
    add_amount(amounts, flow.distribution.mean);
    add_amount(amounts, flow.distribution.standard_deviation);
    for (const TailMeasure& measure : flow.distribution.measures) {
      confidences.insert(measure.confidence);
      add_amount(amounts, measure.value_at_risk);
    }
  }
  const NumberScale scale = money_scale(amounts, name_of(results.reporting_currency));
  TextTable table{"Cash flow by quarter; CFaR is the VaR of the quarter's cash flow",
                  {{"part", "", Align::LEFT}, {"quarter", "", Align::LEFT}},
                  2,
                  {}};
  add_estimate_columns(table, "mean", scale.unit);
  table.columns.push_back({"sd", scale.unit, Align::RIGHT});
  for (const double probability : {0.05, 0.5, 0.95})
    table.columns.push_back({confidence_text(probability), scale.unit, Align::RIGHT});
  for (const double confidence : confidences) add_estimate_columns(table, "CFaR " + confidence_text(confidence), scale.unit);
  for (const QuarterCashFlow& flow : results.cash_flows) {
    std::vector<std::string> row{flow.node.id, flow.quarter};
    add_estimate_cells(row, scale, flow.distribution.mean);
    row.push_back(optional_text(scale, flow.distribution.standard_deviation.value));
    for (const double probability : {0.05, 0.5, 0.95})
      row.push_back(optional_text(scale, quantile_at(flow.distribution.quantiles, probability)));
    for (const double confidence : confidences) {
      const Estimate* found = nullptr;
      for (const TailMeasure& measure : flow.distribution.measures)
        if (measure.confidence == confidence && measure.reference == LossReference::ZERO) found = &measure.value_at_risk;
      if (found != nullptr)
        add_estimate_cells(row, scale, *found);
      else
        add_missing_cells(row);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable contract_value_table(const Results& results) {
  std::vector<double> amounts;
  for (const ContractValue& contract : results.contract_values) add_amount(amounts, contract.value_today);
  const NumberScale scale = money_scale(amounts, name_of(results.reporting_currency));
  TextTable table{"Contracts, value today and how they are valued", {{"contract", "", Align::LEFT}}, 1, {}};
  add_estimate_columns(table, "value today", scale.unit);
  table.columns.push_back({"method", "", Align::LEFT});
  table.columns.push_back({"because it", "", Align::LEFT});
  for (const ContractValue& contract : results.contract_values) {
    std::vector<std::string> row{contract.position};
    add_estimate_cells(row, scale, contract.value_today);
    row.emplace_back(name_of(contract.method));
    row.push_back(contract.reason);
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable delivery_table(const Results& results) {
  std::vector<double> amounts;
  for (const DeliveryOutcome& delivery : results.deliveries) add_amount(amounts, delivery.failure_cost);
  const NumberScale cost = money_scale(amounts, name_of(results.reporting_currency));
  TextTable table{"Deliveries",
                  {{"contract", "", Align::LEFT},
                   {"due", "", Align::LEFT},
                   {"quantity", "", Align::RIGHT},
                   {"", "", Align::LEFT, Tie::ADJACENT}},
                  2,
                  {}};
  for (const char* title : {"on time", "late", "failed", "pending"}) table.columns.push_back({title, "%", Align::RIGHT});
  table.columns.push_back({"delay", kDays.unit, Align::RIGHT});
  table.columns.push_back({"lost", kTonnes.unit, Align::RIGHT});
  add_estimate_columns(table, "cost of failure", cost.unit);
  table.columns.push_back({"on failure", "", Align::LEFT});
  for (const DeliveryOutcome& delivery : results.deliveries) {
    const double amount = delivery.scheduled_quantity;
    std::vector<std::string> row{delivery.position, to_string(delivery.due),
                                 fixed(amount, amount == static_cast<double>(static_cast<std::int64_t>(amount)) ? 0 : 2),
                                 words(name_of(delivery.unit))};
    for (const Estimate* share : {&delivery.probability_on_time, &delivery.probability_late, &delivery.probability_failed,
                                  &delivery.probability_pending})
      row.push_back(optional_text(percent_scale(), share->value));
    row.push_back(optional_text(kDays, delivery.delay_days.value));
    row.push_back(optional_text(kTonnes, delivery.lost_tonnes.value));
    add_estimate_cells(row, cost, delivery.failure_cost);
    row.push_back(words(name_of(delivery.clause)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable licence_table(const Results& results) {
  TextTable table{"Licence accounts", {{"account", "", Align::LEFT}}, 1, {}};
  for (const char* title : {"applications", "approvals", "refusals", "revocations"})
    table.columns.push_back({title, "a path", Align::RIGHT});
  add_estimate_columns(table, "pending at end", "%");
  add_estimate_columns(table, "to decision", kDays.unit);
  for (const double probability : {0.05, 0.5, 0.95})
    table.columns.push_back({confidence_text(probability), kDays.unit, Align::RIGHT});
  for (const LicenceOutcome& licence : results.licences) {
    std::vector<std::string> row{licence.account};
    for (const Estimate* count : {&licence.applications, &licence.approvals, &licence.refusals, &licence.revocations})
      row.push_back(optional_text(kNumber, count->value));
    add_estimate_cells(row, percent_scale(), licence.pending_at_horizon);
    add_estimate_cells(row, kDays, licence.mean_days_to_decision);
    for (const double probability : {0.05, 0.5, 0.95})
      row.push_back(optional_text(kDays, quantile_at(licence.days_to_decision, probability)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable stance_table(const Results& results) {
  TextTable table{"Stances at the horizons",
                  {{"horizon", "", Align::LEFT}, {"stance", "", Align::LEFT}, {"level", "", Align::LEFT}},
                  3,
                  {}};
  add_estimate_columns(table, "probability", "%");
  for (const StanceOutcome& outcome : results.stances)
    for (const NamedProbability& level : outcome.levels) {
      std::vector<std::string> row{outcome.horizon, outcome.stance, level.name};
      add_estimate_cells(row, percent_scale(2), level.probability);
      table.rows.push_back(std::move(row));
    }
  return table;
}

TextTable reconciliation_table(const Results& results) {
  TextTable table{"Reconciliation",
                  {{"identity", "", Align::LEFT},
                   {"", "", Align::LEFT},
                   {"left", "", Align::RIGHT},
                   {"right", "", Align::RIGHT},
                   {"tolerance", "", Align::RIGHT}},
                  1,
                  {}};
  for (const Reconciliation& check : results.reconciliations)
    table.rows.push_back({check.name, check.passed ? "passed" : "FAILED", fmt::format("{:.10g}", check.left),
                          fmt::format("{:.10g}", check.right), fmt::format("{:.2g}", check.tolerance)});
  return table;
}

}  // namespace lodestone::app
