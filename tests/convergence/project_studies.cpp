#include <convergence/project_studies.hpp>
#include <utility>

namespace lodestone::convergence {
namespace {

const std::string kEnd = "2028-01-31";

PriceFloorAgreement capped_agreement(Side side, double floor, double cap, const std::vector<Date>& due) {
  PriceFloorAgreement agreement;
  agreement.side = side;
  agreement.index = "metal";
  agreement.floor = floor;
  agreement.annual_cap = cap;
  agreement.settlements = deliveries_on(due);
  return agreement;
}

std::vector<Date> quarter_ends() {
  return {make_date(2026, 3, 31), make_date(2026, 6, 30), make_date(2026, 9, 30), make_date(2026, 12, 31),
          make_date(2027, 3, 31), make_date(2027, 6, 30), make_date(2027, 9, 30)};
}

Factor diffusing(const std::string& id, double initial, double drift, double volatility) {
  Factor factor;
  factor.id = id;
  factor.initial_value = initial;
  factor.drift_per_year = {drift};
  factor.volatility_per_sqrt_year = {volatility};
  return factor;
}

/// 4 t a year at full ramp, on-spec in five months, three quarters of its capex still to spend.
Project mine() {
  Project mine;
  mine.id = "mine";
  mine.decision.reached = make_date(2025, 6, 30);
  mine.on_spec.planned = make_date(2026, 7, 31);
  mine.qualified.planned = make_date(2026, 12, 31);
  mine.capex_to_spend = 90e3;
  mine.cost_factor = "cost";
  mine.cost_shift = -0.3;
  mine.slip_factor = "slip";
  mine.slip_shift_years = -0.2;
  mine.nameplate_tonnes_per_year = 4.0;
  mine.ramp = {{0.0, 0.2}, {12.0, 0.8}, {24.0, 1.0}};
  mine.availability_mean = 0.92;
  mine.availability_standard_deviation = 0.05;
  mine.operating_cost_per_kg = 35.0;
  mine.fixed_cost_per_quarter = 3e3;
  mine.spot_index = "goods";
  mine.sales = {{"to the desk", "supplied", {}, kNotGiven}};
  mine.debt = Debt{40e3, 120e3, 0.6, "rate", "credit", kNotGiven, true, 4, 20, 1.2};
  mine.cash = 35e3;
  mine.minimum_cash = 4e3;
  mine.committed_equity = 15e3;
  return mine;
}

}  // namespace

Study capped(Study market) {
  Study study = std::move(market);
  const double k = 60.0;
  PriceFloorAgreement sold = capped_agreement(Side::SELL, 1.1 * k, 2500.0, due_dates());
  sold.upside_share = 0.3;
  sold.upside_above = 1.2 * k;
  PriceFloorAgreement averaged = capped_agreement(Side::BUY, 1.1 * k, 2000.0, quarter_ends());
  averaged.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
  for (const bool is_owed : {false, true}) {
    ContractTerms terms;
    if (is_owed) terms = {.prefix = "owed: ", .counterparty = "owner"};
    add(study, terms, "buy", capped_agreement(Side::BUY, 1.2 * k, 3000.0, due_dates()));
    add(study, terms, "sell", sold);
    add(study, terms, "buy a mean", averaged);
  }
  study.simulation.horizons.push_back(kEnd);
  return study;
}

Study tied_to_project(Study market) {
  Study study = std::move(market);
  study.market.factors.push_back(diffusing("cost", 0.0, 0.02, 0.15));
  study.market.factors.push_back(diffusing("slip", -1.0, 0.0, 0.4));
  study.market.correlations.push_back({"cost", "slip", 0.3});
  study.projects = {mine()};
  study.counterparties.push_back({.id = "miner", .spread = "credit", .project = "mine", .recovery = 0.4});
  ContractTerms terms;
  terms.counterparty = "miner";
  Offtake supplied = offtake(terms, Side::BUY, Collar{50.0, 75.0}, quarter_ends());
  for (Delivery& delivery : supplied.deliveries) delivery.quantity = 300.0;
  supplied.project = "mine";
  add(study, terms, "supplied", supplied);
  add_loans(study, terms);
  terms.counterparty.clear();
  PriceFloorAgreement floor = capped_agreement(Side::SELL, 66.0, kNotGiven, quarter_ends());
  floor.project = "mine";
  add(study, terms, "floor", floor);
  floor.annual_cap = 1500.0;
  floor.side = Side::BUY;
  add(study, terms, "capped floor", floor);
  study.simulation.horizons.push_back(kEnd);
  return study;
}

}  // namespace lodestone::convergence
