#include <lodestone/kernel/workspace.hpp>

#include <algorithm>
#include <tuple>

namespace lodestone {
namespace {

// Each array of rows stands in one of two lists. State: what a step leaves for later steps. The others are filled by the step
// or the valuation that reads them.
constexpr auto kStateRows = std::make_tuple(
    &Workspace::chain_state, &Workspace::level, &Workspace::feedback, &Workspace::feedback_factor, &Workspace::x,
    &Workspace::observable, &Workspace::average_sum, &Workspace::log_numeraire, &Workspace::discount, &Workspace::live_until,
    &Workspace::pending_since, &Workspace::may_apply_from, &Workspace::tonnes_left, &Workspace::hazard, &Workspace::clock,
    &Workspace::ordinal, &Workspace::account_counts, &Workspace::delivery_status, &Workspace::shipped_day, &Workspace::quantity,
    &Workspace::arrived, &Workspace::failure_cost, &Workspace::lost, &Workspace::allotted, &Workspace::deferred_price,
    &Workspace::deferred_damages, &Workspace::deferred_spot, &Workspace::damages_left, &Workspace::year_sum,
    &Workspace::default_day, &Workspace::default_hazard, &Workspace::default_clock, &Workspace::loan_rate, &Workspace::stock,
    &Workspace::flow, &Workspace::discounted, &Workspace::accrued, &Workspace::period_cash, &Workspace::project,
    &Workspace::milestone_day, &Workspace::project_default_day, &Workspace::output_ratio);
constexpr auto kOtherRows =
    std::make_tuple(&Workspace::old_level, &Workspace::move, &Workspace::z, &Workspace::root_variance, &Workspace::growth,
                    &Workspace::asset_value, &Workspace::option_value, &Workspace::inventory_value, &Workspace::contract_value,
                    &Workspace::joint_state, &Workspace::label, &Workspace::number, &Workspace::ones, &Workspace::scratch);

template <typename T>
void copy_lane(const Rows<T>& from, std::size_t lane, Rows<T>& to) {
  for (std::size_t row = 0; row < to.rows(); ++row) to.fill_row(row, from.row(row)[lane]);
}

}  // namespace

Workspace::Workspace(const SimulationPlan& plan, std::size_t tile_paths)
    : steps(&step_kernels(plan.isa)),
      put_tables(&put_kernels(plan.isa)),
      terms(&term_kernels(plan.isa)),
      lists(&lane_lists(plan.isa)),
      chains(&chain_kernels(plan.isa)) {
  const std::size_t n = tile_paths;
  const std::size_t stances = plan.policy.stances.size();
  const std::size_t factors = static_cast<std::size_t>(plan.factors.count);
  const std::size_t slots = plan.licences.slots.size();
  const std::size_t accounts = plan.licences.first_slot.size();
  const std::size_t deliveries = plan.contracts.deliveries.size();
  const std::size_t cash_rows = plan.contracts.position_of_cash_row.size();
  const std::size_t projects = plan.projects.projects.size();
  const std::size_t quarters = plan.projects.quarters.size();
  const auto count = [](int rows) { return static_cast<std::size_t>(rows); };
  const auto size = [n](auto& rows, std::size_t r) { rows = {r, n}; };

  size(chain_state, plan.policy.chains.size());
  for (Rows<std::uint8_t>* rows : {&level, &old_level, &move}) size(*rows, stances);
  size(feedback, count(plan.policy.feedback.stages) + 1);
  size(feedback_factor, 1);
  size(x, factors);
  size(z, factors + 1);  // normals come in pairs
  size(root_variance, plan.factors.mixtures.size());
  size(observable, plan.observables.observables.size());
  size(average_sum, plan.averages.size());
  size(log_numeraire, 1);
  size(discount, 1);
  size(growth, 1);
  for (Rows<std::int32_t>* rows : {&live_until, &pending_since, &may_apply_from}) size(*rows, slots);
  for (Rows<double>* rows : {&tonnes_left, &hazard, &clock}) size(*rows, slots);
  size(ordinal, slots);
  size(account_counts, 4 * accounts);
  size(delivery_status, deliveries);
  size(shipped_day, deliveries);
  for (Rows<double>* rows : {&quantity, &arrived, &failure_cost, &lost}) size(*rows, deliveries);
  size(allotted, count(plan.contracts.allotment_rows));
  for (Rows<double>* rows : {&deferred_price, &deferred_damages, &deferred_spot})
    size(*rows, count(plan.contracts.deferred_rows));
  size(damages_left, count(plan.contracts.damages_cap_rows));
  size(year_sum, count(plan.contracts.annual_cap_rows));
  size(default_day, plan.contracts.counterparties.size());
  for (Rows<double>* rows : {&default_hazard, &default_clock}) size(*rows, plan.contracts.counterparties.size());
  size(loan_rate, plan.contracts.loans.size());
  size(stock, plan.contracts.inventories.size());
  for (Rows<double>* rows : {&flow, &discounted, &accrued, &period_cash}) size(*rows, cash_rows);
  size(project, projects * PROJECT_ROWS);
  size(milestone_day, 3 * projects);
  size(project_default_day, projects);
  size(output_ratio, projects * quarters);
  size(asset_value, plan.contracts.assets.size());
  size(option_value, plan.contracts.options.size());
  size(inventory_value, plan.contracts.inventories.size());
  size(contract_value, cash_rows);
  size(joint_state, plan.values.joints.size());
  std::size_t labelled = 0;
  for (const ValueDate& date : plan.values.dates) labelled = std::max(labelled, date.labelled.size());
  size(label, labelled);
  size(number, 1);
  size(ones, 1);
  ones.fill(1.0);
  size(scratch, 14);
  for (const std::size_t f : plan.factors.panels.factors) {
    FactorStep& step = factor_steps.emplace_back();
    step.x = x.row(f);
    if (const int stance = plan.factors.stance[f]; stance != kNone) {
      const int levels = plan.policy.stances[static_cast<std::size_t>(stance)].levels;
      step.move = move.row(stance);
      step.moves = count(levels * levels);
    }
    if (plan.factors.variance_group[f] != kNone) step.root_variance = root_variance.row(plan.factors.variance_group[f]);
    if (plan.factors.feels_feedback[f] != 0) step.h = feedback_factor.row(0);
  }
  slot_activity.resize(slots);
  paths = AlignedBuffer<std::uint32_t>(n);
  list_lanes = AlignedBuffer<std::uint32_t>(n);
  list_paths = AlignedBuffer<std::uint32_t>(n);
  list_steps = AlignedBuffer<std::uint32_t>(n);
  list_apart = AlignedBuffer<std::uint32_t>(n);

  counts.licences.accounts.resize(accounts);
  counts.deliveries.deliveries.resize(deliveries);
  counts.projects.projects.resize(projects);
  for (ProjectCounts::Project& counted : counts.projects.projects) {
    counted.breaches_in_quarter.assign(quarters, 0);
    counted.defaults_in_quarter.assign(quarters, 0);
  }
  counts.stances.paths.assign(plan.grid.horizon_steps.size(), std::vector<std::array<std::int64_t, 8>>(stances));
  block_sums = AlignedBuffer<double>(kSumLanes * SumIndex(plan).count);
}

void Workspace::take(const Tile& tile) {
  lanes = tile.lanes;
  live_lanes = tile.live_lanes;
  for (std::size_t p = 0; p < lanes; ++p) {
    paths[p] =
        tile.paths == nullptr ? tile.first_path + static_cast<std::uint32_t>(p) : tile.paths[std::min(p, live_lanes - 1)];
  }
}

void Workspace::copy_path(const Workspace& from, std::size_t lane) {
  std::apply([&](const auto... rows) { (copy_lane(from.*rows, lane, this->*rows), ...); }, kStateRows);
  std::fill(slot_activity.begin(), slot_activity.end(), SlotActivity());
}

std::size_t Workspace::bytes() const {
  std::size_t total = block_sums.size() * sizeof(double);
  const auto add = [&](const auto... rows) { ((total += (this->*rows).bytes()), ...); };
  std::apply(add, kStateRows);
  std::apply(add, kOtherRows);
  return total;
}

}  // namespace lodestone
