#include "model/example_study.hpp"

#include <utility>
#include <vector>

namespace lodestone {
namespace example {

Factor factor(const std::string& id, FactorScale scale, double initial_value, double volatility) {
  Factor factor;
  factor.id = id;
  factor.scale = scale;
  factor.initial_value = initial_value;
  factor.volatility_per_sqrt_year = {volatility};
  return factor;
}

Factor reverting(const std::string& id, double initial_value, double speed, std::vector<double> means, double volatility) {
  Factor reverting = factor(id, FactorScale::NATURAL, initial_value, volatility);
  reverting.mean_reversion_per_year = speed;
  reverting.long_run_mean = std::move(means);
  return reverting;
}

std::vector<Factor> factors() {
  Factor ndpr = factor("ndpr_cn", FactorScale::LOG_OF_LEVEL, 560.0, 0.0);
  ndpr.stance = "global";
  ndpr.mean_reversion_per_year = 0.8;
  ndpr.long_run_mean = {540.0};
  ndpr.volatility_per_sqrt_year = {0.3, 0.35, 0.5};
  ndpr.volatility_term_structure = "garch";
  ndpr.variance_group = "tails";
  Factor premium = reverting("dy_premium", 0.4, 2.0, {0.2, 0.8, 1.2}, 0.4);
  premium.stance = "eu";
  premium.jumps = {{"truce", "squeeze", 0.6, 0.2}, {"squeeze", "truce", -0.4, 0.1}};
  premium.feels_feedback = true;
  Factor cost = factor("cost", FactorScale::NATURAL, 0.0, 0.15);
  cost.drift_per_year = {0.02};
  return {ndpr,
          premium,
          factor("usdcny", FactorScale::LOG_OF_LEVEL, 7.1, 0.05),
          reverting("base", 0.04, 0.5, {0.035}, 0.01),
          reverting("miner_spread", 0.05, 0.7, {0.05}, 0.01),
          factor("miner", FactorScale::LOG_OF_LEVEL, 60.0, 0.6),
          factor("audusd", FactorScale::LOG_OF_LEVEL, 0.65, 0.1),
          cost,
          factor("slip", FactorScale::NATURAL, -1.0, 0.3)};
}

Observable observable(const std::string& id, ObservableKind kind, ObservableMeaning meaning,
                      std::vector<FactorWeight> weights) {
  Observable observable;
  observable.id = id;
  observable.kind = kind;
  observable.meaning = meaning;
  observable.weights = std::move(weights);
  return observable;
}

std::vector<Observable> observables() {
  using Kind = ObservableKind;
  using Meaning = ObservableMeaning;
  Observable ndpr = observable("ndpr_usd", Kind::EXPONENTIAL, Meaning::PRICE, {{"ndpr_cn", 1.0}, {"usdcny", -1.0}});
  ndpr.multiplier = 1.0 / 1.13;
  ndpr.adjustments = {{make_date(2026, 1, 1), 1.0}, {make_date(2026, 7, 1), 1.02}};
  ndpr.currency = Currency::USD;
  ndpr.unit = Unit::KG;
  ndpr.vat = Vat::EX_VAT;
  ndpr.form = Form::OXIDE;
  ndpr.basis = PriceBasis::EX_WORKS;
  ndpr.quotation = Quotation::TRANSACTED;
  ndpr.fixing_days = FixingDays::DAILY;
  Observable dy = ndpr;
  dy.id = "dy_eu";
  dy.multiplier = 300.0;
  dy.adjustments = {};
  dy.weights = {{"dy_premium", 1.0}};
  dy.vat = Vat::NONE;
  dy.basis = PriceBasis::CIF;
  dy.quotation = Quotation::QUOTED;
  dy.fixing_days = FixingDays::MONDAY;
  Observable share = observable("miner_share", Kind::EXPONENTIAL, Meaning::PRICE, {{"miner", 1.0}});
  share.currency = Currency::USD;
  share.unit = Unit::SHARE;
  Observable spread = observable("miner_credit", Kind::LINEAR, Meaning::RATE, {{"miner_spread", 1.0}});
  spread.intercept = 0.001;
  spread.adjustments = {{make_date(2026, 4, 1), 0.002}};
  Observable aud = observable("usd_per_aud", Kind::EXPONENTIAL, Meaning::FX_RATE, {{"audusd", 1.0}});
  aud.currency = Currency::USD;
  aud.base_currency = Currency::AUD;
  Observable volatility = observable("miner_volatility", Kind::EXPONENTIAL, Meaning::NUMBER, {});
  volatility.multiplier = 0.6;
  return {ndpr, dy, share, observable("sofr", Kind::LINEAR, Meaning::RATE, {{"base", 1.0}}), spread, aud, volatility};
}

Market market() {
  Market market;
  market.factors = factors();
  market.correlations = {{"ndpr_cn", "miner", 0.5}, {"miner", "miner_spread", -0.4}, {"cost", "slip", 0.3}};
  market.volatility_term_structures = {{"garch", 1.4, 3.0}};
  market.variance_groups = {{"tails", 4.0}};
  market.observables = observables();
  // The Mondays of the running quarter: a swap and a project's sale average over it.
  for (Date monday = make_date(2025, 10, 6); monday <= make_date(2025, 11, 17); monday += days{7}) {
    market.fixings.push_back({"dy_eu", monday, 460.0});
  }
  market.discount_rate = "sofr";
  market.fx_rates = {"usd_per_aud"};
  return market;
}

Policy policy() {
  Chain global;
  global.id = "global_chain";
  global.states = {{"truce", ""}, {"agitated", "truce"}, {"squeeze", ""}, {"freeze", ""}};
  global.initial_state = "truce";
  const std::vector<GeneratorRow> rows = {{"truce", {-0.5, 0.3, 0.15, 0.05}},
                                          {"agitated", {2.0, -3.5, 1.0, 0.5}},
                                          {"squeeze", {0.8, 0.0, -1.0, 0.2}},
                                          {"freeze", {0.0, 0.5, 1.0, -1.5}}};
  global.generators = {{kNoDate, rows}, {make_date(2026, 11, 10), rows}};
  global.events = {{"suspension_ends",
                    make_date(2026, 11, 10),
                    {{"truce", {0.7, 0.1, 0.2, 0.0}},
                     {"agitated", {0.3, 0.3, 0.4, 0.0}},
                     {"squeeze", {0.0, 0.0, 1.0, 0.0}},
                     {"freeze", {0.0, 0.0, 0.0, 1.0}}}}};
  Chain overlay;
  overlay.id = "eu_overlay";
  overlay.states = {{"open", "truce"}, {"tight", "squeeze"}};
  overlay.initial_distribution = {0.9, 0.1};
  overlay.generators = {{make_date(2025, 1, 1), {{"open", {-0.4, 0.4}}, {"tight", {1.0, -1.0}}}}};
  const std::vector<std::string> levels = {"truce", "squeeze", "freeze"};
  Feedback feedback{"global", {0.0, 1.0, 2.0}, 1.5, 3, 0.5, 0.4};
  return {
      {global, overlay}, {{"global", levels, {"global_chain"}}, {"eu", levels, {"global_chain", "eu_overlay"}}}, {feedback}};
}

Lane lane(const std::string& id, LicenceBasis basis) {
  Lane lane;
  lane.id = id;
  lane.product_class = "heavy oxides";
  lane.end_use = "civil";
  lane.stance = "eu";
  lane.free_levels = {};
  lane.age_bin_edges_days = {45.0, 90.0};
  lane.hazards = {{"truce", {2.0, 8.0, 4.0}}, {"squeeze", {1.0, 3.0, 2.0}}, {"freeze", {0.1, 0.1, 0.1}}};
  lane.approval_probability_by_level = {0.95, 0.6, 0.05};
  lane.validity_days = 180.0;
  lane.revocations = {{"truce", "freeze", 0.5}};
  lane.cooldown_days = 60.0;
  lane.basis = basis;
  lane.lead_time_days = 90.0;
  lane.climate_correlation = 0.3;
  return lane;
}

Licences licences() {
  Lane general = lane("magnets_general", LicenceBasis::PER_PERIOD);
  general.free_levels = {"truce"};
  general.breaking_levels = {"freeze"};
  general.renewal_lead_time_days = 60.0;
  LicenceAccount shipments{"desk_dy", "heavy_civil", kNotGiven, {}};
  shipments.today = {
      {LicenceState::PENDING, make_date(2025, 10, 1), kNoDate, kNotGiven, "dy_purchase", make_date(2026, 1, 30)}};
  LicenceAccount equipment{"equipment", "magnets_general", kNotGiven, {}};
  equipment.today = {{LicenceState::LIVE, kNoDate, make_date(2026, 12, 2), kNotGiven, "", kNoDate},
                     {LicenceState::PENDING, make_date(2025, 11, 10), kNoDate, kNotGiven, "", kNoDate}};
  LicenceAccount quantity{"desk_ndpr", "ndpr_quota", 20.0, {}};
  quantity.today = {{LicenceState::LIVE, kNoDate, make_date(2026, 6, 30), 7.5, "", kNoDate}};
  return {{lane("heavy_civil", LicenceBasis::PER_SHIPMENT), general, lane("ndpr_quota", LicenceBasis::PER_QUANTITY)},
          {shipments, equipment, quantity}};
}

std::vector<Project> projects() {
  Project mine;
  mine.id = "mine";
  mine.decision.reached = make_date(2025, 6, 30);
  mine.on_spec.planned = make_date(2026, 3, 31);
  mine.qualified.planned = make_date(2026, 6, 30);
  mine.capex_to_spend = 120e6;
  mine.cost_factor = "cost";
  mine.cost_shift = -0.3;
  mine.slip_factor = "slip";
  mine.slip_shift_years = -0.2;
  mine.licence_accounts = {"equipment"};
  mine.nameplate_tonnes_per_year = 4000.0;
  mine.ramp = {{0.0, 0.2}, {12.0, 0.8}, {24.0, 1.0}};
  mine.availability_mean = 0.92;
  mine.availability_standard_deviation = 0.05;
  mine.operating_cost_per_kg = 45.0;
  mine.fixed_cost_per_quarter = 3e6;
  mine.spot_index = "ndpr_usd";
  mine.unqualified_discount = 0.1;
  PriceTerms terms;
  terms.index = "dy_eu";
  terms.formula = FloorWithUpsideShare{110.0, 0.3, 110.0};
  terms.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
  mine.sales = {{"to_desk", "ndpr_purchase", {}, kNotGiven}, {"supported", "", terms, 10.0}};
  mine.debt = Debt{80e6, 150e6, 0.6, "sofr", "miner_credit", kNotGiven, true, 4, 20, 1.2};
  mine.cash = 60e6;
  mine.minimum_cash = 10e6;
  mine.committed_equity = 25e6;
  mine.listed_equity = ListedEquity{"miner_share", 170e6, 0.1, 0.5, 0.05};
  Project refinery = mine;
  refinery.id = "refinery";
  refinery.sales = {};
  refinery.debt = Debt{0.0, 5e6, 0.0, "", "", 0.07, false, 0, 0, 0.0};
  refinery.listed_equity = {};
  return {mine, refinery};
}

Offtake offtake(Side side, const std::string& index, PriceFormula formula) {
  Offtake offtake;
  offtake.side = side;
  offtake.price.index = index;
  offtake.price.formula = std::move(formula);
  offtake.spot_index = index;
  return offtake;
}

std::vector<Instrument> offtakes() {
  Offtake purchase = offtake(Side::BUY, "dy_eu", IndexLinked{0.95, -5.0});
  purchase.deliveries = {{make_date(2026, 1, 30), 400.0}, {make_date(2026, 4, 30), 500.0}};
  purchase.owed_quantity = 25.0;
  purchase.licence_account = "desk_dy";
  purchase.grace_days = 60;
  purchase.failure.clause = FailureClause::REPLACE;
  purchase.failure.replacement_index = "dy_eu";
  purchase.failure.force_majeure_levels = {"freeze"};
  Offtake sale = offtake(Side::SELL, "dy_eu", FixedPrice{700.0});
  sale.deliveries = {{make_date(2026, 2, 27), 400.0}, {make_date(2026, 5, 29), 500.0}};
  sale.grace_days = 30;
  sale.failure.clause = FailureClause::DAMAGES;
  sale.failure.damages_rate = 0.1;
  sale.failure.damages_cap = 50e3;
  sale.served_from = "dy_purchase";
  Offtake supplied = offtake(Side::BUY, "ndpr_usd", Collar{60.0, 110.0});
  supplied.price.averaging = {AveragingWindow::CALENDAR_MONTH, 0};
  supplied.schedule = DeliverySchedule{make_date(2026, 3, 31), make_date(2026, 9, 30), 3, 20e3};
  supplied.project = "mine";
  Offtake drawn = offtake(Side::SELL, "ndpr_usd", PiecewiseLinear{5.0, 0.9, {{80.0, -0.2}, {120.0, -0.3}}});
  drawn.price.after = AfterMilestone{"mine", Milestone::QUALIFIED, Floor{70.0}};
  drawn.deliveries = {{make_date(2025, 11, 10), 3e3}, {make_date(2026, 2, 27), 4e3}};
  drawn.licence_account = "desk_ndpr";
  drawn.grace_days = 30;
  drawn.failure.clause = FailureClause::FROM_STOCK;
  drawn.failure.stock = "ndpr_stock";
  return {purchase, sale, supplied, drawn};
}

Portfolio portfolio() {
  EquityOption put{"miner_share", OptionType::PUT, 50.0, make_date(2027, 1, 15), 10e3, 0.65, "", 0.0};
  EquityOption call{"miner_share", OptionType::CALL, 80.0, make_date(2026, 6, 19), -5e3, kNotGiven, "miner_volatility", 0.01};
  PriceFloorAgreement agreement;
  agreement.side = Side::SELL;
  agreement.index = "ndpr_usd";
  agreement.floor = 110.0;
  agreement.upside_share = 0.3;
  agreement.upside_above = 110.0;
  agreement.annual_cap = 5e6;
  agreement.schedule = DeliverySchedule{make_date(2026, 3, 31), make_date(2026, 12, 31), 3, 10e3};
  agreement.project = "mine";
  IndexSwap swap;
  swap.index = "dy_eu";
  swap.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
  swap.fixed_price = 480.0;
  swap.settlements = {{make_date(2025, 11, 14), 50.0}, {make_date(2025, 12, 31), 100.0}, {make_date(2026, 3, 31), 100.0}};
  Loan loan{Currency::AUD, 1e6, "sofr", 0.03, kNotGiven, {{make_date(2026, 3, 31), -5e5}, {make_date(2026, 11, 30), 1.5e6}}};
  Loan prepayment{Currency::USD, 4e5, "", 0.0, 0.0, {{make_date(2026, 6, 30), 4e5}}};
  const std::vector<Instrument> contracts = offtakes();
  Portfolio portfolio;
  portfolio.books = {{"desk", ""}, {"contracts", "desk"}, {"equities", "desk"}};
  portfolio.positions = {
      {"miner_equity", "equities", {{"country", "US"}}, "", EquityPosition{"miner_share", 20e3, "mine"}},
      {"miner_put", "equities", {}, "", put},
      {"miner_call", "equities", {}, "", call},
      {"dy_purchase", "contracts", {{"element", "Dy"}, {"country", "CN"}}, "", contracts[0]},
      {"dy_sale", "contracts", {{"element", "Dy"}}, "", contracts[1]},
      {"ndpr_purchase", "contracts", {{"element", "NdPr"}}, "miner", contracts[2]},
      {"ndpr_stock", "contracts", {{"element", "NdPr"}}, "", Inventory{"ndpr_usd", 5e3, 0.02}},
      {"ndpr_sale", "contracts", {{"element", "NdPr"}}, "", contracts[3]},
      {"ndpr_floor", "contracts", {}, "", agreement},
      {"dy_swap", "contracts", {}, "", swap},
      {"loan", "contracts", {}, "miner", loan},
      {"prepayment", "contracts", {}, "miner", prepayment},
  };
  return portfolio;
}

}  // namespace example

Study example_study() {
  Study study;
  study.as_of = make_date(2025, 11, 19);
  study.market = example::market();
  study.policy = example::policy();
  study.licences = example::licences();
  study.projects = example::projects();
  study.counterparties = {{"miner", "miner_credit", "mine", 0.4}};
  study.portfolio = example::portfolio();
  study.simulation.paths = 1000;
  study.simulation.seed = 20251119;
  study.simulation.horizons = {"2026-12-31", "2027-03-31"};
  study.simulation.weekly_until = make_date(2027, 6, 30);
  study.simulation.holidays = {make_date(2025, 12, 25), make_date(2026, 1, 1)};
  study.simulation.maximum_sampled_series = 68;
  study.measures.confidences = {0.95, 0.99};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL, PnlBasis::CASH};
  study.measures.references = {LossReference::ZERO, LossReference::MEAN};
  study.measures.quantiles = {0.05, 0.5, 0.95};
  study.measures.histogram_bins = 50;
  study.measures.positions = {"dy_purchase", "miner_equity"};
  study.measures.group_by = {"element"};
  study.measures.conditional_on = {"eu"};
  study.measures.quarterly_cash_flows = true;
  study.measures.licence_outcomes = true;
  study.measures.project_outcomes = true;
  return study;
}

}  // namespace lodestone
