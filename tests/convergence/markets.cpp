#include <cmath>
#include <convergence/markets.hpp>
#include <plan/everything_study.hpp>
#include <reference/study_parts.hpp>

namespace lodestone::convergence {
namespace {

const std::vector<std::string> kLevels = {"open", "tight", "shut"};

Factor& factor(Study& study, const std::string& id) {
  for (Factor& candidate : study.market.factors) {
    if (candidate.id == id) return candidate;
  }
  throw std::out_of_range("no factor " + id);
}

Observable& observable(Study& study, const std::string& id) {
  for (Observable& candidate : study.market.observables) {
    if (candidate.id == id) return candidate;
  }
  throw std::out_of_range("no observable " + id);
}

/// A rate without a factor, or on one.
Observable rate(const std::string& id, double intercept, const std::string& factor = "") {
  Observable result = linear_rate(id, factor);
  if (factor.empty()) result.weights.clear();
  result.intercept = intercept;
  return result;
}

/// ln(metal/60) and ln(goods/metal), both factors on `stance`; by level when there is one.
Study market_on(const std::string& stance, const std::string& premium_stance) {
  Study study = reference::empty_study(kToday);
  const auto by_level = [](const std::string& of, std::vector<double> levels) {
    if (of.empty()) levels.resize(1);
    return levels;
  };
  Factor metal =
      stanced_factor("metal", stance, 0.05, 0.9, by_level(stance, {0.0, 0.3, 0.6}), by_level(stance, {0.3, 0.4, 0.6}));
  if (!stance.empty()) metal.jumps = {{"open", "tight", 0.2, 0.1}, {"tight", "shut", 0.3, 0.1}, {"tight", "open", -0.2, 0.0}};
  Factor premium = stanced_factor("premium", premium_stance, 0.1, 2.5, by_level(premium_stance, {0.05, 0.3, 0.5}),
                                  by_level(premium_stance, {0.1, 0.25, 0.4}));
  if (!premium_stance.empty()) premium.jumps = {{"open", "shut", 0.4, 0.15}, {"shut", "open", -0.3, 0.0}};
  study.market.factors = {metal, premium};
  study.market.correlations = {{"metal", "premium", 0.4}};
  Observable index = reference::oxide_price("metal", "metal");
  index.multiplier = 60.0;
  Observable goods = index;
  goods.id = "goods";
  goods.weights = {{"metal", 0.8}, {"premium", 1.0}};
  study.market.observables = {index, goods, rate("rate", 0.04), rate("credit", 0.05)};
  study.market.discount_rate = "rate";
  study.counterparties = {{.id = "owner", .spread = "credit", .recovery = 0.4}};
  study.simulation.horizons = {"2w", "3m", "1y"};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL};
  add_fixings(study, "metal", 60.0);
  return study;
}

/// Moves every few months.
void add_policy(Study& study) {
  reference::add_chain(study, "policy", kLevels, 0, {{0.0, 1.6, 0.3}, {1.8, 0.0, 1.0}, {0.6, 1.4, 0.0}}, 1.0);
}

void add_support(Study& study) {
  reference::add_chain(study, "support", {"open", "shut"}, 0, {{0.0, 1.2}, {1.5, 0.0}}, 1.0);
  study.policy.stances.push_back({"both", kLevels, {"policy", "support"}});
}

void add_stochastic_rates(Study& study, const std::string& rate_stance, const std::string& spread_stance) {
  const auto by_level = [](const std::string& of, std::vector<double> levels) {
    if (of.empty()) levels.resize(1);
    return levels;
  };
  Factor base = stanced_factor("base", rate_stance, 0.04, 0.4, by_level(rate_stance, {0.035, 0.06}), {0.015});
  if (!rate_stance.empty()) base.jumps = {{"open", "shut", 0.01, 0.004}};
  // Far enough from 0 that no path sees the floor of the hazard.
  Factor spread = stanced_factor("spread", spread_stance, 0.12, 0.6, by_level(spread_stance, {0.11, 0.16}), {0.012});
  if (!spread_stance.empty()) spread.jumps = {{"open", "shut", 0.03, 0.005}};
  study.market.factors.insert(study.market.factors.end(), {base, spread});
  study.market.correlations.insert(study.market.correlations.end(),
                                   {{"metal", "base", 0.3}, {"metal", "spread", -0.4}, {"base", "spread", 0.25}});
  observable(study, "rate") = rate("rate", 0.005, "base");
  observable(study, "credit") = rate("credit", 0.01, "spread");
}

void add_mixtures(Study& study) {
  factor(study, "metal").variance_group = "metals";
  factor(study, "premium").variance_group = "premia";
  study.market.variance_groups = {{"metals", 4.0}, {"premia", 6.0}};
}

void add_events(Study& study) {
  Chain& policy = study.policy.chains[0];
  Generator later = policy.generators[0];
  later.from = make_date(2026, 8, 3);
  for (GeneratorRow& row : later.rows) {
    for (double& per_year : row.rates_per_year) per_year *= 0.5;
  }
  policy.generators.push_back(later);
  const std::vector<EventRow> rows = {{"open", {0.6, 0.3, 0.1}}, {"tight", {0.3, 0.4, 0.3}}, {"shut", {0.2, 0.5, 0.3}}};
  policy.events = {{"summit", make_date(2026, 4, 1), rows},
                   {"review", make_date(2026, 5, 11), rows},
                   {"expiry", make_date(2027, 4, 8), rows}};
}

}  // namespace

Study one_regime() { return market_on("", ""); }

Study two_factors() {
  Study study = one_regime();
  Factor trend = stanced_factor("trend", "", -0.1, 0.0, {0.04}, {0.2});
  study.market.factors.push_back(trend);
  study.market.correlations.push_back({"metal", "trend", -0.35});
  for (const char* id : {"metal", "goods"}) observable(study, id).weights.push_back({"trend", 1.0});
  return study;
}

Study decaying_volatility() {
  Study study = one_regime();
  study.market.volatility_term_structures = {{"garch", 1.8, 4.0}};
  factor(study, "metal").volatility_term_structure = "garch";
  return study;
}

Study one_chain() {
  Study study = market_on("policy", "policy");
  add_policy(study);
  // Just after a move, rates are higher.
  Chain& policy = study.policy.chains[0];
  policy.states = {{"open", ""}, {"open_agitated", "open"}, {"tight", ""}, {"shut", ""}};
  policy.generators[0].rows = {{"open", {-0.9, 0.6, 0.2, 0.1}},
                               {"open_agitated", {2.0, -6.0, 3.0, 1.0}},
                               {"tight", {0.3, 2.0, -3.3, 1.0}},
                               {"shut", {0.0, 0.8, 1.2, -2.0}}};
  return study;
}

Study with_events() {
  Study study = market_on("policy", "policy");
  add_policy(study);
  add_events(study);
  return study;
}

Study two_chains() {
  Study study = market_on("policy", "both");
  add_policy(study);
  add_support(study);
  add_stochastic_rates(study, "support", "support");
  return study;
}

Study drawn_today() {
  Study study = two_chains();
  study.policy.chains[0].initial_state.clear();
  study.policy.chains[0].initial_distribution = {0.5, 0.3, 0.2};
  study.policy.chains[1].initial_state.clear();
  study.policy.chains[1].initial_distribution = {0.75, 0.25};
  return study;
}

Study fat_tails() {
  Study study = market_on("policy", "policy");
  add_policy(study);
  add_mixtures(study);
  return study;
}

Study stochastic_rates() {
  Study study = market_on("", "");
  reference::add_chain(study, "support", {"open", "shut"}, 0, {{0.0, 1.2}, {1.5, 0.0}}, 1.0);
  add_stochastic_rates(study, "support", "support");
  return study;
}

Study foreign_exchange() {
  Study study = market_on("policy", "policy");
  add_policy(study);
  Factor fx = stanced_factor("fx", "policy", std::log(1.0 / 7.1), 0.0, {0.0, 0.02, 0.03}, {0.06, 0.07, 0.09});
  fx.jumps = {{"open", "shut", -0.1, 0.02}};
  study.market.factors.push_back(fx);
  study.market.correlations.push_back({"metal", "fx", -0.3});
  Observable dollars{.id = "dollars", .meaning = ObservableMeaning::FX_RATE, .weights = {{"fx", 1.0}}};
  dollars.currency = Currency::USD;
  dollars.base_currency = Currency::CNY;
  study.market.observables.push_back(dollars);
  study.market.fx_rates = {"dollars"};
  for (const char* id : {"metal", "goods"}) observable(study, id).currency = Currency::CNY;
  return study;
}

Study linear_index() {
  Study study = market_on("policy", "policy");
  add_policy(study);
  add_support(study);
  add_stochastic_rates(study, "support", "support");
  study.market.factors[0] = stanced_factor("metal", "policy", 62.0, 0.9, {55.0, 65.0, 80.0}, {25.0, 30.0, 40.0});
  study.market.factors[0].jumps = {{"open", "tight", 8.0, 5.0}, {"tight", "open", -6.0, 0.0}};
  observable(study, "metal").kind = ObservableKind::LINEAR;
  observable(study, "metal").multiplier.reset();
  observable(study, "metal").intercept = -2.0;
  observable(study, "metal").adjustments = {{make_date(2026, 6, 1), 1.5}};
  observable(study, "goods").weights = {{"premium", 1.0}};
  return study;
}

Study sparse_grid() {
  Study study = with_events();
  for (int month = 3; month <= 24; month += 3) study.simulation.grid_dates.push_back(add_months(kToday, month));
  study.simulation.grid_dates.insert(study.simulation.grid_dates.begin(), kToday + days{14});
  observable(study, "metal").adjustments = {
      {make_date(2026, 1, 5), 0.97}, {make_date(2026, 4, 20), 1.04}, {make_date(2027, 3, 1), 0.9}};
  return study;
}

Study everything() {
  Study study = market_on("policy", "both");
  add_policy(study);
  add_support(study);
  add_events(study);
  add_stochastic_rates(study, "both", "support");
  factor(study, "base").long_run_mean = {0.03, 0.04, 0.06};
  add_mixtures(study);
  study.market.volatility_term_structures = {{"garch", 1.5, 5.0}};
  factor(study, "premium").volatility_term_structure = "garch";
  Factor fx = stanced_factor("fx", "", std::log(1.0 / 7.1), 0.0, {0.01}, {0.08});
  study.market.factors.push_back(fx);
  study.market.correlations.insert(study.market.correlations.end(), {{"metal", "fx", -0.3}, {"base", "fx", 0.2}});
  Observable dollars{.id = "dollars", .meaning = ObservableMeaning::FX_RATE, .weights = {{"fx", 1.0}}};
  dollars.currency = Currency::USD;
  dollars.base_currency = Currency::CNY;
  study.market.observables.push_back(dollars);
  study.market.fx_rates = {"dollars"};
  for (const char* id : {"metal", "goods"}) observable(study, id).currency = Currency::CNY;
  study.policy.chains[1].initial_state.clear();
  study.policy.chains[1].initial_distribution = {0.7, 0.3};
  return study;
}

}  // namespace lodestone::convergence
