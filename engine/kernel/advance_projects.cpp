#include <lodestone/kernel/advance_projects.hpp>

#include <lodestone/kernel/price.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lodestone {
namespace {

enum : std::size_t { DECISION, ON_SPEC, QUALIFIED };

double ramp_at(const std::vector<RampPoint>& ramp, double months) {
  if (ramp.empty()) return 1.0;
  if (months <= ramp.front().months_since_on_spec) return ramp.front().share_of_nameplate;
  for (std::size_t n = 1; n < ramp.size(); ++n) {
    if (months > ramp[n].months_since_on_spec) continue;
    const double weight =
        (months - ramp[n - 1].months_since_on_spec) / (ramp[n].months_since_on_spec - ramp[n - 1].months_since_on_spec);
    return ramp[n - 1].share_of_nameplate + weight * (ramp[n].share_of_nameplate - ramp[n - 1].share_of_nameplate);
  }
  return ramp.back().share_of_nameplate;
}

/// The rate of the quarter that starts now.
void set_rate(const SimulationPlan& plan, int index, Workspace& work) {
  const ProjectPlan& project = plan.projects.projects[static_cast<std::size_t>(index)];
  double* rate = work.project_row(index, RATE);
  if (!project.has_debt) {
    std::fill_n(rate, work.lanes, 0.0);
    return;
  }
  const bool is_fixed = project.base_rate == kNone && project.spread == kNone;
  for (std::size_t p = 0; p < work.lanes; ++p) {
    rate[p] = is_fixed ? project.debt.fixed_rate_per_year
                       : (project.base_rate == kNone ? 0.0 : work.observable.row(project.base_rate)[p]) +
                             (project.spread == kNone ? 0.0 : work.observable.row(project.spread)[p]);
  }
}

/// One project on one quarter end: reads as the page does, one path at a time.
class Quarter {
 public:
  Quarter(const SimulationPlan& plan, Workspace& work, int project, int quarter)
      : plan_(plan),
        work_(work),
        index_(project),
        project_(plan.projects.projects[static_cast<std::size_t>(project)]),
        quarter_index_(quarter),
        quarter_(plan.projects.quarters[static_cast<std::size_t>(quarter)]),
        slip_(work.project_row(project, SLIP_YEARS)),
        cost_(work.project_row(project, COST_MULTIPLIER)),
        spent_(work.project_row(project, SPENT)),
        debt_(work.project_row(project, DEBT)),
        cash_(work.project_row(project, CASH)) {
    for (std::size_t m = 0; m < 3; ++m) milestone_[m] = work.milestone_day.row(3 * static_cast<std::size_t>(project) + m);
  }

  void run() {
    prepare();
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (work_.project_default_day.row(index_)[p] != kNever) continue;
      const std::int32_t expected_on_spec = reach_milestones(p);
      const double output = produce(p);
      const double revenue = sell(output, p);
      const double operating_cost =
          project_.operating_cost_per_tonne * output +
          (is_known(DECISION, p) ? project_.fixed_cost_per_quarter * quarter_.share_of_calendar_quarter : 0.0);
      const double spend = spend_capex(expected_on_spec, p);
      const double debt_at_start = debt_[p];
      const double draw = std::min(project_.debt.share_of_spend * spend, std::max(0.0, limit() - debt_[p]));
      debt_[p] += draw;
      const double interest = debt_at_start * work_.project_row(index_, RATE)[p] * quarter_.years;
      const double interest_paid = pay_interest(interest, p);
      const double instalment = pay_instalment(p);
      work_.project_row(index_, INTEREST_SUM)[p] += interest;
      work_.project_row(index_, DEBT_YEARS_SUM)[p] += debt_at_start * quarter_.years;
      test_covenant(revenue - operating_cost, interest + instalment, p);
      cash_[p] += revenue - operating_cost - spend + draw - interest_paid - instalment;
      find_cash(p);
    }
    set_rate(plan_, index_, work_);
    std::fill_n(work_.project_row(index_, STALLED_DAYS), work_.lanes, 0.0);
  }

 private:
  bool is_known(std::size_t milestone, std::size_t p) const { return milestone_[milestone][p] != kNever; }
  double limit() const { return project_.has_debt ? project_.debt.limit : 0.0; }
  double days() const { return quarter_.end_day - quarter_.start_day; }
  double stalled_share(std::size_t p) const { return work_.project_row(index_, STALLED_DAYS)[p] / days(); }

  /// Slip, cost multiplier and availability of the quarter, for the whole tile at once.
  void prepare() {
    double* slip = work_.scratch.row(1);
    double* cost = work_.scratch.row(2);
    if (project_.slip_factor != kNone) plan_.math->exp(work_.x.row(project_.slip_factor), slip, work_.lanes);
    if (project_.cost_factor != kNone) plan_.math->exp(work_.x.row(project_.cost_factor), cost, work_.lanes);
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      if (is_known(ON_SPEC, p) || work_.project_default_day.row(index_)[p] != kNever) continue;
      if (project_.slip_factor != kNone) slip_[p] = project_.slip_shift + slip[p];
      if (project_.cost_factor != kNone) cost_[p] = project_.cost_shift + cost[p];
    }
    availability_ = work_.scratch.row(3);
    if (project_.availability_sd == 0.0) {
      std::fill_n(availability_, work_.lanes, project_.availability_mean);
      return;
    }
    const Draw draw{plan_.key, Stream::AVAILABILITY, static_cast<std::uint32_t>(index_),
                    static_cast<std::uint32_t>(quarter_.step)};
    plan_.random->normal_pairs(draw, work_.paths.data(), availability_, work_.scratch.row(4), work_.lanes);
    for (std::size_t p = 0; p < work_.lanes; ++p) {
      availability_[p] = std::clamp(project_.availability_mean + project_.availability_sd * availability_[p], 0.0, 1.0);
    }
  }

  /// Returns the expected on-spec day, or the day it was reached.
  std::int32_t reach_milestones(std::size_t p) {
    const std::int32_t delay = static_cast<std::int32_t>(work_.project_row(index_, STANDSTILL_DAYS)[p]) +
                               static_cast<std::int32_t>(std::ceil(365.0 * slip_[p] - 1e-6));
    const std::int32_t expected_on_spec = project_.planned_day[ON_SPEC] + delay;
    for (std::size_t m = DECISION; m <= QUALIFIED; ++m) {
      if (is_known(m, p)) continue;
      const std::int32_t expected = project_.planned_day[m] + delay;
      if ((m > DECISION && !is_known(m - 1, p)) || expected > quarter_.end_day) break;
      milestone_[m][p] = std::max(expected, quarter_.start_day + 1);
      if (m > DECISION) milestone_[m][p] = std::max(milestone_[m][p], milestone_[m - 1][p]);
    }
    return expected_on_spec;
  }

  double produce(std::size_t p) {
    double output = 0.0;
    if (is_known(ON_SPEC, p)) {
      const std::int32_t on_spec = milestone_[ON_SPEC][p];
      const double age_months = 12.0 * (quarter_.end_day - on_spec) / 365.0;
      const double after_on_spec = (quarter_.end_day - std::max(on_spec, quarter_.start_day)) / days();
      output = project_.nameplate_tonnes_per_year * quarter_.years * ramp_at(project_.ramp, age_months) * availability_[p] *
               after_on_spec;
      if (project_.stalls_output) output *= 1.0 - stalled_share(p);
    }
    const double nameplate = project_.nameplate_tonnes_per_year * quarter_.years;
    work_.output_ratio.row(index_ * static_cast<int>(plan_.projects.quarters.size()) + quarter_index_)[p] =
        nameplate > 0.0 ? output / nameplate : 0.0;
    return output;
  }

  /// Revenue [project currency]: contracted sales in order once qualified, the rest at spot.
  double sell(double output, std::size_t p) {
    const double project_fx = fx_row(work_, project_.fx)[p];
    double left = output;
    double revenue = 0.0;
    for (const SalePlan& sale : project_.sales) {
      double tonnes = 0.0;
      if (is_known(QUALIFIED, p)) tonnes = sale.offtake == kNone ? sold_under_terms(sale, left) : allot(sale, left, p);
      if (tonnes == 0.0) continue;
      left -= tonnes;
      const double price = price_of(sale, p) * sale.price_per_tonne * fx_row(work_, sale.fx)[p] / project_fx;
      revenue += tonnes * price;
    }
    const double discount = is_known(QUALIFIED, p) ? 0.0 : project_.unqualified_discount;
    return revenue + left * 1000.0 * work_.observable.row(project_.spot)[p] * (1.0 - discount);
  }

  double sold_under_terms(const SalePlan& sale, double left) const {
    return std::min(left, sale.tonnes_per_quarter * quarter_.share_of_calendar_quarter);
  }

  double allot(const SalePlan& sale, double left, std::size_t p) {
    const OfftakePlan& offtake = plan_.contracts.offtakes[static_cast<std::size_t>(sale.offtake)];
    double allotted = 0.0;
    for (const int d : sale.deliveries[static_cast<std::size_t>(quarter_index_)]) {
      if (work_.delivery_status.row(d)[p] != DeliveryStatus::OPEN) continue;
      const double tonnes = std::min(left - allotted, work_.quantity.row(d)[p] * offtake.tonnes_per_unit);
      work_.allotted.row(plan_.contracts.deliveries[static_cast<std::size_t>(d)].allotment)[p] =
          tonnes / offtake.tonnes_per_unit;
      allotted += tonnes;
    }
    return allotted;
  }

  double price_of(const SalePlan& sale, std::size_t p) const {
    const int average = sale.averages[static_cast<std::size_t>(quarter_index_)];
    return PriceRow(plan_, work_, sale.price, average)[p];
  }

  double spend_capex(std::int32_t expected_on_spec, std::size_t p) {
    if (!is_known(DECISION, p)) return 0.0;
    double spend = std::max(0.0, project_.capex * cost_[p] - spent_[p]);
    if (!is_known(ON_SPEC, p)) {
      const std::int32_t from = std::max(quarter_.start_day, milestone_[DECISION][p]);
      spend *= static_cast<double>(quarter_.end_day - from) / static_cast<double>(expected_on_spec - from);
      if (project_.stalls_schedule) spend *= 1.0 - stalled_share(p);
    }
    spent_[p] += spend;
    return spend;
  }

  double pay_interest(double interest, std::size_t p) {
    if (!project_.has_debt || !project_.debt.capitalise_interest || is_known(ON_SPEC, p)) return interest;
    const double capitalised = std::min(std::max(interest, 0.0), std::max(0.0, limit() - debt_[p]));
    debt_[p] += capitalised;
    return interest - capitalised;
  }

  bool is_repayment_quarter(std::size_t p, int& number) const {
    if (!project_.has_debt || !is_known(ON_SPEC, p)) return false;
    const Date on_spec = plan_.grid.dates.front() + days_since(milestone_[ON_SPEC][p]);
    number = quarter_.calendar_quarter - calendar_quarter(on_spec) - project_.debt.quarters_to_first_repayment + 1;
    return 1 <= number && number <= project_.debt.repayment_quarters;
  }

  static std::chrono::days days_since(std::int32_t day) { return std::chrono::days{day}; }

  double pay_instalment(std::size_t p) {
    int number = 0;
    if (!is_repayment_quarter(p, number)) return 0.0;
    double& instalment = work_.project_row(index_, INSTALMENT)[p];
    if (instalment == 0.0) instalment = debt_[p] / (project_.debt.repayment_quarters - number + 1);
    const double paid = std::min(instalment, debt_[p]);
    debt_[p] -= paid;
    return paid;
  }

  void test_covenant(double available, double service, std::size_t p) {
    int number = 0;
    if (!is_repayment_quarter(p, number) || !(service > 0.0)) return;
    const double dscr = available / service;
    double& minimum = work_.project_row(index_, MINIMUM_DSCR)[p];
    minimum = std::min(minimum, dscr);
    if (!(dscr < project_.debt.covenant_dscr)) return;
    work_.project_row(index_, HAS_BREACHED)[p] = 1.0;
    if (p < work_.live_lanes) ++counts().breaches_in_quarter[static_cast<std::size_t>(quarter_index_)];
  }

  /// Commitment, then new shares, then default.
  void find_cash(std::size_t p) {
    double gap = project_.minimum_cash - cash_[p];
    if (!(gap > 0.0)) return;
    double& commitment = work_.project_row(index_, COMMITMENT)[p];
    const double called = std::min(commitment, gap);
    commitment -= called;
    cash_[p] += called;
    gap -= called;
    if (!(gap > 0.0)) return;
    work_.project_row(index_, FUNDING_GAP)[p] += gap;
    if (project_.share_price == kNone) return fail(p);
    double& share_value = work_.project_row(index_, SHARE_VALUE)[p];
    const double market_value = work_.observable.row(project_.share_price)[p] * project_.equity.shares_outstanding *
                                share_value * fx_row(work_, project_.share_fx)[p] / fx_row(work_, project_.fx)[p];
    if (gap > project_.equity.distress_share * market_value) {
      share_value *= project_.equity.recovery_on_default;
      return fail(p);
    }
    cash_[p] += gap;
    share_value *= (market_value + gap) / (market_value + gap / (1.0 - project_.equity.raise_discount));
  }

  void fail(std::size_t p) {
    work_.project_default_day.row(index_)[p] = quarter_.end_day;
    if (p < work_.live_lanes) ++counts().defaults_in_quarter[static_cast<std::size_t>(quarter_index_)];
    for (const SalePlan& sale : project_.sales) {
      for (const int d : sale.deliveries[static_cast<std::size_t>(quarter_index_)]) {
        work_.allotted.row(plan_.contracts.deliveries[static_cast<std::size_t>(d)].allotment)[p] = 0.0;
      }
    }
  }

  ProjectCounts::Project& counts() { return work_.counts.projects.projects[static_cast<std::size_t>(index_)]; }

  const SimulationPlan& plan_;
  Workspace& work_;
  int index_;
  const ProjectPlan& project_;
  int quarter_index_;
  const QuarterPlan& quarter_;
  double* slip_;
  double* cost_;
  double* spent_;
  double* debt_;
  double* cash_;
  double* availability_ = nullptr;
  std::array<std::int32_t*, 3> milestone_{};
};

/// Days of a step on which some licence account that is needed is not live.
void add_standstill(const SimulationPlan& plan, int step, int index, Workspace& work) {
  const ProjectPlan& project = plan.projects.projects[static_cast<std::size_t>(index)];
  if (project.slots.empty()) return;
  const std::size_t k = static_cast<std::size_t>(step);
  const double step_days = plan.grid.days[k] - plan.grid.days[k - 1];
  double* days = work.scratch.row(0);
  std::fill_n(days, work.lanes, 0.0);
  for (const int slot : project.slots) {
    const LanePlan& lane =
        plan.licences.lanes[static_cast<std::size_t>(plan.licences.slots[static_cast<std::size_t>(slot)].lane)];
    const std::uint32_t* lanes = work.list_lanes.data();
    const std::size_t size = work.lists->at_level_without_day(lane.levels_that_need_one(), work.level.row(lane.stance),
                                                              work.live_until.row(slot), work.list_lanes.data(), work.lanes);
    for (std::size_t n = 0; n < size; ++n) days[lanes[n]] = step_days;
  }
  const std::int32_t* default_day = work.project_default_day.row(index);
  const std::int32_t* on_spec_day = work.milestone_day.row(3 * index + static_cast<int>(ON_SPEC));
  double* stalled = work.project_row(index, STALLED_DAYS);
  double* standstill = work.project_row(index, STANDSTILL_DAYS);
  for (std::size_t p = 0; p < work.lanes; ++p) stalled[p] += default_day[p] == kNever ? days[p] : 0.0;
  if (!project.stalls_schedule) return;
  for (std::size_t p = 0; p < work.lanes; ++p) {
    standstill[p] += (default_day[p] == kNever) & (on_spec_day[p] == kNever) ? days[p] : 0.0;
  }
}

}  // namespace

void start_projects(const SimulationPlan& plan, Workspace& work) {
  work.project.fill(0.0);
  for (int index = 0; index < static_cast<int>(plan.projects.projects.size()); ++index) {
    const ProjectPlan& project = plan.projects.projects[static_cast<std::size_t>(index)];
    const auto set = [&](ProjectRow row, double value) { std::fill_n(work.project_row(index, row), work.lanes, value); };
    const auto initial_exp = [&](int factor, double shift, double otherwise, ProjectRow row) {
      if (factor == kNone) return set(row, otherwise);
      double* value = work.project_row(index, row);
      plan.math->exp(work.x.row(factor), value, work.lanes);
      for (std::size_t p = 0; p < work.lanes; ++p) value[p] += shift;
    };
    initial_exp(project.slip_factor, project.slip_shift, 0.0, SLIP_YEARS);
    initial_exp(project.cost_factor, project.cost_shift, 1.0, COST_MULTIPLIER);
    set(DEBT, project.has_debt ? project.debt.drawn : 0.0);
    set(CASH, project.cash);
    set(COMMITMENT, project.committed_equity);
    set(SHARE_VALUE, 1.0);
    set(MINIMUM_DSCR, std::numeric_limits<double>::infinity());
    set_rate(plan, index, work);
    for (std::size_t m = 0; m < 3; ++m) {
      std::fill_n(work.milestone_day.row(3 * static_cast<std::size_t>(index) + m), work.lanes, project.reached_day[m]);
    }
    std::fill_n(work.project_default_day.row(index), work.lanes, kNever);
  }
  work.output_ratio.fill(0.0);
}

void advance_projects(const SimulationPlan& plan, int step, Workspace& work) {
  const int quarter =
      plan.projects.quarter_of_step.empty() ? kNone : plan.projects.quarter_of_step[static_cast<std::size_t>(step)];
  for (int index = 0; index < static_cast<int>(plan.projects.projects.size()); ++index) {
    add_standstill(plan, step, index, work);
    if (quarter != kNone) Quarter(plan, work, index, quarter).run();
  }
}

}  // namespace lodestone
