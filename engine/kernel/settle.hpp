/// Payments that need no licence: floor agreements, swaps, loans, options at expiry, the carry of stocks.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Stocks as they stand today, caps unused, loan rates of the first period.
void start_settlements(const SimulationPlan& plan, Workspace& work);

/// Carry of the step on what the stocks held before today's draws. Call before `deliver`.
void pay_carry(const SimulationPlan& plan, int step, Workspace& work);

/// Settlements, loan flows and recoveries, options that expire (docs/models/contracts.md). Twin: tests/reference.
void settle(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
