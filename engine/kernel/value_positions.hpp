/// Positions at today's or a horizon's prices.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Fills `work.asset_value` (one unit of each asset), `option_value`, `inventory_value` and `contract_value` in the reporting currency.
///
/// Options: Black–Scholes, q·D·(F·Φ(d₁) − K·Φ(d₂)), F = S·e^{(r−d)τ}, D = e^{−rτ}, d₁ = ln(F/K)/(σ√τ) + σ√τ/2; puts by parity.
/// Error: options within 1e-14 of the forward.   Source: Black and Scholes (1973).   Twin: lodestone/math/black_scholes.hpp
void value_positions(const SimulationPlan& plan, int step, Workspace& work);

/// Value of one node on every path: Σ quantity·asset + Σ options + Σ inventories + Σ contracts, in the plan's order.
void value_node(const NodePlan& node, Workspace& work, double* value);

}  // namespace lodestone
