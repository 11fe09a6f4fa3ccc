/// Builds the tables that value contracts at horizons.
#pragma once

#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// `run`: complete but for its values. `factors`: as values take them. `whole`: the run's contracts and licences with every delivery.
///
/// Cost: one backward recursion for each law and date, several hundred frequencies wide where a price bends.
ValuePlan compile_values(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                         const LicencePlan& whole_licences);

}  // namespace lodestone
