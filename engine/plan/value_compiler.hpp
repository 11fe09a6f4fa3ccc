/// Builds the tables that value contracts at horizons.
#pragma once

#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// `run`: complete but for its values. `factors`: as values take them. `whole`: the run's contracts and licences with every
/// delivery.
///
/// `for_each` may run its bodies in any order and at once: each writes to a place of its own.
///
/// `earlier`: of another study, or null; laws that it has are taken over from it. Not a bit depends on it.
///
/// Cost: one backward pass for each law, and for each date three or four, several hundred frequencies wide, where a price
/// bends.
ValuePlan compile_values(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                         const LicencePlan& whole_licences, const ForEach& for_each, const ValuePlan* earlier);

}  // namespace lodestone
