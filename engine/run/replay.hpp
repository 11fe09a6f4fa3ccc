/// One path again, alone, from its number.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/simulation_plan.hpp>
#include <lodestone/run/path_record.hpp>

#include <cstdint>

namespace lodestone {

/// Runs the 64 paths around `path` and writes down everything about it. The samples are those of the run, bit for bit, before
/// a contract's value today (which depends on all paths) is taken off.
PathRecord replay_on_plan(const Study& study, const SimulationPlan& plan, std::int64_t path);

}  // namespace lodestone
