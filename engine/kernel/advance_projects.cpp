#include <lodestone/kernel/advance_projects.hpp>

#include <lodestone/kernel/price.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lodestone {
namespace {

enum : std::size_t { DECISION, ON_SPEC, QUALIFIED };

/// Share of nameplate output at an age; every piece is tried, so nothing branches on a path's age.
double ramp_at(const std::vector<RampPoint>& ramp, double months) {
  if (ramp.empty()) return 1.0;
  double share = ramp.front().share_of_nameplate;
  for (std::size_t n = 1; n < ramp.size(); ++n) {
    const RampPoint& from = ramp[n - 1];
    const RampPoint& to = ramp[n];
    const double weight = (months - from.months_since_on_spec) / (to.months_since_on_spec - from.months_since_on_spec);
    const double on_piece = from.share_of_nameplate + weight * (to.share_of_nameplate - from.share_of_nameplate);
    share = months > from.months_since_on_spec ? on_piece : share;
  }
  return months > ramp.back().months_since_on_spec ? ramp.back().share_of_nameplate : share;
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

/// One project on one quarter end, in the order of the page: each line of it is a pass over the paths on which it stands, of
/// sums and selections; what few paths do, repaying and running out of cash, is done to lists of them.
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
        cash_(work.project_row(project, CASH)),
        stalled_days_(work.project_row(project, STALLED_DAYS)) {
    for (std::size_t m = 0; m < 3; ++m) milestone_[m] = work.milestone_day.row(3 * static_cast<std::size_t>(project) + m);
  }

  void run() {
    list_standing();
    prepare();
    reach_milestones();
    list_producing();
    produce();
    sell();
    spend_capex();
    borrow();
    repay();
    add_up();
    set_rate(plan_, index_, work_);
    std::fill_n(stalled_days_, work_.lanes, 0.0);
  }

 private:
  bool is_known(std::size_t milestone, std::size_t p) const { return milestone_[milestone][p] != kNever; }
  double limit() const { return project_.has_debt ? project_.debt.limit : 0.0; }
  double days() const { return quarter_.end_day - quarter_.start_day; }
  double working_share(std::size_t p) const { return 1.0 - stalled_days_[p] / days(); }

  /// Calls `pass` for each path on which the project stands, or produces.
  template <typename Pass>
  void each_standing(Pass pass) const {
    for (std::size_t n = 0; n < standing_; ++n) pass(std::size_t{work_.list_lanes[n]});
  }
  template <typename Pass>
  void each_producing(Pass pass) const {
    for (std::size_t n = 0; n < producing_; ++n) pass(std::size_t{work_.list_apart[n]});
  }

  void list_standing() {
    const std::int32_t* default_day = work_.project_default_day.row(index_);
    standing_ = list_lanes(work_.list_lanes.data(), work_.lanes, [&](std::size_t p) { return default_day[p] == kNever; });
  }

  void list_producing() {
    std::copy_n(work_.list_lanes.data(), standing_, work_.list_apart.data());
    producing_ = keep_listed(work_.list_apart.data(), standing_, [&](std::size_t p) { return is_known(ON_SPEC, p); });
  }

  /// Slip, cost multiplier and availability of the quarter, for the whole tile at once.
  void prepare() {
    double* slip = work_.scratch.row(1);
    double* cost = work_.scratch.row(2);
    if (project_.slip_factor != kNone) plan_.math->exp(work_.x.row(project_.slip_factor), slip, work_.lanes);
    if (project_.cost_factor != kNone) plan_.math->exp(work_.x.row(project_.cost_factor), cost, work_.lanes);
    if (project_.slip_factor != kNone) {
      each_standing([&](std::size_t p) { slip_[p] = is_known(ON_SPEC, p) ? slip_[p] : project_.slip_shift + slip[p]; });
    }
    if (project_.cost_factor != kNone) {
      each_standing([&](std::size_t p) { cost_[p] = is_known(ON_SPEC, p) ? cost_[p] : project_.cost_shift + cost[p]; });
    }
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

  /// A milestone is reached in order, on the day expected but not before this quarter.
  void reach_milestones() {
    const double* standstill = work_.project_row(index_, STANDSTILL_DAYS);
    each_standing([&](std::size_t p) {
      const std::int32_t delay =
          static_cast<std::int32_t>(standstill[p]) + static_cast<std::int32_t>(std::ceil(365.0 * slip_[p] - 1e-6));
      expected_on_spec_[p] = project_.planned_day[ON_SPEC] + delay;
      bool is_next = true;
      std::int32_t earliest = quarter_.start_day + 1;
      for (std::size_t m = DECISION; m <= QUALIFIED; ++m) {
        std::int32_t& day = milestone_[m][p];
        const std::int32_t expected = project_.planned_day[m] + delay;
        const bool is_reached = (day == kNever) & is_next & (expected <= quarter_.end_day);
        day = is_reached ? std::max(expected, earliest) : day;
        is_next = day != kNever;
        earliest = std::max(earliest, day);
      }
    });
  }

  void produce() {
    const double nameplate = project_.nameplate_tonnes_per_year * quarter_.years;
    double* ratio = work_.output_ratio.row(index_ * static_cast<int>(plan_.projects.quarters.size()) + quarter_index_);
    std::fill_n(ratio, work_.lanes, 0.0);
    each_standing([&](std::size_t p) { output_[p] = revenue_[p] = 0.0; });
    each_producing([&](std::size_t p) {
      const std::int32_t on_spec = milestone_[ON_SPEC][p];
      const double age_months = 12.0 * (quarter_.end_day - on_spec) / 365.0;
      const double after_on_spec = (quarter_.end_day - std::max(on_spec, quarter_.start_day)) / days();
      double output = nameplate * ramp_at(project_.ramp, age_months) * availability_[p] * after_on_spec;
      if (project_.stalls_output) output *= working_share(p);
      output_[p] = output;
      ratio[p] = nameplate > 0.0 ? output / nameplate : 0.0;
    });
  }

  /// Revenue [project currency]: contracted sales in order once qualified, the rest at spot.
  void sell() {
    const double* project_fx = fx_row(work_, project_.fx);
    each_producing([&](std::size_t p) { left_[p] = output_[p]; });
    for (const SalePlan& sale : project_.sales) {
      sale.offtake == kNone ? sell_under_terms(sale) : allot(sale);
      const PriceRow price(plan_, work_, sale.price, sale.averages[static_cast<std::size_t>(quarter_index_)]);
      const double* fx = fx_row(work_, sale.fx);
      each_producing([&](std::size_t p) {
        left_[p] -= sold_[p];
        revenue_[p] += sold_[p] * (price[p] * sale.price_per_tonne * fx[p] / project_fx[p]);
      });
    }
    const double* spot = work_.observable.row(project_.spot);
    each_producing([&](std::size_t p) {
      const double discount = is_known(QUALIFIED, p) ? 0.0 : project_.unqualified_discount;
      revenue_[p] += left_[p] * 1000.0 * spot[p] * (1.0 - discount);
    });
  }

  void sell_under_terms(const SalePlan& sale) {
    const double most = sale.tonnes_per_quarter * quarter_.share_of_calendar_quarter;
    each_producing([&](std::size_t p) { sold_[p] = is_known(QUALIFIED, p) ? std::min(left_[p], most) : 0.0; });
  }

  void allot(const SalePlan& sale) {
    const double tonnes_per_unit = plan_.contracts.offtakes[static_cast<std::size_t>(sale.offtake)].tonnes_per_unit;
    each_producing([&](std::size_t p) { sold_[p] = 0.0; });
    for (const int d : sale.deliveries[static_cast<std::size_t>(quarter_index_)]) {
      const DeliveryStatus* status = work_.delivery_status.row(d);
      const double* quantity = work_.quantity.row(d);
      double* allotted = work_.allotted.row(plan_.contracts.deliveries[static_cast<std::size_t>(d)].allotment);
      each_producing([&](std::size_t p) {
        const bool takes = is_known(QUALIFIED, p) & (status[p] == DeliveryStatus::OPEN);
        const double tonnes = std::min(left_[p] - sold_[p], quantity[p] * tonnes_per_unit);
        allotted[p] = takes ? tonnes / tonnes_per_unit : allotted[p];
        sold_[p] += takes ? tonnes : 0.0;
      });
    }
  }

  void spend_capex() {
    each_standing([&](std::size_t p) {
      const std::int32_t from = std::max(quarter_.start_day, milestone_[DECISION][p]);
      double share = (quarter_.end_day - from) / (expected_on_spec_[p] - from);
      if (project_.stalls_schedule) share *= working_share(p);
      const double due = std::max(0.0, project_.capex * cost_[p] - spent_[p]);
      spend_[p] = is_known(DECISION, p) ? due * (is_known(ON_SPEC, p) ? 1.0 : share) : 0.0;
      spent_[p] += spend_[p];
    });
  }

  /// Debt for a share of what is spent, and interest, which may join the debt until on-spec.
  void borrow() {
    const double* rate = work_.project_row(index_, RATE);
    double* interest_sum = work_.project_row(index_, INTEREST_SUM);
    double* debt_years_sum = work_.project_row(index_, DEBT_YEARS_SUM);
    const bool may_capitalise = project_.has_debt && project_.debt.capitalise_interest;
    each_standing([&](std::size_t p) {
      const double debt_at_start = debt_[p];
      drawn_[p] = std::min(project_.debt.share_of_spend * spend_[p], std::max(0.0, limit() - debt_[p]));
      debt_[p] += drawn_[p];
      interest_[p] = debt_at_start * rate[p] * quarter_.years;
      const double most = std::min(std::max(interest_[p], 0.0), std::max(0.0, limit() - debt_[p]));
      const double capitalised = may_capitalise && !is_known(ON_SPEC, p) ? most : 0.0;
      debt_[p] += capitalised;
      interest_paid_[p] = interest_[p] - capitalised;
      interest_sum[p] += interest_[p];
      debt_years_sum[p] += debt_at_start * quarter_.years;
      instalment_paid_[p] = 0.0;
    });
  }

  /// Instalments, and the covenant that is tested with them.
  void repay() {
    if (!project_.has_debt) return;
    double* instalment = work_.project_row(index_, INSTALMENT);
    double* minimum_dscr = work_.project_row(index_, MINIMUM_DSCR);
    double* has_breached = work_.project_row(index_, HAS_BREACHED);
    const std::size_t size = keep_listed(work_.list_apart.data(), producing_, [&](std::size_t p) {
      number_[p] = repayment_number(p);
      return (1.0 <= number_[p]) & (number_[p] <= project_.debt.repayment_quarters);
    });
    for (std::size_t n = 0; n < size; ++n) {
      const std::size_t p = work_.list_apart[n];
      const double equal = debt_[p] / (project_.debt.repayment_quarters - number_[p] + 1.0);
      instalment[p] = instalment[p] == 0.0 ? equal : instalment[p];
      instalment_paid_[p] = std::min(instalment[p], debt_[p]);
      debt_[p] -= instalment_paid_[p];
      const double service = interest_[p] + instalment_paid_[p];
      const double dscr = (revenue_[p] - operating_cost(p)) / service;
      const bool is_tested = service > 0.0;
      const bool breaches = is_tested & (dscr < project_.debt.covenant_dscr);
      minimum_dscr[p] = is_tested ? std::min(minimum_dscr[p], dscr) : minimum_dscr[p];
      has_breached[p] = breaches ? 1.0 : has_breached[p];
      counts().breaches_in_quarter[static_cast<std::size_t>(quarter_index_)] += (breaches & (p < work_.live_lanes)) ? 1 : 0;
    }
  }

  int repayment_number(std::size_t p) const {
    const Date on_spec = plan_.grid.dates.front() + std::chrono::days{milestone_[ON_SPEC][p]};
    return quarter_.calendar_quarter - calendar_quarter(on_spec) - project_.debt.quarters_to_first_repayment + 1;
  }

  double operating_cost(std::size_t p) const {
    return project_.operating_cost_per_tonne * output_[p] +
           (is_known(DECISION, p) ? project_.fixed_cost_per_quarter * quarter_.share_of_calendar_quarter : 0.0);
  }

  void add_up() {
    each_standing([&](std::size_t p) {
      cash_[p] += revenue_[p] - operating_cost(p) - spend_[p] + drawn_[p] - interest_paid_[p] - instalment_paid_[p];
    });
    const std::size_t size =
        keep_listed(work_.list_lanes.data(), standing_, [&](std::size_t p) { return project_.minimum_cash - cash_[p] > 0.0; });
    for (std::size_t n = 0; n < size; ++n) find_cash(work_.list_lanes[n]);
  }

  /// Commitment, then new shares, then default.
  void find_cash(std::size_t p) {
    double gap = project_.minimum_cash - cash_[p];
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
  double* stalled_days_;
  std::array<std::int32_t*, 3> milestone_{};
  std::size_t standing_ = 0;   ///< paths in list_lanes
  std::size_t producing_ = 0;  ///< of them, in list_apart: on-spec is known

  double* expected_on_spec_ = work_.scratch.row(1);
  double* output_ = work_.scratch.row(2);
  double* availability_ = work_.scratch.row(3);
  double* left_ = work_.scratch.row(4);
  double* revenue_ = work_.scratch.row(5);
  double* sold_ = work_.scratch.row(6);
  double* spend_ = work_.scratch.row(7);
  double* drawn_ = work_.scratch.row(8);
  double* interest_ = work_.scratch.row(9);
  double* interest_paid_ = work_.scratch.row(10);
  double* instalment_paid_ = work_.scratch.row(11);
  double* number_ = work_.scratch.row(12);  ///< of the instalment that is due
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
    standstill[p] += ((default_day[p] == kNever) & (on_spec_day[p] == kNever)) ? days[p] : 0.0;
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
