#include <lodestone/kernel/run_tile.hpp>

#include <lodestone/kernel/advance_defaults.hpp>
#include <lodestone/kernel/advance_licences.hpp>
#include <lodestone/kernel/advance_projects.hpp>
#include <lodestone/kernel/count_outcomes.hpp>
#include <lodestone/kernel/deliver.hpp>
#include <lodestone/kernel/move_chains.hpp>
#include <lodestone/kernel/observe.hpp>
#include <lodestone/kernel/sample_step.hpp>
#include <lodestone/kernel/settle.hpp>
#include <lodestone/kernel/step_factors.hpp>
#include <lodestone/kernel/value_positions.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void start_cash(const SimulationPlan& plan, Workspace& work) {
  for (const std::size_t row : plan.nodes.nodes.front().contract_rows) work.discounted.fill_row(row, 0.0);
  for (const std::size_t row : plan.cash_rows_from_zero) work.accrued.fill_row(row, 0.0);
  if (!plan.nodes.cash_periods.empty()) work.period_cash.fill(0.0);
  work.log_numeraire.fill(0.0);
  work.discount.fill(1.0);
  for (std::size_t a = 0; a < plan.averages.size(); ++a) work.average_sum.fill_row(a, plan.averages[a].past_sum);
}

/// Yesterday's cash earns the step's growth; the date's flows join it as they are, so that an amount paid on the horizon keeps
/// its bits and a fixed penalty stays one atom of the loss. The same flows discounted make the value today.
void book_cash(const SimulationPlan& plan, int step, Workspace& work) {
  if (plan.observables.discount_rate != kNone) {
    for (std::size_t row = 0; row < plan.first_flow_step.size(); ++row) {
      if (plan.first_flow_step[row] < step) work.steps->multiply(work.growth.row(0), work.accrued.row(row), work.lanes);
    }
  }
  const double* discount = work.discount.row(0);
  for (const int row : plan.cash_rows_on[static_cast<std::size_t>(step)]) {
    const bool is_contract = plan.is_contract_row[static_cast<std::size_t>(row)] != 0;
    work.steps->book(work.flow.row(row), discount, is_contract ? work.discounted.row(row) : nullptr, work.accrued.row(row),
                     plan.nodes.cash_periods.empty() ? nullptr : work.period_cash.row(row), work.lanes);
  }
}

void clear_flows(const SimulationPlan& plan, int step, Workspace& work) {
  for (const int row : plan.cash_rows_on[static_cast<std::size_t>(step)]) {
    work.flow.fill_row(static_cast<std::size_t>(row), 0.0);
  }
}

void write_levels(const SimulationPlan& plan, int step, const Tile& tile, const Workspace& work, Samples& samples) {
  const int horizon = plan.horizon_of_step[static_cast<std::size_t>(step)];
  if (horizon == kNone) return;
  for (std::size_t s = 0; s < plan.policy.stances.size(); ++s) {
    std::copy_n(work.level.row(s), tile.live_lanes,
                samples.levels(static_cast<std::size_t>(horizon), s).data() + tile.first_path);
  }
}

void start_all_but_chains(const SimulationPlan& plan, Workspace& work) {
  start_cash(plan, work);
  start_factors(plan, work);
  observe(plan, 0, work);
  start_projects(plan, work);
  start_deliveries(plan, work);
  start_licences(plan, work);
  start_defaults(plan, work);
  start_settlements(plan, work);
}

}  // namespace

void start_paths(const SimulationPlan& plan, const Tile& tile, Workspace& work) {
  work.take(tile);
  start_chains(plan, work);
  start_all_but_chains(plan, work);
}

std::vector<double> start_every_state(const SimulationPlan& plan, std::size_t first, Workspace& work) {
  work.take({0, 64, 64});
  std::vector<double> probabilities = start_chains_in_every_state(plan, first, work);
  start_all_but_chains(plan, work);
  observe_values(plan, work);
  return probabilities;
}

void advance_step(const SimulationPlan& plan, int step, Workspace& work) {
  clear_flows(plan, step, work);
  move_chains(plan, step, work);
  work.timer.finish(PathStage::MOVES);
  step_factors(plan, step, work);
  work.timer.finish(PathStage::STEP);
  accrue_numeraire(plan, step, work);
  observe(plan, step, work);
  work.timer.finish(PathStage::OBSERVE);
  advance_licences(plan, step, work);
  work.timer.finish(PathStage::LICENCES);
  advance_projects(plan, step, work);
  advance_defaults(plan, step, work);
  work.timer.finish(PathStage::PROJECTS);
  pay_carry(plan, step, work);
  deliver(plan, step, work);
  settle(plan, step, work);
  book_cash(plan, step, work);
  work.timer.finish(PathStage::CASH_FLOWS);
}

void run_tile(const SimulationPlan& plan, const Tile& tile, Workspace& work, Samples& samples) {
  work.timer.start();
  start_paths(plan, tile, work);
  for (int step = 1; step <= plan.end_step; ++step) {
    advance_step(plan, step, work);
    write_levels(plan, step, tile, work, samples);
    if (plan.horizon_of_step[static_cast<std::size_t>(step)] != kNone) value_positions(plan, step, work);
    work.timer.finish(PathStage::VALUE);
    sample_step(plan, step, work, [&](std::size_t series, const double* value) {
      std::copy_n(value, tile.live_lanes, samples.series(series).data() + tile.first_path);
    });
    count_horizon(plan, step, work);
    work.timer.finish(PathStage::SAMPLE);
  }
  count_outcomes(plan, work);
  work.timer.finish(PathStage::SAMPLE);
}

}  // namespace lodestone
