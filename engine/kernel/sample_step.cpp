#include <lodestone/kernel/sample_step.hpp>

namespace lodestone {

void raw_pnl(const SimulationPlan& plan, const SeriesPlan& series, Workspace& work, double* value) {
  const NodePlan& node = plan.nodes.nodes[static_cast<std::size_t>(series.node)];
  double* cash = work.scratch.row(5);
  sum_cash(node, work.accrued, work, cash);
  if (series.basis == PnlBasis::MARK_TO_MODEL) {
    value_node(plan, node, plan.grid.horizon_steps[static_cast<std::size_t>(series.horizon)], work, value);
  } else {
    std::fill_n(value, work.lanes, 0.0);
  }
  for (std::size_t p = 0; p < work.lanes; ++p) value[p] += cash[p];
}

void project_outcome(int project, ProjectSeries outcome, const Workspace& work, double* value) {
  constexpr double kNotApplicable = std::numeric_limits<double>::quiet_NaN();
  const auto row = [&](ProjectRow which) { return work.project_row(project, which); };
  for (std::size_t p = 0; p < work.lanes; ++p) {
    switch (outcome) {
      case ProjectSeries::SLIP:
        value[p] = row(SLIP_YEARS)[p] + row(STANDSTILL_DAYS)[p] / 365.0;
        break;
      case ProjectSeries::OVERRUN:
        value[p] = row(COST_MULTIPLIER)[p] - 1.0;
        break;
      case ProjectSeries::ALL_IN_RATE:
        value[p] = row(DEBT_YEARS_SUM)[p] > 0.0 ? row(INTEREST_SUM)[p] / row(DEBT_YEARS_SUM)[p] : kNotApplicable;
        break;
      case ProjectSeries::INTEREST:
        value[p] = row(INTEREST_SUM)[p];
        break;
      case ProjectSeries::MINIMUM_DSCR:
        value[p] = row(MINIMUM_DSCR)[p] < std::numeric_limits<double>::infinity() ? row(MINIMUM_DSCR)[p] : kNotApplicable;
        break;
      case ProjectSeries::FUNDING_GAP:
        value[p] = row(FUNDING_GAP)[p];
        break;
    }
  }
}

}  // namespace lodestone
