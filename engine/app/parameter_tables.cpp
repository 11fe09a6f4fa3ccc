#include <lodestone/app/parameter_tables.hpp>

#include <lodestone/app/estimate_cells.hpp>
#include <lodestone/app/number_text.hpp>
#include <lodestone/app/report_words.hpp>
#include <lodestone/app/share_bar.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace lodestone::app {

namespace {

constexpr std::size_t kBarWidth = 30;

void add_spread_columns(TextTable& table, const std::string& name, const std::string& unit) {
  add_estimate_columns(table, name + " at estimate", unit);
  table.columns.push_back({"predictive", unit, Align::RIGHT, Tie::SAME_PART});
  table.columns.push_back({"90 % band", unit, Align::RIGHT, Tie::SAME_PART});
  table.columns.push_back({"", "", Align::LEFT, Tie::ADJACENT});
}

void add_spread_cells(std::vector<std::string>& row, const NumberScale& scale, const ParameterSpread& spread) {
  add_estimate_cells(row, scale, spread.at_estimate);
  row.push_back(scaled(scale, spread.predictive));
  row.push_back(scaled(scale, spread.lower_5));
  row.push_back("– " + scaled(scale, spread.upper_95));
}

const UncertainInput* input_called(const ParameterUncertainty& uncertainty, const std::string& path) {
  const auto found = std::find_if(uncertainty.inputs.begin(), uncertainty.inputs.end(),
                                  [&](const UncertainInput& input) { return input.path == path; });
  return found == uncertainty.inputs.end() ? nullptr : &*found;
}

}  // namespace

TextTable parameter_table(const Results& results) {
  if (!results.parameter_uncertainty) return {};
  const ParameterUncertainty& uncertainty = *results.parameter_uncertainty;
  std::vector<double> amounts;
  for (const ParameterMeasure& measure : uncertainty.measures) amounts.push_back(measure.expected_shortfall.upper_95);
  const NumberScale scale = money_scale(amounts, name_of(results.reporting_currency));
  TextTable table{fmt::format("Parameter uncertainty: {} draws of {} inputs, {} paths each, {} redrawn; ± is Monte Carlo alone",
                              whole(uncertainty.draws), whole(static_cast<std::int64_t>(uncertainty.inputs.size())),
                              whole(uncertainty.paths), whole(uncertainty.redrawn)),
                  {{"horizon", "", Align::LEFT}, {"P&L", "", Align::LEFT}, {"losses from", "", Align::LEFT}, {"at", "%"}},
                  4,
                  {}};
  add_spread_columns(table, "VaR", scale.unit);
  add_spread_columns(table, "ES", scale.unit);
  for (const ParameterMeasure& measure : uncertainty.measures) {
    std::vector<std::string> row{measure.horizon, words(name_of(measure.pnl_basis)),
                                 measure.reference == LossReference::ZERO ? "today" : "mean",
                                 fmt::format("{:g}", 100.0 * measure.confidence)};
    add_spread_cells(row, scale, measure.value_at_risk);
    add_spread_cells(row, scale, measure.expected_shortfall);
    table.rows.push_back(std::move(row));
  }
  return table;
}

TextTable share_table(const ParameterUncertainty& uncertainty, const ParameterMeasure& measure, std::size_t most) {
  TextTable table{fmt::format("What the spread of ES {} over the draws rests on, at {}, {}",
                              confidence_text(measure.confidence), measure.horizon, words(name_of(measure.pnl_basis))),
                  {{"input", "", Align::LEFT}, {"basis", "", Align::LEFT}},
                  1,
                  {}};
  add_estimate_columns(table, "share", "%", Tie::SAME_PART);
  table.columns.push_back({"", "", Align::LEFT, Tie::SAME_PART});
  const NumberScale scale = percent_scale();
  for (std::size_t k = 0; k < std::min(most, measure.inputs.size()); ++k) {
    const InputShare& share = measure.inputs[k];
    const UncertainInput* input = input_called(uncertainty, share.input);
    table.rows.push_back({share.input, input != nullptr ? words(name_of(input->basis)) : "", scaled(scale, share.share),
                          "±" + scaled(scale, share.standard_error), share_bar(share.share, kBarWidth)});
  }
  return table;
}

std::string share_note(const ParameterUncertainty& uncertainty, const ParameterMeasure& measure) {
  const NumberScale scale = percent_scale();
  std::string text = fmt::format("  on judgement {} % ±{}; unexplained {} % (curvature, inputs together, Monte Carlo noise)\n",
                                 scaled(scale, measure.judgement_share), scaled(scale, measure.judgement_standard_error),
                                 scaled(scale, measure.unexplained_share));
  if (!uncertainty.joint_regression) {
    text += fmt::format(
        "  {} draws are too few to regress on {} inputs together: each is alone, and a share is not told from none below {} "
        "%\n",
        whole(uncertainty.draws), uncertainty.inputs.size(), scaled(scale, 4.0 / static_cast<double>(uncertainty.draws - 1)));
  }
  return text;
}

std::string repair_note(const Results& results) {
  if (!results.repaired_correlation) return {};
  const RepairedCorrelation& repaired = *results.repaired_correlation;
  return fmt::format(
      "Correlations were not positive semidefinite; the nearest matrix was used: distance {:.4g},\n"
      "  most changed {} × {}, from {:.4g} to {:.4g}\n",
      repaired.distance, repaired.first, repaired.second, repaired.written, repaired.used);
}

}  // namespace lodestone::app
