/// What the paths of a finished tile add to the counts and sums of the run.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// On a horizon, once positions are valued: paths at each level of each stance, present values summed path by path.
void count_horizon(const SimulationPlan& plan, int step, Workspace& work);

/// At the end: licences, deliveries and projects counted in whole numbers; costs and lost tonnes summed path by path.
void count_outcomes(const SimulationPlan& plan, Workspace& work);

}  // namespace lodestone
