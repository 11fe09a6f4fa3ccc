#include <lodestone/run/path_state.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lodestone {
namespace {

class ProjectResumption {
 public:
  ProjectResumption(PathState& state, int index, Project& project) : state_(state), index_(index), project_(project) {}

  void run() {
    if (state_.work.project_default_day.row(index_)[state_.lane] != kNever) {
      refuse("", show(project_.id), "cannot be resumed: a project in default cannot be carried",
             "Take a date before " + to_string(state_.day(state_.work.project_default_day.row(index_)[state_.lane])) + ".");
      return;
    }
    if (project_.listed_equity && row(SHARE_VALUE) != 1.0) {
      refuse(".listed_equity", show(row(SHARE_VALUE)), "cannot be resumed: a study has no field for the dilution of its shares",
             "Take a date before the first raise.");
    }
    resume_schedule();
    resume_capex();
    // Quarters to the first repayment count from the on-spec date, and what is left in equal parts is the same instalment.
    if (project_.debt) project_.debt->drawn = std::min(row(DEBT), project_.debt->limit);
    project_.cash = row(CASH);
    project_.committed_equity = row(COMMITMENT);
  }

 private:
  double row(ProjectRow which) const { return state_.work.project_row(index_, which)[state_.lane]; }
  std::int32_t milestone(std::size_t m) const {
    return state_.work.milestone_day.row(3 * static_cast<std::size_t>(index_) + m)[state_.lane];
  }
  bool is_on_spec() const { return milestone(1) != kNever; }

  void refuse(const char* field, std::string value, std::string rule, std::string remedy) {
    state_.refuse("projects[" + std::to_string(index_) + "]" + field, std::move(value), std::move(rule), std::move(remedy));
  }

  /// Milestones reached stay; the plan of the others moves by the days stood still, and by a slip that is frozen.
  void resume_schedule() {
    const std::array<MilestonePlan*, 3> plans = {&project_.decision, &project_.on_spec, &project_.qualified};
    days delay{static_cast<std::int32_t>(row(STANDSTILL_DAYS))};
    if (is_on_spec()) {
      delay += days{static_cast<std::int32_t>(std::ceil(365.0 * row(SLIP_YEARS) - 1e-6))};
      project_.slip_factor.clear();
      project_.slip_shift_years = 0.0;
    }
    for (std::size_t m = 0; m < 3; ++m) {
      if (milestone(m) != kNever) {
        plans[m]->reached = state_.day(milestone(m));
      } else {
        plans[m]->planned += delay;
      }
    }
    // A decision that slipped past the planned on-spec date: part of the slip becomes plan, so that the plan stays in order.
    if (milestone(0) == kNever || is_on_spec() || project_.decision.reached <= project_.on_spec.planned) return;
    const days slipped = project_.decision.reached - project_.on_spec.planned;
    project_.on_spec.planned += slipped;
    project_.qualified.planned += slipped;
    project_.slip_shift_years -= static_cast<double>(slipped.count()) / 365.0;
  }

  /// What is left to spend is capex·(shift + exp x) − C for every x to come: C moves into the shift.
  void resume_capex() {
    const double spent = row(SPENT);
    if (is_on_spec()) {
      project_.capex_to_spend = 0.0;  // spent to the last on the quarter end that found it reached
    } else if (project_.cost_factor.empty()) {
      project_.capex_to_spend = std::max(project_.capex_to_spend - spent, 0.0);
    } else if (spent > 0.0) {
      project_.cost_shift -= spent / project_.capex_to_spend;
    }
  }

  PathState& state_;
  int index_;
  Project& project_;
};

}  // namespace

void resume_projects(PathState& state, Study& resumed) {
  for (std::size_t p = 0; p < resumed.projects.size(); ++p) {
    ProjectResumption(state, static_cast<int>(p), resumed.projects[p]).run();
  }
}

}  // namespace lodestone
