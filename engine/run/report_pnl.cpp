#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/value_positions.hpp>
#include <lodestone/risk/conditional_distributions.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/run/build_report.hpp>
#include <lodestone/run/for_each_block.hpp>

namespace lodestone {
namespace {

/// Everything about one series of P&L.
NodePnl describe_series(const Study& study, const SimulationPlan& plan, const PathResults& paths,
                        const std::vector<NodeValue>& values, std::size_t s) {
  const SeriesPlan& series = plan.nodes.series[s];
  const std::size_t node = static_cast<std::size_t>(series.node);
  const std::span<const double> pnl = paths.samples.series(s);
  NodePnl result;
  result.node = plan.nodes.nodes[node].name;
  result.horizon = study.simulation.horizons[static_cast<std::size_t>(series.horizon)];
  result.pnl_basis = series.basis;
  if (series.basis == PnlBasis::CASH) {
    result.value_today = absent(AbsenceReason::NOT_APPLICABLE);
  } else if (plan.nodes.nodes[node].contract_rows.empty()) {
    result.value_today = normal_estimate(values[node].today(), 0.0);
  } else if (values[node].contracts.standard_error) {
    result.value_today = normal_estimate(values[node].today(), *values[node].contracts.standard_error);
  } else {
    result.value_today = value_only(values[node].today(), AbsenceReason::TOO_FEW_PATHS);
  }
  result.distribution = describe_pnl(pnl, study.measures);
  const NameIndex stances(study.policy.stances);
  for (const std::string& id : study.measures.conditional_on) {
    const std::size_t stance = static_cast<std::size_t>(stances[id]);
    const std::vector<ConditionalDistribution> given =
        describe_conditionals(pnl, paths.samples.levels(static_cast<std::size_t>(series.horizon), stance), id,
                              study.policy.stances[stance].levels, study.measures);
    result.conditionals.insert(result.conditionals.end(), given.begin(), given.end());
  }
  return result;
}

/// Contributions of every node to the portfolio's ES on one horizon and basis; series of one group are neighbours.
void add_contributions(const Study& study, const SimulationPlan& plan, const PathResults& paths, std::size_t portfolio_series,
                       Results& results) {
  const std::size_t nodes = plan.nodes.nodes.size();
  std::vector<std::span<const double>> parts;
  for (std::size_t n = 1; n < nodes; ++n) parts.push_back(paths.samples.series(portfolio_series + n));
  if (parts.empty()) return;
  const SeriesPlan& series = plan.nodes.series[portfolio_series];
  for (const double confidence : study.measures.confidences) {
    std::vector<Contribution> contributions =
        euler_expected_shortfall(paths.samples.series(portfolio_series), parts, confidence);
    for (std::size_t n = 1; n < nodes; ++n) {
      Contribution& contribution = contributions[n - 1];
      contribution.node = plan.nodes.nodes[n].name;
      contribution.horizon = study.simulation.horizons[static_cast<std::size_t>(series.horizon)];
      contribution.pnl_basis = series.basis;
      results.contributions.push_back(std::move(contribution));
    }
  }
}

}  // namespace

std::vector<NodeValue> values_today(const SimulationPlan& plan, const PathResults& paths) {
  Workspace work(plan, 64);
  start_paths(plan, {0, 64, 1}, work);
  value_positions(plan, 0, work);
  std::vector<NodeValue> values(plan.nodes.nodes.size());
  const SumIndex sums(plan);
  for (std::size_t n = 0; n < values.size(); ++n) {
    value_node(plan.nodes.nodes[n], work, work.scratch.row(7));
    values[n].marked = work.scratch.row(7)[0];
    if (plan.nodes.nodes[n].contract_rows.empty()) continue;
    values[n].contracts =
        mean_from_sums(static_cast<double>(plan.paths), paths.sums[sums.node(n)], paths.sums[sums.node(n) + 1]);
  }
  return values;
}

void subtract_values_today(const SimulationPlan& plan, const std::vector<NodeValue>& values, PathResults& paths) {
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    if (series.kind != SeriesKind::PNL || series.basis != PnlBasis::MARK_TO_MODEL) continue;
    const double today = values[static_cast<std::size_t>(series.node)].today();
    for (double& value : paths.samples.series(s)) value -= today;
  }
}

void report_pnl(const Study& study, const SimulationPlan& plan, const PathResults& paths, const std::vector<NodeValue>& values,
                int threads, Results& results) {
  const std::vector<SeriesPlan>& series = plan.nodes.series;
  std::vector<NodePnl> pnl(series.size());
  std::vector<QuarterCashFlow> cash(series.size());
  for_each_block(series.size(), threads, [&](std::size_t s, std::size_t) {
    if (series[s].kind == SeriesKind::PNL) pnl[s] = describe_series(study, plan, paths, values, s);
    if (series[s].kind == SeriesKind::CASH_FLOW) {
      cash[s] = {plan.nodes.nodes[static_cast<std::size_t>(series[s].node)].name,
                 plan.nodes.cash_periods[static_cast<std::size_t>(series[s].period)].label,
                 describe_pnl(paths.samples.series(s), study.measures)};
    }
  });
  for (std::size_t s = 0; s < series.size(); ++s) {
    if (series[s].kind == SeriesKind::PNL) results.pnl.push_back(std::move(pnl[s]));
    if (series[s].kind == SeriesKind::CASH_FLOW) results.cash_flows.push_back(std::move(cash[s]));
    if (series[s].kind == SeriesKind::PNL && series[s].node == 0) add_contributions(study, plan, paths, s, results);
  }
}

}  // namespace lodestone
