#include <convergence/licensed_studies.hpp>
#include <reference/study_parts.hpp>
#include <utility>

namespace lodestone::convergence {
namespace {

/// The first is overdue today; others fall on horizons and between them.
std::vector<Date> licensed_dates() {
  return {make_date(2026, 2, 4), make_date(2026, 2, 25), make_date(2026, 4, 28), make_date(2026, 9, 8),
          make_date(2027, 2, 4), make_date(2027, 5, 18), make_date(2027, 8, 24), make_date(2027, 10, 5)};
}

/// PER_QUANTITY, a delivery must be decided before the next is due.
int grace(LicenceBasis basis) { return basis == LicenceBasis::PER_QUANTITY ? 20 : 30; }

Lane lane(LicenceBasis basis, const std::string& stance) {
  Lane lane;
  lane.id = "lane";
  lane.product_class = "heavy oxides";
  lane.end_use = "civil";
  lane.stance = stance;
  lane.basis = basis;
  lane.free_levels = {"open"};
  lane.age_bin_edges_days = {15.5, 45.0, 80.0};
  lane.hazards = {{"open", {2.0, 9.0, 12.0, 15.0}}, {"tight", {1.0, 6.0, 9.0, 5.0}}, {"shut", {0.0, 1.0, 3.0, 2.0}}};
  lane.approval_probability_by_level = {1.0, 0.7, 0.3};
  lane.validity_days = 100;
  lane.revocations = {{"tight", "shut", 0.4}, {"open", "shut", 0.6}};
  lane.cooldown_days = 25;
  lane.lead_time_days = 60;
  lane.renewal_lead_time_days = 20;
  lane.climate_correlation = 0.5;
  if (basis == LicenceBasis::PER_PERIOD) lane.breaking_levels = {"shut"};
  return lane;
}

/// "replacement" is dear where licences are scarce.
Study with_lane(Study study, LicenceBasis basis) {
  const bool has_both = study.policy.stances.size() > 1 && study.policy.stances.back().id == "both";
  study.licences.lanes = {lane(basis, has_both ? "both" : "policy")};
  Observable replacement = study.market.observables[1];
  replacement.id = "replacement";
  replacement.multiplier = 75.0;
  study.market.observables.push_back(replacement);
  return study;
}

/// Today's states of an account: none, pending, live, refused, live with a renewal pending.
std::vector<LicenceStatus> today(LicenceBasis basis, int which, const std::string& position) {
  const auto status = [&](LicenceState state, Date since, Date until, std::size_t delivery) {
    LicenceStatus result{state, since, until, kNotGiven, "", kNoDate};
    if (state == LicenceState::LIVE && basis == LicenceBasis::PER_QUANTITY) result.tonnes_left = 0.25;
    if (basis == LicenceBasis::PER_SHIPMENT) {
      result.position = position;
      result.delivery_due = licensed_dates()[delivery];
    }
    return result;
  };
  const LicenceStatus pending = status(LicenceState::PENDING, kToday - days{20}, kNoDate, 1);
  const LicenceStatus live = status(LicenceState::LIVE, kNoDate, kToday + days{40}, 2);
  const LicenceStatus refused = status(LicenceState::REFUSED, kToday - days{10}, kNoDate, 0);
  switch (which % 5) {
    case 0:
      return {};
    case 1:
      return {pending};
    case 2:
      return {live};
    case 3:
      return {refused};
    default:
      return basis == LicenceBasis::PER_SHIPMENT ? std::vector{refused, pending, live} : std::vector{live, pending};
  }
}

struct Clause {
  std::string name;
  FailureTerms terms;
};

FailureTerms replaced_by(Side obliged) {
  FailureTerms terms;
  terms.clause = FailureClause::REPLACE;
  terms.obliged = obliged;
  terms.replacement_index = "replacement";
  return terms;
}

FailureTerms damages(DamagesBase base) {
  FailureTerms terms;
  terms.clause = FailureClause::DAMAGES;
  terms.damages_rate = 0.7;
  terms.damages_base = base;
  return terms;
}

std::vector<Clause> clauses() {
  return {{"cancelled", {}},
          {"replaced by the seller", replaced_by(Side::SELL)},
          {"replaced by the buyer", replaced_by(Side::BUY)},
          {"damages on the price", damages(DamagesBase::PRICE)},
          {"damages on the difference", damages(DamagesBase::DIFFERENCE)},
          {"damages on the gain", damages(DamagesBase::POSITIVE_DIFFERENCE)}};
}

Offtake licensed_offtake(LicenceBasis basis, Side side, PriceFormula formula, const FailureTerms& failure) {
  Offtake result = offtake({}, side, std::move(formula), licensed_dates());
  result.grace_days = grace(basis);
  result.failure = failure;
  return result;
}

void add_licensed(Study& study, LicenceBasis basis, const std::string& id, Offtake contract, int which,
                  const std::string& counterparty = "") {
  contract.licence_account = "account of " + id;
  LicenceAccount account{contract.licence_account, "lane", kNotGiven, today(basis, which, id)};
  if (basis == LicenceBasis::PER_QUANTITY) account.tonnes_per_licence = 0.25;
  study.licences.accounts.push_back(account);
  ContractTerms terms;
  terms.counterparty = counterparty;
  add(study, terms, id, std::move(contract));
}

/// A formula for each clause in turn; (S − p)⁺ bends in one index only.
PriceFormula formula_of(const FailureTerms& failure, int n) {
  if (failure.clause == FailureClause::DAMAGES && failure.damages_base == DamagesBase::POSITIVE_DIFFERENCE)
    return FixedPrice{62.0};
  if (n % 3 == 0) return FixedPrice{62.0};
  return n % 3 == 1 ? PriceFormula{IndexLinked{0.95, 1.0}} : PriceFormula{Collar{55.0, 75.0}};
}

}  // namespace

Study licensed(Study market, LicenceBasis basis) {
  Study study = with_lane(std::move(market), basis);
  int n = 0;
  for (const Side side : {Side::BUY, Side::SELL}) {
    for (const Clause& clause : clauses()) {
      const std::string id = (side == Side::BUY ? "buy, " : "sell, ") + clause.name;
      Offtake contract = licensed_offtake(basis, side, formula_of(clause.terms, n), clause.terms);
      if (n % 4 == 1) contract.failure.force_majeure_levels = {"shut"};
      if (n == 2) contract.owed_quantity = 40.0;
      if (basis == LicenceBasis::PER_QUANTITY) contract.owed_quantity = 0.0;
      add_licensed(study, basis, id, contract, n, n % 2 == 0 ? "" : "owner");
      ++n;
    }
  }
  // (S − p)⁺ of one index, the price linked to the goods themselves.
  Offtake linked =
      licensed_offtake(basis, Side::BUY, FloorWithUpsideShare{60.0, 0.4, 75.0}, damages(DamagesBase::POSITIVE_DIFFERENCE));
  linked.price.index = "goods";
  add_licensed(study, basis, "buy, damages on the gain over a floor", linked, 1);
  if (basis == LicenceBasis::PER_QUANTITY) return study;  // daily fixings would make more labels than are allowed
  Offtake averaged = licensed_offtake(basis, Side::BUY, IndexLinked{1.0, -2.0}, replaced_by(Side::SELL));
  averaged.price.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
  add_licensed(study, basis, "buy, linked to a mean", averaged, 4, "owner");
  return study;
}

Study shared_account(Study market, LicenceBasis basis) {
  Study study = with_lane(std::move(market), basis);
  study.counterparties.push_back({.id = "other", .spread = "credit", .recovery = 0.1});
  LicenceAccount account{"account", "lane", kNotGiven, {}};
  if (basis == LicenceBasis::PER_QUANTITY) account.tonnes_per_licence = 0.35;
  if (basis != LicenceBasis::PER_SHIPMENT) account.today = today(basis, 4, "");
  study.licences.accounts = {account};
  ContractTerms terms;
  Offtake first = licensed_offtake(basis, Side::BUY, IndexLinked{0.95, 1.0}, replaced_by(Side::SELL));
  first.licence_account = "account";
  Offtake second = licensed_offtake(basis, Side::SELL, Floor{58.0}, damages(DamagesBase::DIFFERENCE));
  second.licence_account = "account";
  if (basis == LicenceBasis::PER_QUANTITY) {
    // Neither's deliveries overlap with the other's.
    first.grace_days = 20;
    first.deliveries = deliveries_on(
        {make_date(2026, 2, 25), make_date(2026, 4, 28), make_date(2026, 9, 8), make_date(2027, 2, 4), make_date(2027, 9, 1)});
    second.grace_days = 15;
    second.deliveries = deliveries_on(
        {make_date(2026, 3, 27), make_date(2026, 6, 20), make_date(2026, 12, 3), make_date(2027, 5, 6), make_date(2027, 7, 7)});
  } else {
    second.grace_days = 45;
    for (Delivery& delivery : second.deliveries) delivery.due += days{11};
  }
  terms.counterparty = "owner";
  add(study, terms, "first", first);
  if (basis != LicenceBasis::PER_QUANTITY) terms.counterparty = "other";
  add(study, terms, "second", second);
  return study;
}

Study two_sides(Study market, LicenceBasis basis) {
  Study study = with_lane(std::move(market), basis);
  for (const Clause& clause : clauses()) {
    for (const Side side : {Side::BUY, Side::SELL}) {
      const std::string id = (side == Side::BUY ? "buy, " : "sell, ") + clause.name;
      const bool is_gain = clause.terms.damages_base == DamagesBase::POSITIVE_DIFFERENCE;
      Offtake contract = licensed_offtake(
          basis, side, is_gain ? PriceFormula{FixedPrice{62.0}} : PriceFormula{Collar{55.0, 75.0}}, clause.terms);
      contract.failure.force_majeure_levels = {"shut"};
      add_licensed(study, basis, id, contract, 1);
    }
  }
  return study;
}

Study proxied_licences(Study market, LicenceBasis basis) {
  Study study = with_lane(std::move(market), basis);
  ContractTerms terms;
  add(study, terms, "stock", Inventory{"goods", 250.0, 0.0});
  FailureTerms made_up;
  made_up.clause = FailureClause::MAKE_UP;
  FailureTerms from_stock = replaced_by(Side::SELL);
  from_stock.clause = FailureClause::FROM_STOCK;
  from_stock.stock = "stock";
  FailureTerms capped = damages(DamagesBase::PRICE);
  capped.damages_cap = 6000.0;
  add_licensed(study, basis, "buy, made up", licensed_offtake(basis, Side::BUY, FixedPrice{58.0}, made_up), 1);
  add_licensed(study, basis, "sell, from stock", licensed_offtake(basis, Side::SELL, IndexLinked{0.95, 1.0}, from_stock), 2);
  add_licensed(study, basis, "buy, capped damages", licensed_offtake(basis, Side::BUY, FixedPrice{58.0}, capped), 3, "owner");
  add_licensed(study, basis, "buy, damages in two indices",
               licensed_offtake(basis, Side::BUY, Collar{55.0, 75.0}, damages(DamagesBase::POSITIVE_DIFFERENCE)), 0);
  Offtake purchase = licensed_offtake(basis, Side::BUY, IndexLinked{0.9, 0.0}, {});
  add_licensed(study, basis, "purchase", purchase, 4);
  Offtake sale = offtake({}, Side::SELL, FixedPrice{70.0}, licensed_dates());
  for (Delivery& delivery : sale.deliveries) delivery.due += days{7};
  sale.grace_days = grace(basis);
  sale.failure = damages(DamagesBase::DIFFERENCE);
  sale.served_from = "purchase";
  add(study, terms, "sale", sale);
  study.simulation.horizons.push_back("2028-01-31");
  return study;
}

}  // namespace lodestone::convergence
