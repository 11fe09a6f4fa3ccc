/// Deliveries under licence: shipped, late, failed, and what the failure clause makes of it.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Every delivery open, with its scheduled quantity and what is owed today.
void start_deliveries(const SimulationPlan& plan, Workspace& work);

/// What the contracts do on this date, in the plan's order (docs/models/contracts.md, "Offtake"): prices that were fixed to be
/// paid now, then active deliveries. Flows go to `work.flow` in the reporting currency.
/// Shapes: (deliveries, lanes).   Cost: a few operations a path and active delivery.   Twin: tests/reference.
void deliver(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
