/// Series that end on a step, computed for a whole tile: shared by the run and by the replay of one path.
#pragma once

#include <lodestone/kernel/value_positions.hpp>
#include <lodestone/kernel/workspace.hpp>

#include <algorithm>
#include <limits>

namespace lodestone {

/// Σ over a node's cash rows of one of the workspace's cash accumulators.
inline void sum_cash(const NodePlan& node, const Rows<double>& cash, const Workspace& work, double* sum) {
  std::fill_n(sum, work.lanes, 0.0);
  work.steps->accumulate(nullptr, node.cash_rows.data(), node.cash_rows.size(), cash.data(), cash.stride(), sum, work.lanes);
}

/// An outcome of a project at the end of the run; NaN where it does not apply.
void project_outcome(int project, ProjectSeries outcome, const Workspace& work, double* value);

/// P&L of a node before its value today is taken off: value at the horizon + Σ flow·B_H/B_t, or the cash alone.
void raw_pnl(const SimulationPlan& plan, const SeriesPlan& series, Workspace& work, double* value);

/// Series that end on `step`, by `write(series, row)`. On a horizon `value_positions` comes first.
template <typename Write>
void sample_step(const SimulationPlan& plan, int step, Workspace& work, Write write) {
  double* value = work.scratch.row(7);
  for (std::size_t s = 0; s < plan.nodes.series.size(); ++s) {
    const SeriesPlan& series = plan.nodes.series[s];
    switch (series.kind) {
      case SeriesKind::PNL:
        if (plan.grid.horizon_steps[static_cast<std::size_t>(series.horizon)] != step) continue;
        raw_pnl(plan, series, work, value);
        break;
      case SeriesKind::CASH_FLOW:
        if (plan.nodes.cash_periods[static_cast<std::size_t>(series.period)].last_step != step) continue;
        sum_cash(plan.nodes.nodes[static_cast<std::size_t>(series.node)], work.period_cash, work, value);
        break;
      case SeriesKind::PROJECT:
        if (step != plan.grid.last_horizon_step()) continue;
        project_outcome(series.project, series.outcome, work, value);
        break;
    }
    write(s, static_cast<const double*>(value));
  }
  const bool period_ends = std::any_of(plan.nodes.cash_periods.begin(), plan.nodes.cash_periods.end(),
                                       [step](const CashPeriod& period) { return period.last_step == step; });
  if (period_ends) work.period_cash.fill(0.0);
}

}  // namespace lodestone
