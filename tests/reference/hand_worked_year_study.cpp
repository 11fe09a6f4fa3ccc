#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>

namespace lodestone::reference {
namespace {

Observable constant_rate(const std::string& id, double rate) {
  Observable observable;
  observable.id = id;
  observable.kind = ObservableKind::LINEAR;
  observable.meaning = ObservableMeaning::RATE;
  observable.intercept = rate;
  return observable;
}

/// Open but from 15 April to 14 May 2026 and from 10 to 19 November, with certainty.
void add_certain_squeeze(Study& study) {
  add_chain(study, "policy", {"open", "squeeze"}, 0, {{0.0, 0.0}, {0.0, 0.0}}, 1.0);
  const std::vector<EventRow> all_squeezed = {{"open", {0.0, 1.0}}, {"squeeze", {0.0, 1.0}}};
  const std::vector<EventRow> all_open = {{"open", {1.0, 0.0}}, {"squeeze", {1.0, 0.0}}};
  study.policy.chains[0].events = {{"squeeze", make_date(2026, 4, 15), all_squeezed},
                                   {"relief", make_date(2026, 5, 15), all_open},
                                   {"second squeeze", make_date(2026, 11, 10), all_squeezed},
                                   {"second relief", make_date(2026, 11, 20), all_open}};
}

Factor certain_factor(const std::string& id, double level, double drift) {
  Factor factor;
  factor.id = id;
  factor.scale = FactorScale::LOG_OF_LEVEL;
  factor.initial_value = level;
  factor.drift_per_year = {drift};
  factor.volatility_per_sqrt_year = {0.0};
  return factor;
}

Project hand_worked_project() {
  Project project;
  project.id = "refinery";
  project.decision.planned = make_date(2026, 2, 10);
  project.on_spec.planned = make_date(2026, 7, 10);
  project.qualified.planned = make_date(2026, 10, 5);
  project.capex_to_spend = 120e6;
  project.cost_factor = "cost";
  project.cost_shift = -0.3;
  project.slip_factor = "slip";
  project.licence_accounts = {"technology"};
  project.nameplate_tonnes_per_year = 1000.0;
  project.ramp = {{0.0, 0.2}, {6.0, 1.0}};
  project.availability_mean = 0.9;
  project.operating_cost_per_kg = 40.0;
  project.fixed_cost_per_quarter = 1e6;
  project.spot_index = "spot";
  project.unqualified_discount = 0.25;
  ProjectSale sale;
  sale.id = "to the desk";
  sale.offtake = "offtake";
  project.sales = {sale};
  Debt debt;
  debt.drawn = 10e6;
  debt.limit = 60e6;
  debt.share_of_spend = 0.5;
  debt.base_rate = "base";
  debt.spread = "spread";
  debt.capitalise_interest = true;
  debt.quarters_to_first_repayment = 1;
  debt.repayment_quarters = 4;
  debt.covenant_dscr = 1.3;
  project.debt = debt;
  project.cash = 60e6;
  project.minimum_cash = 5e6;
  project.committed_equity = 8e6;
  ListedEquity listed;
  listed.observable = "share";
  listed.shares_outstanding = 10e6;
  listed.raise_discount = 0.2;
  listed.distress_share = 0.5;
  listed.recovery_on_default = 0.1;
  project.listed_equity = listed;
  return project;
}

}  // namespace

Study hand_worked_year_study() {
  Study study = empty_study(make_date(2025, 12, 31));
  add_certain_squeeze(study);
  study.market.factors = {certain_factor("log spot", 100.0, 0.12), certain_factor("cost", 1.5, 0.0),
                          certain_factor("slip", 0.1, 0.0), certain_factor("log share", 20.0, 0.0)};
  Observable share;
  share.id = "share";
  share.weights = {{"log share", 1.0}};
  share.currency = Currency::USD;
  share.unit = Unit::SHARE;
  study.market.observables = {oxide_price("spot", "log spot"), share, constant_rate("base", 0.06),
                              constant_rate("spread", 0.02), constant_rate("discount", 0.05)};
  study.market.discount_rate = "discount";

  Lane lane;
  lane.id = "lane";
  lane.product_class = "separation technology";
  lane.end_use = "civil";
  lane.stance = "policy";
  lane.free_levels = {"open"};
  lane.hazards = {{"open", {0.0}}, {"squeeze", {0.0}}};
  lane.approval_probability_by_level = {1.0, 1.0};
  lane.validity_days = 180;
  lane.basis = LicenceBasis::PER_PERIOD;
  LicenceAccount technology;
  technology.id = "technology";
  technology.lane = "lane";
  LicenceAccount exports = technology;
  exports.id = "exports";
  study.licences = {{lane}, {technology, exports}};
  study.projects = {hand_worked_project()};

  Offtake offtake;
  offtake.price.index = "spot";
  offtake.price.formula = IndexLinked{0.95, 0.0};
  offtake.spot_index = "spot";
  offtake.deliveries = {{make_date(2026, 12, 31), 50000.0}};
  offtake.project = "refinery";
  Offtake purchase;
  purchase.price.index = "spot";
  purchase.price.unit = Unit::KG;
  purchase.price.formula = Collar{90.0, 102.0};
  purchase.price.averaging = {AveragingWindow::CALENDAR_MONTH, -1};
  purchase.spot_index = "spot";
  purchase.deliveries = {{make_date(2026, 2, 28), 1000.0}, {make_date(2026, 4, 20), 2000.0}, {make_date(2026, 4, 30), 3000.0}};
  purchase.licence_account = "exports";
  purchase.grace_days = 20;
  purchase.failure.clause = FailureClause::DAMAGES;
  purchase.failure.damages_rate = 0.1;
  purchase.failure.damages_cap = 15000.0;
  EquityPosition shares{"share", 1000.0, "refinery"};
  Inventory stock{"spot", 500.0, 0.02};
  study.portfolio.positions = {position("offtake", offtake), position("purchase", purchase), position("shares", shares),
                               position("stock", stock)};
  study.simulation.horizons = {"2026-12-31"};
  for (unsigned month = 1; month <= 12; ++month) study.simulation.grid_dates.push_back(month_end(make_date(2026, month, 1)));
  return study;
}

}  // namespace lodestone::reference
