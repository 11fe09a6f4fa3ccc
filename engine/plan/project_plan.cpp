#include <lodestone/plan/project_plan.hpp>

#include <lodestone/model/calendar.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

std::vector<QuarterPlan> compile_quarters(const Grid& grid, Date until) {
  std::vector<QuarterPlan> quarters;
  Date start = grid.dates.front();
  for (const Date end : quarter_ends(grid.dates.front(), until)) {
    QuarterPlan quarter;
    quarter.end = end;
    quarter.step = grid.step_on(end);
    quarter.start_day = static_cast<std::int32_t>((start - grid.dates.front()).count());
    quarter.end_day = static_cast<std::int32_t>((end - grid.dates.front()).count());
    quarter.years = year_fraction(start, end);
    const Date previous_end = quarter_end(add_months(end, -3));
    quarter.share_of_calendar_quarter = year_fraction(start, end) / year_fraction(previous_end, end);
    quarter.calendar_quarter = calendar_quarter(end);
    quarters.push_back(quarter);
    start = end;
  }
  return quarters;
}

class ProjectCompiler {
 public:
  ProjectCompiler(const Study& study, const Grid& grid, const ContractsPlan& contracts, const LicencePlan& licences,
                  const std::vector<const Position*>& sorted, AverageBook& averages, const std::vector<QuarterPlan>& quarters)
      : study_(study),
        grid_(grid),
        contracts_(contracts),
        licences_(licences),
        sorted_(sorted),
        averages_(averages),
        quarters_(quarters),
        factors_(study.market.factors),
        observables_(study.market.observables),
        accounts_(study.licences.accounts) {}

  ProjectPlan compile(const Project& project) {
    ProjectPlan plan;
    plan.fx = fx_observable(study_, project.currency);
    set_milestone(plan, 0, project.decision);
    set_milestone(plan, 1, project.on_spec);
    set_milestone(plan, 2, project.qualified);
    plan.capex = project.capex_to_spend;
    plan.cost_factor = factors_[project.cost_factor];
    plan.cost_shift = project.cost_shift;
    plan.slip_factor = factors_[project.slip_factor];
    plan.slip_shift = project.slip_shift_years;
    for (const std::string& account : project.licence_accounts) {
      plan.slots.push_back(licences_.first_slot[static_cast<std::size_t>(accounts_[account])]);
    }
    plan.stalls_schedule = project.standstill != StandstillEffect::OUTPUT;
    plan.stalls_output = project.standstill != StandstillEffect::SCHEDULE;
    plan.nameplate_tonnes_per_year = project.nameplate_tonnes_per_year;
    plan.ramp = project.ramp;
    plan.availability_mean = project.availability_mean;
    plan.availability_sd = project.availability_standard_deviation;
    plan.operating_cost_per_tonne = 1000.0 * project.operating_cost_per_kg;
    plan.fixed_cost_per_quarter = project.fixed_cost_per_quarter;
    plan.spot = observables_[project.spot_index];
    plan.unqualified_discount = project.unqualified_discount;
    for (const ProjectSale& sale : project.sales) plan.sales.push_back(compile_sale(sale));
    if (project.debt) {
      plan.has_debt = true;
      plan.debt = *project.debt;
      plan.base_rate = observables_[project.debt->base_rate];
      plan.spread = observables_[project.debt->spread];
    }
    plan.cash = project.cash;
    plan.minimum_cash = project.minimum_cash;
    plan.committed_equity = project.committed_equity;
    if (project.listed_equity) {
      plan.equity = *project.listed_equity;
      plan.share_price = observables_[project.listed_equity->observable];
      plan.share_fx = fx_observable(study_, *study_.market.observables[static_cast<std::size_t>(plan.share_price)].currency);
    }
    return plan;
  }

 private:
  std::int32_t day(Date date) const { return static_cast<std::int32_t>((date - grid_.dates.front()).count()); }

  void set_milestone(ProjectPlan& plan, std::size_t which, const MilestonePlan& milestone) const {
    if (milestone.reached != kNoDate) plan.reached_day[which] = day(milestone.reached);
    plan.planned_day[which] = milestone.planned != kNoDate ? day(milestone.planned) : plan.reached_day[which];
  }

  SalePlan compile_sale(const ProjectSale& sale) {
    SalePlan plan;
    Averaging averaging;
    std::string index;
    if (sale.terms) {
      plan.price = compile_pricing(study_, *sale.terms);
      plan.price_per_tonne = 1.0 / tonnes_per_unit(sale.terms->unit);
      plan.fx = fx_observable(study_, sale.terms->currency);
      plan.tonnes_per_quarter = sale.tonnes_per_quarter;
      averaging = sale.terms->averaging;
      index = sale.terms->index;
    } else {
      plan.offtake = offtake_named(sale.offtake);
      const OfftakePlan& offtake = contracts_.offtakes[static_cast<std::size_t>(plan.offtake)];
      const PriceTerms& terms = std::get<Offtake>(sorted_[static_cast<std::size_t>(offtake.position)]->instrument).price;
      plan.price = offtake.price;
      plan.price_per_tonne = 1.0 / offtake.tonnes_per_unit;
      plan.fx = offtake.fx;
      averaging = terms.averaging;
      index = terms.index;
    }
    for (std::size_t q = 0; q < quarters_.size(); ++q) {
      plan.deliveries.push_back(deliveries_of(plan.offtake, q));
      const bool is_priced = sale.terms || !plan.deliveries.back().empty();  // else its past fixings need not be known
      plan.averages.push_back(is_priced ? averages_.add_if_known(index, averaging, quarters_[q].end) : kNone);
    }
    return plan;
  }

  int offtake_named(const std::string& id) const {
    for (std::size_t o = 0; o < contracts_.offtakes.size(); ++o) {
      if (sorted_[static_cast<std::size_t>(contracts_.offtakes[o].position)]->id == id) return static_cast<int>(o);
    }
    LODESTONE_EXPECT(false && "a sale names a known offtake");
    return kNone;
  }

  /// Deliveries due from this quarter end to the day before the next.
  std::vector<int> deliveries_of(int offtake, std::size_t quarter) const {
    std::vector<int> found;
    if (offtake == kNone) return found;
    const OfftakePlan& contract = contracts_.offtakes[static_cast<std::size_t>(offtake)];
    const std::int32_t from = quarters_[quarter].end_day;
    const std::int32_t until = quarter + 1 < quarters_.size() ? quarters_[quarter + 1].end_day : INT32_MAX;
    for (int d = contract.first_delivery; d < contract.first_delivery + contract.delivery_count; ++d) {
      const std::int32_t due = contracts_.deliveries[static_cast<std::size_t>(d)].due_day;
      if (from <= due && due < until) found.push_back(d);
    }
    return found;
  }

  const Study& study_;
  const Grid& grid_;
  const ContractsPlan& contracts_;
  const LicencePlan& licences_;
  const std::vector<const Position*>& sorted_;
  AverageBook& averages_;
  const std::vector<QuarterPlan>& quarters_;
  NameIndex factors_;
  NameIndex observables_;
  NameIndex accounts_;
};

}  // namespace

int calendar_quarter(Date date) {
  const std::chrono::year_month_day civil{date};
  return 4 * static_cast<int>(civil.year()) + static_cast<int>((static_cast<unsigned>(civil.month()) - 1) / 3);
}

ProjectsPlan compile_projects(const Study& study, const Grid& grid, Date end, const ContractsPlan& contracts,
                              const LicencePlan& licences, const std::vector<const Position*>& sorted, AverageBook& averages) {
  ProjectsPlan plan;
  plan.quarter_of_step.assign(grid.dates.size(), kNone);
  if (!study.projects.empty() || study.measures.quarterly_cash_flows) {
    plan.quarters = compile_quarters(grid, end);
    for (std::size_t q = 0; q < plan.quarters.size(); ++q) {
      plan.quarter_of_step[static_cast<std::size_t>(plan.quarters[q].step)] = static_cast<int>(q);
    }
  }
  ProjectCompiler compiler(study, grid, contracts, licences, sorted, averages, plan.quarters);
  for (const Project& project : study.projects) plan.projects.push_back(compiler.compile(project));
  return plan;
}

}  // namespace lodestone
