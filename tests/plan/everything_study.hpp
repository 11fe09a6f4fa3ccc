/// A market with everything that the law of a cash flow can depend on, on seven uneven steps.
#pragma once

#include <reference/study_parts.hpp>
#include <string>
#include <vector>

namespace lodestone {

inline Factor stanced_factor(const std::string& id, const std::string& stance, double initial, double kappa,
                             const std::vector<double>& means, const std::vector<double>& volatilities) {
  Factor factor;
  factor.id = id;
  factor.stance = stance;
  factor.initial_value = initial;
  factor.mean_reversion_per_year = kappa;
  (kappa > 0.0 ? factor.long_run_mean : factor.drift_per_year) = means;
  factor.volatility_per_sqrt_year = volatilities;
  return factor;
}

inline Observable linear_rate(const std::string& id, const std::string& factor) {
  Observable rate;
  rate.id = id;
  rate.kind = ObservableKind::LINEAR;
  rate.meaning = ObservableMeaning::RATE;
  rate.weights = {{factor, 1.0}};
  return rate;
}

/// Two chains, one with an event; stances on one and on both; jumps; two mixtures that are correlated, one that is not;
/// stochastic rate and spread, adjusted half-way. Observables: 0 price, 1 fx, 2 rate, 3 spread, 4 other.
inline Study everything_study() {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  reference::add_chain(study, "policy", {"open", "tight", "shut"}, 0, {{0.0, 3.0, 0.5}, {4.0, 0.0, 2.0}, {1.0, 2.5, 0.0}}, 1.0);
  reference::add_chain(study, "support", {"open", "shut"}, 0, {{0.0, 2.0}, {1.5, 0.0}}, 1.0);
  study.policy.stances.push_back({"both", {"open", "tight", "shut"}, {"policy", "support"}});
  const int days_on[] = {7, 14, 30, 61, 92, 130, 200};
  study.policy.chains[0].events = {
      {"summit", study.as_of + days{61}, {{"open", {0.8, 0.2, 0.0}}, {"tight", {0.4, 0.5, 0.1}}, {"shut", {0.0, 0.7, 0.3}}}}};

  Factor metal = stanced_factor("metal", "policy", 0.7, 0.9, {0.3, 1.0, 1.4}, {0.2, 0.35, 0.6});
  metal.jumps = {{"open", "tight", 0.3, 0.1}, {"open", "shut", 0.7, 0.2}, {"tight", "open", -0.2, 0.0}};
  metal.variance_group = "metals";
  Factor premium = stanced_factor("premium", "both", 0.1, 2.0, {0.0, 0.4, 0.9}, {0.1, 0.3, 0.5});
  premium.jumps = {{"open", "shut", 0.5, 0.15}, {"shut", "open", -0.3, 0.0}};
  premium.variance_group = "premia";
  premium.volatility_term_structure = "garch";
  Factor fx = stanced_factor("fx", "", 0.05, 0.0, {0.02}, {0.09});
  Factor rate = stanced_factor("rate", "policy", 0.04, 0.3, {0.04, 0.05, 0.06}, {0.012, 0.015, 0.02});
  Factor spread = stanced_factor("spread", "support", 0.03, 0.5, {0.03, 0.08}, {0.02, 0.03});
  spread.jumps = {{"open", "shut", 0.02, 0.005}};
  spread.variance_group = "credit";
  study.market.factors = {metal, premium, fx, rate, spread};
  study.market.variance_groups = {{"metals", 4.0}, {"premia", 5.0}, {"credit", 6.0}};
  study.market.volatility_term_structures = {{"garch", 1.6, 5.0}};
  study.market.correlations = {{"metal", "premium", 0.5},
                               {"metal", "fx", -0.3},
                               {"metal", "rate", 0.2},
                               {"fx", "rate", 0.4},
                               {"premium", "rate", -0.25}};

  Observable price = reference::oxide_price("price", "metal");
  price.weights = {{"metal", 1.0}, {"premium", 0.8}};
  price.multiplier = 1.7;
  Observable fx_rate = reference::oxide_price("fx", "fx");
  fx_rate.adjustments = {{study.as_of + days{92}, 1.1}};
  Observable discount = linear_rate("rate", "rate");
  discount.adjustments = {{study.as_of + days{30}, 0.01}};
  Observable credit = linear_rate("spread", "spread");
  credit.intercept = 0.005;
  Observable other = reference::oxide_price("other", "metal");
  other.weights = {{"metal", -0.4}, {"fx", 1.0}};
  study.market.observables = {price, fx_rate, discount, credit, other};
  study.market.discount_rate = "rate";

  for (const int day : days_on) study.simulation.grid_dates.push_back(study.as_of + days{day});
  study.simulation.horizons = {to_string(study.as_of + days{200})};
  return study;
}

}  // namespace lodestone
