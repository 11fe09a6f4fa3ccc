#include "offtake_desk.hpp"

#include <string>

namespace lodestone::bench {
namespace {

const Date kToday = make_date(2025, 12, 31);

void add_policy(Study& study) {
  const double rates[4][4] = {{0, 0.08, 0.05, 0.02}, {0.05, 0, 1.0, 0.35}, {0, 3.0, 0, 1.2}, {0, 1.5, 4.0, 0}};
  Chain chain;
  chain.id = "chain";
  chain.initial_state = "1";
  Generator generator;
  Stance stance;
  stance.id = "stance";
  stance.chains = {"chain"};
  for (int i = 0; i < 4; ++i) {
    GeneratorRow row;
    row.from_state = std::to_string(i);
    row.rates_per_year = {rates[i][0], rates[i][1], rates[i][2], rates[i][3]};
    for (int j = 0; j < 4; ++j) {
      if (j != i) row.rates_per_year[static_cast<std::size_t>(i)] -= rates[i][j];
    }
    generator.rows.push_back(row);
    chain.states.push_back({row.from_state, ""});
    stance.levels.push_back(row.from_state);
  }
  generator.from = kToday;
  chain.generators = {generator};
  study.policy.chains = {chain};
  study.policy.stances = {stance};
}

Factor factor(const std::string& id, double level, double speed, double volatility) {
  Factor result;
  result.id = id;
  result.scale = FactorScale::LOG_OF_LEVEL;
  result.initial_value = level;
  result.mean_reversion_per_year = speed;
  result.long_run_mean = {level};
  result.volatility_per_sqrt_year = {volatility};
  return result;
}

Factor index_factor(const std::string& id) {
  Factor index = factor(id, 100.0, 0.92, 0.0);
  index.stance = "stance";
  index.long_run_mean = {80.0, 100.0, 120.0, 150.0};
  index.volatility_per_sqrt_year = {0.15, 0.25, 0.4, 0.6};
  index.jumps = {{"0", "1", 0.2, 0.1}, {"1", "2", 0.2, 0.1}, {"1", "3", 0.3, 0.15}};
  return index;
}

void add_market(Study& study, const DeskSize& size) {
  Market& market = study.market;
  for (int i = 0; i < size.indices; ++i) {
    const std::string id = std::to_string(i);
    Observable price;
    price.id = "price " + id;
    price.currency = size.speeds > 2 ? Currency::EUR : Currency::USD;
    price.unit = Unit::KG;
    price.vat = Vat::NONE;
    price.form = Form::OXIDE;
    price.basis = PriceBasis::CIF;
    price.quotation = Quotation::TRANSACTED;
    price.weights = {{"x " + id, 1.0}};
    market.factors.push_back(index_factor("x " + id));
    if (size.speeds > 2) {
      market.factors.push_back(factor("slow " + id, 1.0, 0.1, 0.1));
      price.weights.push_back({"slow " + id, 1.0});
    }
    market.observables.push_back(price);
  }
  Factor rate = factor("rate", 0.04, 0.3, 0.01);
  rate.scale = FactorScale::NATURAL;
  market.factors.push_back(rate);
  Observable discount;
  discount.id = "discount";
  discount.kind = ObservableKind::LINEAR;
  discount.meaning = ObservableMeaning::RATE;
  discount.weights = {{"rate", 1.0}};
  market.observables.push_back(discount);
  market.discount_rate = "discount";
  if (size.speeds <= 2) return;
  market.factors.push_back(factor("fx", 1.1, 0.05, 0.08));
  Observable fx;
  fx.id = "usd per eur";
  fx.meaning = ObservableMeaning::FX_RATE;
  fx.currency = Currency::USD;
  fx.base_currency = Currency::EUR;
  fx.weights = {{"fx", 1.0}};
  market.observables.push_back(fx);
  market.fx_rates = {fx.id};
}

void add_lane(Study& study) {
  Lane lane;
  lane.id = "lane";
  lane.product_class = "oxides";
  lane.end_use = "civil";
  lane.stance = "stance";
  lane.free_levels = {"0"};
  lane.age_bin_edges_days = {15, 45, 65, 120};
  for (int level = 0; level < 4; ++level) {
    const double pace = 1.0 / (1.0 + 2.0 * level);
    lane.hazards.push_back({std::to_string(level), {0.5 * pace, 4 * pace, 8 * pace, 10 * pace, 6 * pace}});
  }
  lane.approval_probability_by_level = {0.95, 0.9, 0.7, 0.3};
  lane.validity_days = 180;
  lane.revocations = {{"1", "3", 0.5}};
  lane.cooldown_days = 60;
  lane.lead_time_days = 90;
  lane.climate_correlation = 0.3;
  study.licences.lanes = {lane};
}

PriceFormula formula(int n) {
  switch (n % 4) {
    case 0:
      return Floor{70.0 + n % 60};
    case 1:
      return Collar{70.0 + n % 40, 120.0 + n % 40};
    case 2:
      return FloorWithUpsideShare{80.0 + n % 30, 0.3, 115.0 + n % 20};
    default:
      return IndexLinked{0.95, 0.0};
  }
}

}  // namespace

Study offtake_desk(const DeskSize& size) {
  Study study;
  study.as_of = kToday;
  add_policy(study);
  add_market(study, size);
  if (size.licensed > 0) add_lane(study);
  for (int book = 0; book < 5; ++book) study.portfolio.books.push_back({"book " + std::to_string(book), ""});
  for (int n = 0; n < size.contracts; ++n) {
    Offtake offtake;
    offtake.side = n % 3 == 0 ? Side::SELL : Side::BUY;
    offtake.price.index = offtake.spot_index = "price " + std::to_string(n % size.indices);
    offtake.price.currency = size.speeds > 2 ? Currency::EUR : Currency::USD;
    offtake.price.formula = formula(n);
    offtake.schedule = DeliverySchedule{
        make_date(2026, 1, 28),
        make_date(2026 + (size.deliveries - 1) / 12, static_cast<unsigned>((size.deliveries - 1) % 12 + 1), 28), 1, 1000.0};
    if (n < size.licensed) {
      LicenceAccount account;
      account.id = "account " + std::to_string(n);
      account.lane = "lane";
      study.licences.accounts.push_back(account);
      offtake.licence_account = account.id;
      offtake.grace_days = 28;
    }
    Position position;
    position.id = "contract " + std::to_string(n);
    position.book = "book " + std::to_string(n % 5);
    position.instrument = offtake;
    study.portfolio.positions.push_back(position);
  }
  study.simulation.paths = 4096;
  study.simulation.seed = 1;
  study.simulation.horizons = {to_string(kToday + days{364})};
  for (int week = 1; week <= 52; ++week) study.simulation.grid_dates.push_back(kToday + days{7 * week});
  for (int month = 13; month <= size.deliveries + 2; ++month) study.simulation.grid_dates.push_back(add_months(kToday, month));
  study.measures.confidences = {0.99};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL};
  study.measures.references = {LossReference::ZERO};
  return study;
}

}  // namespace lodestone::bench
