#include <lodestone/base/sums.hpp>
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_positions.hpp>
#include <lodestone/risk/conditional_distributions.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/run/build_report.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/position_contributions.hpp>

#include <algorithm>
#include <iterator>

namespace lodestone {
namespace {

/// One series of P&L, and its tails, which its contributions come from.
struct SeriesPnl {
  NodePnl pnl;
  std::vector<Tail> tails;
};

/// Everything about one series of P&L.
SeriesPnl describe_series(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                          std::size_t s) {
  const SeriesPlan& series = plan.nodes.series[s];
  const std::size_t node = static_cast<std::size_t>(series.node);
  const std::span<const double> pnl = paths.samples.series(s);
  NodePnl result;
  result.node = plan.nodes.nodes[node].name;
  result.horizon = study.simulation.horizons[static_cast<std::size_t>(series.horizon)];
  result.pnl_basis = series.basis;
  if (series.basis == PnlBasis::CASH) {
    result.value_today = absent(AbsenceReason::NOT_APPLICABLE);
  } else if (const NodeValue& value = values.nodes[node]; !value.simulated) {
    result.value_today = normal_estimate(value.today(), 0.0);
  } else if (value.simulated->standard_error) {
    result.value_today = normal_estimate(value.today(), *value.simulated->standard_error);
  } else {
    result.value_today = value_only(value.today(), AbsenceReason::TOO_FEW_PATHS);
  }
  PnlDistribution described = describe_pnl_and_tails(pnl, study.measures);
  result.distribution = std::move(described.distribution);
  const NameIndex stances(study.policy.stances);
  for (const std::string& id : study.measures.conditional_on) {
    const std::size_t stance = static_cast<std::size_t>(stances[id]);
    const std::vector<ConditionalDistribution> given =
        describe_conditionals(pnl, paths.samples.levels(static_cast<std::size_t>(series.horizon), stance), id,
                              study.policy.stances[stance].levels, study.measures);
    result.conditionals.insert(result.conditionals.end(), given.begin(), given.end());
  }
  return {std::move(result), series.node == 0 ? std::move(described.tails) : std::vector<Tail>{}};
}

/// Contributions of every node to the portfolio's ES on one horizon and basis; series of one group are neighbours.
void add_contributions(const Study& study, const SimulationPlan& plan, const PathResults& paths, std::size_t portfolio_series,
                       const std::vector<Tail>& tails, Results& results) {
  std::vector<Node> nodes;
  std::vector<std::span<const double>> parts;
  for (std::size_t n = 1; n < plan.nodes.nodes.size(); ++n) {
    const Node& node = plan.nodes.nodes[n].name;
    if (study.measures.position_contributions && node.kind == NodeKind::POSITION) continue;
    nodes.push_back(node);
    parts.push_back(paths.samples.series(portfolio_series + n));
  }
  const SeriesPlan& series = plan.nodes.series[portfolio_series];
  for (const Tail& tail : tails) {
    std::vector<Contribution> contributions = euler_contributions(tail, paths.samples.series(portfolio_series), parts);
    for (std::size_t n = 0; n < nodes.size(); ++n) {
      Contribution& contribution = contributions[n];
      contribution.node = nodes[n];
      contribution.horizon = study.simulation.horizons[static_cast<std::size_t>(series.horizon)];
      contribution.pnl_basis = series.basis;
      results.contributions.push_back(std::move(contribution));
    }
  }
}

}  // namespace

namespace {

/// Exact values, by cash row, over the states that chains may be in today; leaves every position valued in lane 0.
std::vector<double> contracts_today(const SimulationPlan& plan, Workspace& work) {
  std::size_t combinations = 1;
  for (const ChainPlan& chain : plan.policy.chains) {
    if (chain.is_drawn_at_start && !plan.values.has_many_states_today) combinations *= static_cast<std::size_t>(chain.states);
  }
  std::vector<CompensatedSum> sums(plan.contracts.position_of_cash_row.size());
  for (std::size_t first = 0; first < combinations; first += 64) {
    const std::vector<double> probabilities = start_every_state(plan, first, work);
    value_positions(plan, 0, work);
    for (std::size_t row = 0; row < sums.size(); ++row) {
      for (std::size_t p = 0; p < work.lanes; ++p) sums[row].add(probabilities[p] * work.contract_value.row(row)[p]);
    }
  }
  std::vector<double> values;
  for (const CompensatedSum& sum : sums) values.push_back(sum.value());
  return values;
}

}  // namespace

ValuesToday values_today(const SimulationPlan& plan, const PathResults& paths) {
  Workspace work(plan, 64);
  const std::vector<double> contracts = contracts_today(plan, work);
  ValuesToday values;
  const SumIndex sums(plan);
  const double n = static_cast<double>(plan.paths);
  const std::size_t last =
      static_cast<std::size_t>(plan.horizon_of_step[static_cast<std::size_t>(plan.grid.last_horizon_step())]);
  for (std::size_t row = 0; row < sums.rows; ++row) {
    double* value = work.contract_value.row(row);
    if (plan.values.has_value_today(static_cast<int>(row))) {
      value[0] = contracts[row];
      values.contracts.push_back(normal_estimate(contracts[row], 0.0));
    } else {
      const std::size_t at = sums.present_value(last, row);
      values.contracts.push_back(mean_from_sums(n, paths.sums[at], paths.sums[at + 1]));
      value[0] = 0.0;
    }
  }
  NodePlan marked = plan.nodes.nodes.front();
  marked.contract_rows.clear();
  value_node(plan, marked, 0, work, work.scratch.row(7));
  values.marked = work.scratch.row(7)[0];
  for (std::size_t node = 0; node < plan.nodes.nodes.size(); ++node) {
    const NodePlan& subject = plan.nodes.nodes[node];
    NodeValue value;
    value_node(plan, subject, 0, work, work.scratch.row(7));
    value.valued = work.scratch.row(7)[0];
    const bool is_simulated = std::any_of(subject.contract_rows.begin(), subject.contract_rows.end(), [&](std::uint32_t row) {
      return !plan.values.has_value_today(static_cast<int>(row));
    });
    if (is_simulated) value.simulated = mean_from_sums(n, paths.sums[sums.node(node)], paths.sums[sums.node(node) + 1]);
    values.nodes.push_back(value);
  }
  return values;
}

void subtract_values_today(const SimulationPlan& plan, const ValuesToday& values, PathResults& paths) {
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    if (series.kind != SeriesKind::PNL || series.basis != PnlBasis::MARK_TO_MODEL) continue;
    const double today = values.nodes[static_cast<std::size_t>(series.node)].today();
    for (double& value : paths.samples.series(s)) value -= today;
  }
}

void report_pnl(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                const Resources& resources, Results& results) {
  const std::vector<SeriesPlan>& series = plan.nodes.series;
  std::vector<SeriesPnl> pnl(series.size());
  std::vector<QuarterCashFlow> cash(series.size());
  for_each_block(series.size(), resources.threads, [&](std::size_t s, std::size_t) {
    if (series[s].kind == SeriesKind::PNL) pnl[s] = describe_series(study, plan, paths, values, s);
    if (series[s].kind == SeriesKind::CASH_FLOW) {
      cash[s] = {plan.nodes.nodes[static_cast<std::size_t>(series[s].node)].name,
                 plan.nodes.cash_periods[static_cast<std::size_t>(series[s].period)].label,
                 describe_pnl(paths.samples.series(s), study.measures)};
    }
  });
  for (std::size_t s = 0; s < series.size(); ++s) {
    if (series[s].kind == SeriesKind::CASH_FLOW) results.cash_flows.push_back(std::move(cash[s]));
    if (series[s].kind != SeriesKind::PNL) continue;
    results.pnl.push_back(std::move(pnl[s].pnl));
    if (pnl[s].tails.empty()) continue;
    add_contributions(study, plan, paths, s, pnl[s].tails, results);
    if (!study.measures.position_contributions) continue;
    std::vector<Contribution> positions = position_contributions(study, plan, values, resources, series[s], pnl[s].tails);
    results.contributions.insert(results.contributions.end(), std::make_move_iterator(positions.begin()),
                                 std::make_move_iterator(positions.end()));
  }
}

}  // namespace lodestone
