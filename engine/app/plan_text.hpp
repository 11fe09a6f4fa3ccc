/// What a run will take, for people.
#pragma once

#include <lodestone/run/simulation.hpp>

#include <string>

namespace lodestone::app {

/// Settings left to their defaults, the grid, sizes, memory and the expected time.
std::string plan_text(const PlanSummary& plan);

}  // namespace lodestone::app
