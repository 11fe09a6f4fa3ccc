#include <lodestone/run/resume.hpp>

#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/model/calendar.hpp>
#include <lodestone/model/validate.hpp>
#include <lodestone/run/path_state.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace lodestone {
namespace {

int resumed_step(const Study& study, const SimulationPlan& plan, Date date) {
  const std::vector<Date>& dates = plan.grid.dates;
  const bool is_inside = date > dates.front() && date < dates.back();
  if (!is_inside || !std::binary_search(dates.begin(), dates.end(), date)) {
    throw InvalidInput(
        {{"date", to_string(date),
          "must be a date of the grid after " + to_string(dates.front()) + " and before " + to_string(dates.back()),
          "The dates of replay(path) are those of the grid."}});
  }
  if (!study.projects.empty() && date != quarter_end(date)) {
    throw InvalidInput(
        {{"date", to_string(date), "must be the end of a quarter in a study with projects",
          "A project under way is known at the ends of quarters only: take " + to_string(quarter_end(date)) + "."}});
  }
  return plan.grid.step_on(date);
}

/// Fixings of the path that some average has summed up by now, in the order of their dates; each once.
class FixingRecorder {
 public:
  FixingRecorder(const Study& study, const SimulationPlan& plan) : study_(study), plan_(plan), fixings_(study.market.fixings) {
    for (const Fixing& fixing : fixings_) known_.emplace(fixing.observable, fixing.date);
  }

  void record(int step, const Workspace& work, std::size_t lane) {
    const Date date = plan_.grid.dates[static_cast<std::size_t>(step)];
    for (const int a : plan_.averages_fixed_on[static_cast<std::size_t>(step)]) {
      const int observable = plan_.averages[static_cast<std::size_t>(a)].observable;
      const std::string& id = study_.market.observables[static_cast<std::size_t>(observable)].id;
      if (known_.emplace(id, date).second) fixings_.push_back({id, date, work.observable.row(observable)[lane]});
    }
  }

  std::vector<Fixing> take() { return std::move(fixings_); }

 private:
  const Study& study_;
  const SimulationPlan& plan_;
  std::vector<Fixing> fixings_;
  std::set<std::pair<std::string, Date>> known_;
};

/// Factors on their own scale: exp and log would cost the last bit of x.
void resume_factors(const PathState& state, Study& resumed) {
  for (std::size_t f = 0; f < resumed.market.factors.size(); ++f) {
    Factor& factor = resumed.market.factors[f];
    if (factor.scale == FactorScale::LOG_OF_LEVEL) {
      for (double& mean : factor.long_run_mean) mean = std::log(mean);
      factor.scale = FactorScale::NATURAL;
    }
    factor.initial_value = state.work.x.row(f)[state.lane];
  }
  const double years = year_fraction(state.study.as_of, state.date);
  for (VolatilityTermStructure& structure : resumed.market.volatility_term_structures) {
    const double m0 = structure.initial_multiplier;
    structure.initial_multiplier = std::sqrt(1.0 + (m0 * m0 - 1.0) * std::exp(-structure.decay_per_year * years));
  }
}

void resume_policy(PathState& state, Study& resumed) {
  for (std::size_t c = 0; c < resumed.policy.chains.size(); ++c) {
    Chain& chain = resumed.policy.chains[c];
    chain.initial_state = chain.states[state.work.chain_state.row(c)[state.lane]].id;
    chain.initial_distribution.clear();
    std::erase_if(chain.events, [&](const PolicyEvent& event) { return event.date <= state.date; });
  }
  if (state.study.policy.feedback.empty()) return;
  state.refuse("policy.feedback[0]", show(state.study.policy.feedback[0].stance),
               "cannot be resumed: a study has no field for the capacity built so far", "Leave the feedback out.");
}

void resume_settings(const PathState& state, Study& resumed) {
  const Grid& grid = state.plan.grid;
  SimulationSettings& simulation = resumed.simulation;
  simulation.grid_dates.assign(grid.dates.begin() + state.step + 1, grid.dates.end());
  if (simulation.weekly_until == kNoDate)
    simulation.weekly_until = std::max(grid.dates.back(), add_months(state.study.as_of, 12));
  simulation.horizons.clear();
  for (const int step : grid.horizon_steps) {
    if (step > state.step) simulation.horizons.push_back(to_string(grid.dates[static_cast<std::size_t>(step)]));
  }
  // Positions that are over take their names with them.
  std::set<std::string> ids;
  std::set<std::string> keys;
  for (const Position& position : resumed.portfolio.positions) {
    ids.insert(position.id);
    for (const Label& label : position.labels) keys.insert(label.key);
  }
  std::erase_if(resumed.measures.positions, [&](const std::string& id) { return !ids.contains(id); });
  std::erase_if(resumed.measures.group_by, [&](const std::string& key) { return !keys.contains(key); });
  for (Project& project : resumed.projects) {
    std::erase_if(project.sales, [&](const ProjectSale& sale) { return !sale.offtake.empty() && !ids.contains(sale.offtake); });
  }
}

/// Accounts apply before a date's deliveries. A resumed account that applies on its first day, after them, would be a step
/// early.
void check_applications(PathState& state, const SimulationPlan& resumed_plan) {
  Workspace resumed(resumed_plan, 64);
  start_paths(resumed_plan, {0, 64, 64}, resumed);
  const std::vector<SlotPlan>& slots = state.plan.licences.slots;
  for (std::size_t r = 0; r < resumed_plan.licences.slots.size(); ++r) {
    const SlotPlan& slot = resumed_plan.licences.slots[r];
    for (std::size_t s = 0; s < slots.size(); ++s) {
      if (slots[s].account != slot.account || slots[s].address != slot.address) continue;
      const bool was_pending = state.work.pending_since.row(s)[state.lane] != kNever;
      if (was_pending == (resumed.pending_since.row(r)[0] != kNever)) continue;
      const std::size_t account = static_cast<std::size_t>(slot.account);
      state.refuse(
          "licences.accounts[" + std::to_string(account) + "]", show(state.study.licences.accounts[account].id),
          "cannot be resumed on " + to_string(state.date) + ": it would apply that day, and applies on the next on the path",
          "Take the next date of the grid.");
    }
  }
}

}  // namespace

Study resume_on_plan(const Study& study, const SimulationPlan& plan, std::int64_t path, Date date) {
  const int step = resumed_step(study, plan, date);
  const std::uint32_t first = static_cast<std::uint32_t>(path) / 64 * 64;
  const std::size_t lane = static_cast<std::size_t>(path) - first;
  Workspace work(plan, 64);
  FixingRecorder fixings(study, plan);
  start_paths(plan, {first, 64, 64}, work);
  for (int k = 1; k <= step; ++k) {
    advance_step(plan, k, work);
    fixings.record(k, work, lane);
  }

  PathState state{study, plan, work, lane, step, date, positions_by_id(study), {}};
  Study resumed = study;
  resumed.input_ranges.clear();  // a path has one value of each input
  resumed.as_of = date;
  resumed.market.fixings = fixings.take();
  resume_factors(state, resumed);
  resume_policy(state, resumed);
  resume_licences(state, resumed);
  resume_projects(state, resumed);
  resume_portfolio(state, resumed);
  resume_settings(state, resumed);
  if (!state.violations.empty()) throw InvalidInput(std::move(state.violations));
  check_applications(state, compile_paths(validate(resumed), plan.isa, Reach::LAST_HORIZON));
  if (!state.violations.empty()) throw InvalidInput(std::move(state.violations));
  return resumed;
}

}  // namespace lodestone
