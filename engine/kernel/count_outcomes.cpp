#include <lodestone/kernel/count_outcomes.hpp>

#include <algorithm>

namespace lodestone {
namespace {

void count_licences(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t a = 0; a < work.counts.licences.accounts.size(); ++a) {
    LicenceCounts::Account& account = work.counts.licences.accounts[a];
    for (std::size_t what = 0; what < account.sum.size(); ++what) {
      const std::uint16_t* count = work.account_counts.row(4 * a + what);
      for (std::size_t p = 0; p < work.live_lanes; ++p) {
        account.sum[what] += count[p];
        account.squares[what] += static_cast<std::int64_t>(count[p]) * count[p];
      }
    }
    const std::size_t first = static_cast<std::size_t>(plan.licences.first_slot[a]);
    const std::size_t end = a + 1 < plan.licences.first_slot.size() ? static_cast<std::size_t>(plan.licences.first_slot[a + 1])
                                                                    : plan.licences.slots.size();
    for (std::size_t p = 0; p < work.live_lanes; ++p) {
      bool is_pending = false;
      for (std::size_t slot = first; slot < end; ++slot) is_pending |= work.pending_since.row(slot)[p] != kNever;
      account.pending_paths += is_pending ? 1 : 0;
    }
  }
}

void count_deliveries(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t d = 0; d < plan.contracts.deliveries.size(); ++d) {
    const DeliveryPlan& delivery = plan.contracts.deliveries[d];
    const std::int32_t on_time = plan.grid.days[static_cast<std::size_t>(delivery.due_step)];
    DeliveryCounts::Delivery& count = work.counts.deliveries.deliveries[d];
    const DeliveryStatus* status = work.delivery_status.row(d);
    const std::int32_t* shipped = work.shipped_day.row(d);
    for (std::size_t p = 0; p < work.live_lanes; ++p) {
      if (status[p] == DeliveryStatus::OPEN) {
        ++count.open;
      } else if (status[p] != DeliveryStatus::SHIPPED) {
        ++count.failed;
      } else {
        const std::int64_t delay = shipped[p] - delivery.due_day;
        ++(shipped[p] == on_time ? count.on_time : count.late);
        count.delay_days += delay;
        count.delay_squares += delay * delay;
      }
    }
  }
}

void count_projects(const SimulationPlan& plan, Workspace& work) {
  for (std::size_t project = 0; project < plan.projects.projects.size(); ++project) {
    ProjectCounts::Project& count = work.counts.projects.projects[project];
    const double* breached = work.project_row(static_cast<int>(project), HAS_BREACHED);
    for (std::size_t p = 0; p < work.live_lanes; ++p) {
      count.on_spec += work.milestone_day.row(3 * project + 1)[p] != kNever ? 1 : 0;
      count.breached += breached[p] != 0.0 ? 1 : 0;
      count.defaulted += work.project_default_day.row(project)[p] != kNever ? 1 : 0;
    }
  }
}

/// Σ and Σ² of one row over the paths that count.
void add_sums(const double* value, std::size_t at, Workspace& work) {
  work.steps->add_moments(value, nullptr, nullptr, work.sums_at(at), work.live_lanes);
}

}  // namespace

void count_horizon(const SimulationPlan& plan, int step, Workspace& work) {
  const int horizon = plan.horizon_of_step[static_cast<std::size_t>(step)];
  if (horizon == kNone) return;
  for (std::size_t s = 0; s < plan.policy.stances.size(); ++s) {
    const std::uint8_t* level = work.level.row(s);
    std::array<std::int64_t, 8>& count = work.counts.stances.paths[static_cast<std::size_t>(horizon)][s];
    for (std::size_t p = 0; p < work.live_lanes; ++p) ++count[level[p]];
  }
  const SumIndex index(plan);
  const double* discount = work.discount.row(0);
  for (const std::size_t row : plan.nodes.nodes.front().contract_rows) {
    work.steps->add_moments(work.discounted.row(row), work.contract_value.row(row), discount,
                            work.sums_at(index.present_value(static_cast<std::size_t>(horizon), row)), work.live_lanes);
  }
  if (step != plan.grid.last_horizon_step()) return;
  double* present = work.scratch.row(0);
  for (std::size_t node = 0; node < plan.nodes.nodes.size(); ++node) {
    std::fill_n(present, work.lanes, 0.0);
    bool is_any = false;
    for (const std::uint32_t row : plan.nodes.nodes[node].contract_rows) {
      if (plan.values.has_value_today(static_cast<int>(row))) continue;
      is_any = true;
      const double* paid = work.discounted.row(std::size_t{row});
      const double* value = work.contract_value.row(std::size_t{row});
      for (std::size_t p = 0; p < work.lanes; ++p) present[p] += paid[p] + value[p] * discount[p];
    }
    if (is_any) add_sums(present, index.node(node), work);
  }
}

void count_outcomes(const SimulationPlan& plan, Workspace& work) {
  count_licences(plan, work);
  count_deliveries(plan, work);
  count_projects(plan, work);
  const SumIndex index(plan);
  for (std::size_t d = 0; d < plan.contracts.deliveries.size(); ++d) {
    add_sums(work.failure_cost.row(d), index.cost(d), work);
    add_sums(work.lost.row(d), index.lost(d), work);
  }
}

}  // namespace lodestone
