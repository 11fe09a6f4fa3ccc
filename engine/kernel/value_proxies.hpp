/// Contracts whose value at a horizon is a regression.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Adds the value of every proxy of `step` to `work.contract_value`, in the reporting currency.
///
/// value = Σ coefficient·u_i·u_j·u_k, 0 where the contract is over (plan/proxy_plan.hpp).
/// Error: ProxyPlan::tail_error.   Cost: an exponential a price, then three products a term; allocates nothing.
void value_proxies(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
