/// Resuming: the state of one path on one day, written as the study of that day.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <cstdint>

namespace lodestone {

/// What `Simulation::study_at` returns, from the plan that the run used. Throws InvalidInput with all that a study cannot
/// carry. Cost: the 64 paths around `path` up to `date`, and one more compilation without values.
Study resume_on_plan(const Study& study, const SimulationPlan& plan, std::int64_t path, Date date);

}  // namespace lodestone
