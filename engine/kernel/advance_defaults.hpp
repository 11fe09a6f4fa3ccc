/// Counterparties on a tile.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Nobody in default; every counterparty's clock E = −ln u drawn.
void start_defaults(const SimulationPlan& plan, Workspace& work);

/// Draws every counterparty's clock anew from the plan's key: the hazard so far + Exp(1), because a clock has no memory.
void redraw_default_clocks(const SimulationPlan& plan, Workspace& work);

/// Adds max(spread, 0)/(1 − R)·Δ to each hazard; whoever passes its clock, or whose project has failed, is in default from
/// today on, and its deliveries that are still open lapse.
/// Source: a Cox process, as licences are.   Twin: tests/reference.
void advance_defaults(const SimulationPlan& plan, int step, Workspace& work);

}  // namespace lodestone
