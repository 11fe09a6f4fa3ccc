#include <algorithm>
#include <reference/reference_grid.hpp>
#include <set>
#include <stdexcept>

namespace lodestone::reference {
namespace {

void add_regular_dates(const Study& study, Date last, std::set<Date>& dates) {
  const SimulationSettings& settings = study.simulation;
  if (!settings.grid_dates.empty()) {
    dates.insert(settings.grid_dates.begin(), settings.grid_dates.end());
    return;
  }
  Date business_day = study.as_of;
  for (int n = 0; n < 10; ++n) {
    do business_day += days{1};
    while (!is_business_day(business_day, settings.holidays));
    dates.insert(business_day);
  }
  Date weekly_until = settings.weekly_until;
  if (weekly_until == kNoDate) weekly_until = std::max(add_months(study.as_of, 12), last);
  for (Date week = study.as_of + days{7}; week <= weekly_until && week <= last; week += days{7}) dates.insert(week);
  for (int n = 1; add_months(study.as_of, n) <= last; ++n) {
    if (add_months(study.as_of, n) > weekly_until) dates.insert(add_months(study.as_of, n));
  }
}

void add_settlements(const Study& study, const std::string& index, const Averaging& averaging,
                     const std::vector<Delivery>& settlements, std::set<Date>& dates) {
  for (const Delivery& settlement : settlements) {
    dates.insert(settlement.due);
    for (const Date date : index_fixing_dates(study, index, averaging, settlement.due)) dates.insert(date);
  }
}

struct AddInstrumentDates {
  const Study& study;
  std::set<Date>& dates;

  void operator()(const EquityPosition&) const {}
  void operator()(const Inventory&) const {}
  void operator()(const EquityOption& option) const { dates.insert(option.expiry); }
  void operator()(const Offtake& offtake) const {
    const std::vector<Delivery> deliveries = all_deliveries(offtake.deliveries, offtake.schedule);
    add_settlements(study, offtake.price.index, offtake.price.averaging, deliveries, dates);
    for (const Delivery& delivery : deliveries) dates.insert(delivery.due + days{offtake.grace_days});
  }
  void operator()(const PriceFloorAgreement& floor) const {
    add_settlements(study, floor.index, floor.averaging, all_deliveries(floor.settlements, floor.schedule), dates);
  }
  void operator()(const IndexSwap& swap) const {
    add_settlements(study, swap.index, swap.averaging, all_deliveries(swap.settlements, swap.schedule), dates);
  }
  void operator()(const Loan& loan) const {
    for (const PrincipalFlow& flow : loan.flows) dates.insert(flow.date);
  }
};

void add_market_and_policy_dates(const Study& study, std::set<Date>& dates) {
  for (const Observable& observable : study.market.observables) {
    for (const Adjustment& adjustment : observable.adjustments) dates.insert(adjustment.from);
  }
  for (const Chain& chain : study.policy.chains) {
    for (const Generator& generator : chain.generators) {
      if (generator.from != kNoDate) dates.insert(generator.from);
    }
    for (const PolicyEvent& event : chain.events) dates.insert(event.date);
  }
  for (const LicenceAccount& account : study.licences.accounts) {
    for (const LicenceStatus& status : account.today) {
      if (status.state == LicenceState::LIVE) dates.insert(status.live_until + days{1});
    }
  }
}

}  // namespace

const Observable& find_observable(const Study& study, const std::string& id) {
  for (const Observable& observable : study.market.observables) {
    if (observable.id == id) return observable;
  }
  throw std::logic_error("no observable " + id);
}

std::vector<Date> index_fixing_dates(const Study& study, const std::string& index, const Averaging& averaging, Date due) {
  if (index.empty() || averaging.window == AveragingWindow::AT_DELIVERY) return {};
  const FixingDays fixing_days = find_observable(study, index).fixing_days.value_or(FixingDays::DAILY);
  return fixing_dates(averaging, fixing_days, due, study.simulation.holidays);
}

const PriceTerms& sale_terms(const Study& study, const ProjectSale& sale) {
  if (sale.terms) return *sale.terms;
  for (const Position& position : study.portfolio.positions) {
    if (position.id == sale.offtake) return std::get<Offtake>(position.instrument).price;
  }
  throw std::logic_error("no offtake " + sale.offtake);
}

std::vector<Date> reference_grid(const Study& study) {
  const Date last = last_horizon(study);
  std::set<Date> dates;
  add_regular_dates(study, last, dates);
  for (const std::string& label : study.simulation.horizons) {
    dates.insert(horizon_date(label, study.as_of, study.simulation.holidays));
  }
  add_market_and_policy_dates(study, dates);
  for (const Position& position : study.portfolio.positions) std::visit(AddInstrumentDates{study, dates}, position.instrument);
  if (!study.projects.empty() || study.measures.quarterly_cash_flows) {
    for (const Date end : quarter_ends(study.as_of, last)) {
      dates.insert(end);
      for (const Project& project : study.projects) {
        for (const ProjectSale& sale : project.sales) {
          const PriceTerms& terms = sale_terms(study, sale);
          const std::vector<Date> fixings = index_fixing_dates(study, terms.index, terms.averaging, end);
          if (!fixings.empty() && fixings.back() <= end) dates.insert(fixings.begin(), fixings.end());
        }
      }
    }
  }
  std::vector<Date> grid = {study.as_of};
  for (const Date date : dates) {
    if (date > study.as_of && date <= last) grid.push_back(date);
  }
  return grid;
}

}  // namespace lodestone::reference
