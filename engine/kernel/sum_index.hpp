/// Sums over paths that are not whole numbers, and so are added in the order of the paths.
#pragma once

#include <lodestone/plan/simulation_plan.hpp>

#include <cstddef>

namespace lodestone {

/// Where the sums over paths lie in the sums of a block, each as (Σ x, Σ x²): of each contract's cash row and horizon H the
/// present value Σ flow/B + V_H/B_H, the same of each node's contracts that have no value of their own today, each delivery's
/// failure cost and lost tonnes.
struct SumIndex {
  explicit SumIndex(const SimulationPlan& plan)
      : rows(plan.contracts.position_of_cash_row.size()),
        nodes_at(2 * rows * plan.grid.horizon_steps.size()),
        deliveries_at(nodes_at + 2 * plan.nodes.nodes.size()),
        count(deliveries_at + 4 * plan.contracts.deliveries.size()) {}

  std::size_t present_value(std::size_t horizon, std::size_t row) const { return 2 * (horizon * rows + row); }
  std::size_t node(std::size_t node) const { return nodes_at + 2 * node; }
  std::size_t cost(std::size_t delivery) const { return deliveries_at + 4 * delivery; }
  std::size_t lost(std::size_t delivery) const { return deliveries_at + 4 * delivery + 2; }

  std::size_t rows;
  std::size_t nodes_at;
  std::size_t deliveries_at;
  std::size_t count;
};

}  // namespace lodestone
