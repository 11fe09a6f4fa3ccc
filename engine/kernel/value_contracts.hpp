/// Contracts at today's or a horizon's state of the path: the conditional expectation of everything they still pay.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Fills `work.contract_value`, by cash row, in the reporting currency; 0 on other steps than today and horizons.
///
/// value = Σ_laws e^{C} Σ_claims scale·(constant·φ₀ + slope·e^A·φ₁ + Σ slope_m·K_m·p̂(A − ln K_m)), see plan/value_plan.hpp.
/// Error: interpolation, at most kTableError of a delivery's notional value.   Cost: one exponential a term, one cubic a put
/// and class, two exponentials a law with puts. Twin: tests/reference; nested simulation.
void value_contracts(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
