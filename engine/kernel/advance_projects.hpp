/// Projects on a tile, quarter by quarter.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Every project as it stands today.
void start_projects(const SimulationPlan& plan, Workspace& work);

/// Standstill of the step; on a quarter end, the quarter (docs/models/projects.md, "A quarter end, in this order").
/// Shapes: (projects · PROJECT_ROWS, lanes).   Cost: some 60 operations a path, project and quarter; one normal where output is
/// noisy.   Twin: tests/reference.
void advance_projects(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
