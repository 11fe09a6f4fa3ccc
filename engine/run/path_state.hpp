/// One lane of a workspace on the day it is resumed, and what of it a study has no field for.
#pragma once

#include <lodestone/base/violation.hpp>
#include <lodestone/kernel/workspace.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <string>
#include <vector>

namespace lodestone {

struct PathState {
  const Study& study;
  const SimulationPlan& plan;
  const Workspace& work;
  std::size_t lane = 0;
  int step = 0;
  Date date = kNoDate;
  std::vector<const Position*> sorted;  ///< positions of the study in the order of their ids, as the plan counts them
  std::vector<Violation> violations;    ///< all that cannot be carried

  Date day(std::int32_t number) const { return plan.grid.dates.front() + days{number}; }
  std::int32_t today() const { return plan.grid.days[static_cast<std::size_t>(step)]; }

  bool has_defaulted(int counterparty) const {
    return counterparty != kNone && work.default_day.row(counterparty)[lane] != kNever;
  }

  void refuse(std::string path, std::string value, std::string rule, std::string remedy) {
    violations.push_back({std::move(path), std::move(value), std::move(rule), std::move(remedy)});
  }
};

// Each writes one section of `resumed`, which starts as a copy of the run's study.
void resume_licences(PathState& state, Study& resumed);
void resume_projects(PathState& state, Study& resumed);
void resume_portfolio(PathState& state, Study& resumed);

}  // namespace lodestone
