/// Positions at today's or a horizon's prices.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Fills `work.asset_value` (one unit of each asset that is no observable itself), `option_value` (of options alive on the
/// step), `inventory_value` and `contract_value` in the reporting currency.
///
/// Options: Black–Scholes, q·D·(F·Φ(d₁) − K·Φ(d₂)), F = S·e^{(r−d)τ}, D = e^{−rτ}, d₁ = ln(F/K)/(σ√τ) + σ√τ/2; puts by parity.
/// Error: options within 1e-14 of the forward.   Source: Black and Scholes (1973).   Twin: lodestone/math/black_scholes.hpp
void value_positions(const SimulationPlan& plan, int step, Workspace& work);

/// One unit of an asset on every path.
const double* asset_values(const SimulationPlan& plan, std::size_t asset, const Workspace& work);

/// Value of one node on every path: Σ quantity·asset + Σ options + Σ inventories + Σ contracts, in the plan's order.
void value_node(const SimulationPlan& plan, const NodePlan& node, int step, Workspace& work, double* value);

}  // namespace lodestone
