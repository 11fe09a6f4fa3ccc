#include <algorithm>
#include <reference/reference_grid.hpp>
#include <reference/reference_path.hpp>
#include <utility>

namespace lodestone::reference {
namespace {

void accrue(const MarketModel& model, const MarketPath& market, const std::vector<CashFlow>& flows, ReferenceHorizon& horizon) {
  for (const CashFlow& flow : flows) {
    const auto paid = static_cast<std::size_t>(model.grid_index(flow.date));
    horizon.accrued[flow.position] += flow.amount * horizon.numeraire / market.numeraire[paid];
  }
}

}  // namespace

ReferenceTwin::ReferenceTwin(Study study) : study_(std::move(study)), model_(study_, reference_grid(study_)) {}

ReferencePath ReferenceTwin::simulate(std::uint32_t path) const {
  const Draws draws(*study_.simulation.seed, path);
  const MarketPath market = model_.simulate(draws);
  LicenceOffice licences(model_, market, draws);
  ProjectOffice projects(model_, market, draws);
  ContractOffice contracts(model_, market, draws, licences, projects);
  const std::vector<Date>& grid = model_.grid();
  const std::vector<Date> ends = study_.projects.empty() ? std::vector<Date>{} : quarter_ends(study_.as_of, grid.back());

  ReferencePath result;
  for (const std::string& label : study_.simulation.horizons) {
    ReferenceHorizon horizon;
    horizon.label = label;
    horizon.date = horizon_date(label, study_.as_of, study_.simulation.holidays);
    for (const Position& position : study_.portfolio.positions) {
      horizon.value_today[position.id] = contracts.value(position, 0);
      horizon.accrued[position.id] = 0.0;
    }
    result.horizons.push_back(horizon);
  }

  licences.apply(0, contracts.open_deliveries(), projects.accounts_in_need());
  for (int k = 1; k < static_cast<int>(grid.size()); ++k) {
    const Date today = grid[static_cast<std::size_t>(k)];
    licences.decide(k);
    licences.apply(k, contracts.open_deliveries(), projects.accounts_in_need());
    projects.stand_still(k, licences);
    if (std::find(ends.begin(), ends.end(), today) != ends.end()) projects.end_quarter(k, contracts.open_deliveries());
    contracts.step(k);
    for (ReferenceHorizon& horizon : result.horizons) {
      if (horizon.date != today) continue;
      horizon.numeraire = market.numeraire[static_cast<std::size_t>(k)];
      for (const Position& position : study_.portfolio.positions) horizon.value[position.id] = contracts.value(position, k);
      accrue(model_, market, contracts.cash_flows(), horizon);
    }
  }

  result.grid = grid;
  for (int k = 0; k < static_cast<int>(grid.size()); ++k) {
    result.observable.emplace_back();
    for (const Observable& observable : study_.market.observables) {
      result.observable.back().push_back(model_.observe(market, observable.id, k));
    }
  }
  result.chain_state = market.chain;
  result.level = market.level;
  result.factor = market.factor;
  result.capacity = market.capacity;
  result.numeraire = market.numeraire;
  result.licence_events = licences.events();
  result.quarters = projects.records();
  result.deliveries = contracts.deliveries();
  result.cash_flows = contracts.cash_flows();
  result.defaults = contracts.defaults();
  return result;
}

ReferencePath simulate_reference_path(const Study& study, std::uint32_t path) { return ReferenceTwin(study).simulate(path); }

}  // namespace lodestone::reference
