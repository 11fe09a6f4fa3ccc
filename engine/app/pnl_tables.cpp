#include <lodestone/app/pnl_tables.hpp>

#include <lodestone/app/estimate_cells.hpp>
#include <lodestone/app/report_words.hpp>
#include <lodestone/app/share_bar.hpp>

#include <algorithm>
#include <set>
#include <utility>

namespace lodestone::app {

namespace {

constexpr std::size_t kBarWidth = 40;

void add_amount(std::vector<double>& amounts, const Estimate& estimate) {
  if (estimate.value) amounts.push_back(*estimate.value);
}

void add_amounts(std::vector<double>& amounts, const Distribution& distribution) {
  add_amount(amounts, distribution.mean);
  add_amount(amounts, distribution.standard_deviation);
  for (const TailMeasure& measure : distribution.measures) {
    add_amount(amounts, measure.value_at_risk);
    add_amount(amounts, measure.expected_shortfall);
  }
}

NumberScale scale_of(const PnlEntries& entries, Currency currency) {
  std::vector<double> amounts;
  for (const NodePnl* entry : entries) {
    add_amount(amounts, entry->value_today);
    add_amounts(amounts, entry->distribution);
  }
  return money_scale(amounts, name_of(currency));
}

const TailMeasure* measure_at(const Distribution& distribution, double confidence, LossReference reference) {
  for (const TailMeasure& measure : distribution.measures)
    if (measure.confidence == confidence && measure.reference == reference) return &measure;
  return nullptr;
}

void add_tail_columns(TextTable& table, const std::vector<double>& confidences, const std::string& unit, bool atoms) {
  for (const double confidence : confidences) {
    add_estimate_columns(table, "VaR " + confidence_text(confidence), unit);
    add_estimate_columns(table, "ES " + confidence_text(confidence), unit, Tie::SAME_PART);
    if (atoms) table.columns.push_back({"at VaR", "%", Align::RIGHT, Tie::SAME_PART});
  }
}

void add_tail_cells(std::vector<std::string>& row, const Distribution& distribution, LossReference reference,
                    const std::vector<double>& confidences, const NumberScale& scale, bool atoms) {
  for (const double confidence : confidences) {
    const TailMeasure* measure = measure_at(distribution, confidence, reference);
    if (measure == nullptr) {
      add_missing_cells(row);
      add_missing_cells(row);
      if (atoms) row.emplace_back("–");
      continue;
    }
    add_estimate_cells(row, scale, measure->value_at_risk);
    add_estimate_cells(row, scale, measure->expected_shortfall);
    if (atoms) row.push_back(scaled(percent_scale(2), measure->atom_mass_at_var));
  }
}

void add_node_columns(TextTable& table) {
  table.columns.push_back({"part", "", Align::LEFT});
  table.columns.push_back({"", "", Align::LEFT, Tie::ADJACENT});
}

std::vector<std::string> node_cells(const Node& node) {
  return node.kind == NodeKind::PORTFOLIO ? std::vector<std::string>{node.id, ""}
                                          : std::vector<std::string>{words(name_of(node.kind)), node.id};
}

}  // namespace

std::vector<double> confidences_of(const PnlEntries& entries) {
  std::set<double> confidences;
  for (const NodePnl* entry : entries)
    for (const TailMeasure& measure : entry->distribution.measures) confidences.insert(measure.confidence);
  return {confidences.begin(), confidences.end()};
}

std::vector<LossReference> references_of(const PnlEntries& entries) {
  std::vector<LossReference> references;
  for (const NodePnl* entry : entries)
    for (const TailMeasure& measure : entry->distribution.measures)
      if (std::find(references.begin(), references.end(), measure.reference) == references.end())
        references.push_back(measure.reference);
  return references;
}

TextTable pnl_table(std::string title, const PnlEntries& entries, PnlKey key, LossReference reference,
                    const std::vector<double>& confidences, Currency currency) {
  const NumberScale scale = scale_of(entries, currency);
  TextTable table{std::move(title), {}, 2, {}};
  if (key == PnlKey::NODE)
    add_node_columns(table);
  else
    table.columns = {{"horizon", "", Align::LEFT}, {"P&L", "", Align::LEFT}};
  add_estimate_columns(table, "value today", scale.unit);
  add_estimate_columns(table, "mean", scale.unit);
  table.columns.push_back({"sd", scale.unit, Align::RIGHT});
  add_tail_columns(table, confidences, scale.unit, true);
  for (const NodePnl* entry : entries) {
    std::vector<std::string> row = key == PnlKey::NODE
                                       ? node_cells(entry->node)
                                       : std::vector<std::string>{entry->horizon, words(name_of(entry->pnl_basis))};
    add_estimate_cells(row, scale, entry->value_today);
    add_estimate_cells(row, scale, entry->distribution.mean);
    row.push_back(optional_text(scale, entry->distribution.standard_deviation.value));
    add_tail_cells(row, entry->distribution, reference, confidences, scale, true);
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable quantile_table(std::string title, const PnlEntries& entries, Currency currency) {
  std::set<double> probabilities;
  std::vector<double> amounts;
  for (const NodePnl* entry : entries)
    for (const Quantile& quantile : entry->distribution.quantiles) {
      probabilities.insert(quantile.probability);
      amounts.push_back(quantile.value);
    }
  TextTable table{std::move(title), {}, 2, {}};
  if (probabilities.empty()) return table;
  const NumberScale scale = money_scale(amounts, name_of(currency));
  add_node_columns(table);
  for (const double probability : probabilities)
    table.columns.push_back({confidence_text(probability), scale.unit, Align::RIGHT});
  for (const NodePnl* entry : entries) {
    std::vector<std::string> row = node_cells(entry->node);
    for (const double probability : probabilities)
      row.push_back(optional_text(scale, quantile_at(entry->distribution.quantiles, probability)));
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable conditional_table(std::string title, const PnlEntries& entries, LossReference reference,
                            const std::vector<double>& confidences, Currency currency) {
  std::vector<double> amounts;
  for (const NodePnl* entry : entries)
    for (const ConditionalDistribution& given : entry->conditionals)
      if (given.distribution) add_amounts(amounts, *given.distribution);
  const NumberScale scale = money_scale(amounts, name_of(currency));

  TextTable table{std::move(title), {}, 4, {}};
  add_node_columns(table);
  table.columns.push_back({"stance", "", Align::LEFT});
  table.columns.push_back({"level", "", Align::LEFT});
  add_estimate_columns(table, "probability", "%");
  add_estimate_columns(table, "mean", scale.unit);
  table.columns.push_back({"sd", scale.unit, Align::RIGHT});
  add_tail_columns(table, confidences, scale.unit, false);
  for (const NodePnl* entry : entries)
    for (const ConditionalDistribution& given : entry->conditionals) {
      std::vector<std::string> row = node_cells(entry->node);
      row.push_back(given.stance);
      row.push_back(given.level);
      add_estimate_cells(row, percent_scale(2), given.probability);
      const Distribution distribution = given.distribution.value_or(Distribution{});
      add_estimate_cells(row, scale, distribution.mean);
      row.push_back(optional_text(scale, distribution.standard_deviation.value));
      add_tail_cells(row, distribution, reference, confidences, scale, false);
      table.rows.push_back(std::move(row));
    }
  return table;
}

TextTable contribution_table(std::string title, std::vector<const Contribution*> contributions, Currency currency) {
  std::stable_sort(contributions.begin(), contributions.end(), [](const Contribution* a, const Contribution* b) {
    if (a->node.kind != b->node.kind) return a->node.kind < b->node.kind;
    return a->expected_shortfall.value.value_or(0.0) > b->expected_shortfall.value.value_or(0.0);
  });
  std::vector<double> amounts;
  for (const Contribution* contribution : contributions) add_amount(amounts, contribution->expected_shortfall);
  const NumberScale scale = money_scale(amounts, name_of(currency));
  TextTable table{std::move(title), {}, 2, {}};
  add_node_columns(table);
  add_estimate_columns(table, "adds to ES", scale.unit);
  table.columns.push_back({"share", "%", Align::RIGHT});
  table.columns.push_back({"", "", Align::LEFT});
  for (const Contribution* contribution : contributions) {
    std::vector<std::string> row = node_cells(contribution->node);
    add_estimate_cells(row, scale, contribution->expected_shortfall);
    row.push_back(optional_text(percent_scale(), contribution->share));
    row.push_back(share_bar(contribution->share.value_or(0.0), kBarWidth));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace lodestone::app
