#include <algorithm>
#include <cmath>
#include <lodestone/model/calendar.hpp>
#include <reference/reference_projects.hpp>
#include <reference/reference_quarter.hpp>
#include <stdexcept>

namespace lodestone::reference {
namespace {

std::size_t at(int k) { return static_cast<std::size_t>(k); }

double factor_value(const Study& study, const MarketPath& path, const std::string& id, int k) {
  std::size_t f = 0;
  while (study.market.factors[f].id != id) ++f;
  return path.factor[at(k)][f];
}

double ramp_share(const std::vector<RampPoint>& ramp, double months) {
  if (ramp.empty()) return 1.0;
  if (months <= ramp.front().months_since_on_spec) return ramp.front().share_of_nameplate;
  for (std::size_t n = 1; n < ramp.size(); ++n) {
    const RampPoint& left = ramp[n - 1];
    const RampPoint& right = ramp[n];
    if (months > right.months_since_on_spec) continue;
    const double weight = (months - left.months_since_on_spec) / (right.months_since_on_spec - left.months_since_on_spec);
    return left.share_of_nameplate + weight * (right.share_of_nameplate - left.share_of_nameplate);
  }
  return ramp.back().share_of_nameplate;
}

bool stops_schedule(const Project& project) { return project.standstill != StandstillEffect::OUTPUT; }
bool stops_output(const Project& project) { return project.standstill != StandstillEffect::SCHEDULE; }

}  // namespace

ProjectOffice::ProjectOffice(const MarketModel& model, const MarketPath& path, const Draws& draws)
    : model_(model), path_(path), draws_(draws), last_quarter_end_(model.study().as_of) {
  for (const Project& project : model.study().projects) {
    State state;
    state.project = &project;
    state.index = static_cast<std::uint32_t>(states_.size());
    state.decision = project.decision.reached;
    state.on_spec = project.on_spec.reached;
    state.qualified = project.qualified.reached;
    state.debt = project.debt ? project.debt->drawn : 0.0;
    state.cash = project.cash;
    state.commitment = project.committed_equity;
    observe_slip_and_cost(state, 0);
    states_.push_back(state);
  }
}

std::set<std::string> ProjectOffice::accounts_in_need() const {
  std::set<std::string> accounts;
  for (const State& state : states_) {
    if (state.in_default || (state.on_spec != kNoDate && !stops_output(*state.project))) continue;
    accounts.insert(state.project->licence_accounts.begin(), state.project->licence_accounts.end());
  }
  return accounts;
}

void ProjectOffice::stand_still(int k, const LicenceOffice& licences) {
  const int step_days = static_cast<int>((model_.grid()[at(k)] - model_.grid()[at(k - 1)]).count());
  for (State& state : states_) {
    bool stalled = false;
    for (const std::string& account : state.project->licence_accounts) {
      if (!licences.is_free(account, k) && !licences.is_live(account)) stalled = true;
    }
    if (state.in_default || !stalled) continue;
    state.stalled_days_of_quarter += step_days;
    if (stops_schedule(*state.project) && state.on_spec == kNoDate) state.standstill_days += step_days;
  }
}

void ProjectOffice::end_quarter(int k, const std::vector<OpenDelivery>& open) {
  const Date end = model_.grid()[at(k)];
  for (State& state : states_) {
    Quarter quarter{k, model_.grid_index(last_quarter_end_), last_quarter_end_, end, 0.0};
    quarter.stalled_share = static_cast<double>(state.stalled_days_of_quarter) / quarter.days();
    state.stalled_days_of_quarter = 0;
    state.output_shares.emplace_back(end, 0.0);
    if (state.in_default) continue;

    QuarterRecord record;
    record.project = state.project->id;
    record.date = end;
    if (state.on_spec == kNoDate) observe_slip_and_cost(state, k);
    check_milestones(state, quarter);
    record.slip_years = state.slip;
    record.cost_multiplier = state.multiplier;
    record.standstill_days = state.standstill_days;
    record.output_tonnes = produce(state, quarter);
    record.revenue = sell(state, quarter, record.output_tonnes, open);
    record.operating_cost = state.project->operating_cost_per_kg * 1000.0 * record.output_tonnes;
    if (state.decision != kNoDate) record.operating_cost += state.project->fixed_cost_per_quarter * quarter.part_of_quarter();
    record.spend = spend(state, quarter);
    if (state.project->debt) service_debt(state, quarter, record);
    state.cash +=
        record.revenue - record.operating_cost - record.spend + record.draw - record.interest_paid - record.instalment;
    find_liquidity(state, quarter, record);
    record.debt = state.debt;
    record.cash = state.cash;
    record.share_value = state.share_value;
    records_.push_back(record);
  }
  last_quarter_end_ = end;
}

void ProjectOffice::observe_slip_and_cost(State& state, int k) const {
  const Project& project = *state.project;
  if (!project.slip_factor.empty()) {
    state.slip = project.slip_shift_years + std::exp(factor_value(model_.study(), path_, project.slip_factor, k));
  }
  if (!project.cost_factor.empty()) {
    state.multiplier = project.cost_shift + std::exp(factor_value(model_.study(), path_, project.cost_factor, k));
  }
}

Date ProjectOffice::expected(const State& state, const MilestonePlan& plan) const {
  return plan.planned + days{state.standstill_days} + days{static_cast<int>(std::ceil(365.0 * state.slip - 1e-6))};
}

void ProjectOffice::check_milestones(State& state, const Quarter& quarter) const {
  const Project& project = *state.project;
  Date before = quarter.start + days{1};
  for (const auto& [plan, recorded] :
       {std::pair{&project.decision, &state.decision}, std::pair{&project.on_spec, &state.on_spec},
        std::pair{&project.qualified, &state.qualified}}) {
    if (*recorded == kNoDate) {
      const Date date = std::max(expected(state, *plan), before);
      if (date > quarter.end) return;
      *recorded = date;
    }
    before = std::max(before, *recorded);
  }
}

double ProjectOffice::produce(State& state, const Quarter& quarter) const {
  if (state.on_spec == kNoDate) return 0.0;
  const Project& project = *state.project;
  const double z = draws_.normals(Stream::PROJECT_AVAILABILITY, static_cast<std::uint32_t>(quarter.k), state.index).first;
  const double availability = std::clamp(project.availability_mean + project.availability_standard_deviation * z, 0.0, 1.0);
  const double months = 12.0 * year_fraction(state.on_spec, quarter.end);
  const double days_on_spec = static_cast<double>((quarter.end - std::max(state.on_spec, quarter.start)).count());
  double share = ramp_share(project.ramp, months) * availability * days_on_spec / quarter.days();
  if (stops_output(project)) share *= 1.0 - quarter.stalled_share;
  state.output_shares.back().second = share;
  return project.nameplate_tonnes_per_year * quarter.years() * share;
}

double ProjectOffice::spend(State& state, const Quarter& quarter) const {
  const Project& project = *state.project;
  if (state.decision == kNoDate) return 0.0;
  double spend = std::max(0.0, project.capex_to_spend * state.multiplier - state.spent);
  if (state.on_spec == kNoDate) {
    const Date from = std::max(quarter.start, state.decision);
    spend *= year_fraction(from, quarter.end) / year_fraction(from, expected(state, project.on_spec));
    if (stops_schedule(project)) spend *= 1.0 - quarter.stalled_share;
  }
  state.spent += spend;
  return spend;
}

const ProjectOffice::State& ProjectOffice::find(const std::string& project) const {
  for (const State& state : states_) {
    if (state.project->id == project) return state;
  }
  throw std::logic_error("no project " + project);
}

Date ProjectOffice::milestone_date(const std::string& project, Milestone milestone) const {
  const State& state = find(project);
  if (milestone == Milestone::DECISION) return state.decision;
  return milestone == Milestone::ON_SPEC ? state.on_spec : state.qualified;
}

bool ProjectOffice::milestone_known(const std::string& project, Milestone milestone) const {
  return milestone_date(project, milestone) != kNoDate;
}

double ProjectOffice::share_value(const std::string& project) const {
  return project.empty() ? 1.0 : find(project).share_value;
}

double ProjectOffice::output_share(const std::string& project, Date date) const {
  double share = 0.0;
  for (const auto& [quarter_end, output_share] : find(project).output_shares) {
    if (quarter_end <= date) share = output_share;
  }
  return share;
}

bool ProjectOffice::in_default(const std::string& project) const { return find(project).in_default; }

double ProjectOffice::supply(const std::string& project, const OpenDelivery& delivery) const {
  if (find(project).in_default) return 0.0;
  const Date first_quarter_end = quarter_end(model_.study().as_of + days{1});
  if (delivery.due < first_quarter_end) return find(project).project->qualified.reached != kNoDate ? delivery.tonnes : 0.0;
  const auto found = allotted_.find({delivery.position, delivery.number});
  return found == allotted_.end() ? 0.0 : found->second;
}

}  // namespace lodestone::reference
