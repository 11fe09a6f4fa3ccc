#include <lodestone/plan/grid.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/model/calendar.hpp>

#include <algorithm>
#include <set>

namespace lodestone {
namespace {

class DateCollector {
 public:
  DateCollector(const Study& study, Date end) : study_(study), end_(end) {}

  void add(Date date) {
    if (date > study_.as_of && date <= end_) dates_.insert(date);
  }

  void add_calendar() {
    const SimulationSettings& simulation = study_.simulation;
    if (!simulation.grid_dates.empty()) {
      for (const Date date : simulation.grid_dates) add(date);
      return;
    }
    for (int n = 1; n <= 10; ++n) add(horizon_date(std::to_string(n) + "d", study_.as_of, simulation.holidays));
    const Date weekly_until = simulation.weekly_until != kNoDate ? simulation.weekly_until
                                                                 : std::max(last_horizon(study_), add_months(study_.as_of, 12));
    for (Date date = study_.as_of + days{7}; date <= std::min(weekly_until, end_); date += days{7}) add(date);
    for (int n = 1; add_months(study_.as_of, n) <= end_; ++n) {
      if (add_months(study_.as_of, n) > weekly_until) add(add_months(study_.as_of, n));
    }
  }

  void add_fixings(const std::string& index, const Averaging& averaging, Date due) {
    for (const Date date : fixings(index, averaging, due)) add(date);
  }

  /// A project's sale is paid on `day`: a window that is not over by then is not used.
  void add_known_fixings(const std::string& index, const Averaging& averaging, Date day) {
    const std::vector<Date> dates = fixings(index, averaging, day);
    if (!dates.empty() && dates.back() <= day) add_fixings(index, averaging, day);
  }

  void operator()(const EquityPosition&) {}
  void operator()(const Inventory&) {}
  void operator()(const EquityOption& option) {
    if (option.expiry <= last_horizon(study_)) add(option.expiry);  // later ones are valued, not exercised
  }
  void operator()(const Offtake& offtake) {
    for (const Delivery& delivery : all_deliveries(offtake.deliveries, offtake.schedule)) {
      add(delivery.due);
      add(delivery.due + days{offtake.grace_days});
      add_fixings(offtake.price.index, offtake.price.averaging, delivery.due);
    }
  }
  void operator()(const PriceFloorAgreement& agreement) { add_settlements(agreement); }
  void operator()(const IndexSwap& swap) { add_settlements(swap); }
  void operator()(const Loan& loan) {
    for (const PrincipalFlow& flow : loan.flows) add(flow.date);
  }

  std::vector<Date> dates() const { return {dates_.begin(), dates_.end()}; }

  /// The last date collected; `kNoDate` for none.
  Date last() const { return dates_.empty() ? kNoDate : *dates_.rbegin(); }

 private:
  std::vector<Date> fixings(const std::string& index, const Averaging& averaging, Date due) const {
    for (const Observable& observable : study_.market.observables) {
      if (observable.id != index || !observable.fixing_days) continue;
      return fixing_dates(averaging, *observable.fixing_days, due, study_.simulation.holidays);
    }
    return {};
  }

  template <typename Settled>
  void add_settlements(const Settled& contract) {
    for (const Delivery& settlement : all_deliveries(contract.settlements, contract.schedule)) {
      add(settlement.due);
      add_fixings(contract.index, contract.averaging, settlement.due);
    }
  }

  const Study& study_;
  Date end_;
  std::set<Date> dates_;
};

const PriceTerms& sale_terms(const Study& study, const ProjectSale& sale) {
  if (sale.terms) return *sale.terms;
  const auto found = std::find_if(study.portfolio.positions.begin(), study.portfolio.positions.end(),
                                  [&](const Position& position) { return position.id == sale.offtake; });
  LODESTONE_EXPECT(found != study.portfolio.positions.end());
  return std::get<Offtake>(found->instrument).price;
}

std::vector<Date> collect_dates(const Study& study, Date end) {
  DateCollector dates(study, end);
  dates.add_calendar();
  for (const std::string& label : study.simulation.horizons) {
    dates.add(horizon_date(label, study.as_of, study.simulation.holidays));
  }
  for (const Chain& chain : study.policy.chains) {
    for (const PolicyEvent& event : chain.events) dates.add(event.date);
    for (const Generator& generator : chain.generators) dates.add(generator.from);
  }
  for (const Observable& observable : study.market.observables) {
    for (const Adjustment& adjustment : observable.adjustments) dates.add(adjustment.from);
  }
  for (const LicenceAccount& account : study.licences.accounts) {
    for (const LicenceStatus& status : account.today) {
      if (status.state == LicenceState::LIVE) dates.add(status.live_until + days{1});
    }
  }
  for (const Position& position : study.portfolio.positions) std::visit(dates, position.instrument);
  const Date last_quarter = study.projects.empty() ? last_horizon(study) : end;
  if (!study.projects.empty() || study.measures.quarterly_cash_flows) {
    for (const Date date : quarter_ends(study.as_of, last_quarter)) dates.add(date);
  }
  for (const Project& project : study.projects) {
    for (const ProjectSale& sale : project.sales) {
      const PriceTerms& terms = sale_terms(study, sale);
      for (const Date date : quarter_ends(study.as_of, end)) dates.add_known_fixings(terms.index, terms.averaging, date);
    }
  }
  return dates.dates();
}

/// The last date on which a contract pays, ships or is fixed; the last horizon when that is later.
Date last_date(const Study& study) {
  DateCollector flows(study, Date::max());
  for (const Position& position : study.portfolio.positions) std::visit(flows, position.instrument);
  return std::max(flows.last(), last_horizon(study));
}

}  // namespace

int Grid::step_on(Date date) const {
  const auto found = std::lower_bound(dates.begin(), dates.end(), date);
  LODESTONE_EXPECT(found != dates.end() && *found == date);
  return static_cast<int>(found - dates.begin());
}

int Grid::step_from(Date date) const {
  return static_cast<int>(std::lower_bound(dates.begin() + 1, dates.end(), date) - dates.begin());
}

Grid build_grid(const Study& study) {
  Grid grid;
  grid.dates.push_back(study.as_of);
  for (const Date date : collect_dates(study, last_date(study))) grid.dates.push_back(date);
  for (std::size_t k = 0; k < grid.dates.size(); ++k) {
    grid.days.push_back(static_cast<std::int32_t>((grid.dates[k] - study.as_of).count()));
    grid.step_years.push_back(k == 0 ? 0.0 : year_fraction(grid.dates[k - 1], grid.dates[k]));
  }
  for (const std::string& label : study.simulation.horizons) {
    grid.horizon_steps.push_back(grid.step_on(horizon_date(label, study.as_of, study.simulation.holidays)));
  }
  return grid;
}

}  // namespace lodestone
