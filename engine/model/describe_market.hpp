/// Members of the market, by the names of the wire.
#pragma once

#include <lodestone/model/description.hpp>
#include <lodestone/model/market.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, VolatilityTermStructure>& structure) {
  codec.may(LODESTONE_FIELD(structure, id));
  codec.may(LODESTONE_FIELD(structure, initial_multiplier));
  codec.may(LODESTONE_FIELD(structure, decay_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, VarianceGroup>& group) {
  codec.may(LODESTONE_FIELD(group, id));
  codec.may(LODESTONE_FIELD(group, degrees_of_freedom));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Jump>& jump) {
  codec.may(LODESTONE_FIELD(jump, from_level));
  codec.may(LODESTONE_FIELD(jump, to_level));
  codec.may(LODESTONE_FIELD(jump, mean));
  codec.may(LODESTONE_FIELD(jump, standard_deviation));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Factor>& factor) {
  codec.may(LODESTONE_FIELD(factor, id));
  codec.may(LODESTONE_FIELD(factor, stance));
  codec.may(LODESTONE_FIELD(factor, scale));
  codec.may(LODESTONE_FIELD(factor, initial_value));
  codec.may(LODESTONE_FIELD(factor, mean_reversion_per_year));
  codec.may(LODESTONE_FIELD(factor, long_run_mean));
  codec.may(LODESTONE_FIELD(factor, drift_per_year));
  codec.may(LODESTONE_FIELD(factor, volatility_per_sqrt_year));
  codec.may(LODESTONE_FIELD(factor, jumps));
  codec.may(LODESTONE_FIELD(factor, volatility_term_structure));
  codec.may(LODESTONE_FIELD(factor, variance_group));
  codec.may(LODESTONE_FIELD(factor, feels_feedback));
  codec.may(LODESTONE_FIELD(factor, risk_premium_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Correlation>& correlation) {
  codec.may(LODESTONE_FIELD(correlation, first));
  codec.may(LODESTONE_FIELD(correlation, second));
  codec.may(LODESTONE_FIELD(correlation, value));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FactorWeight>& weight) {
  codec.may(LODESTONE_FIELD(weight, factor));
  codec.may(LODESTONE_FIELD(weight, weight));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Adjustment>& adjustment) {
  codec.may(LODESTONE_FIELD(adjustment, from));
  codec.may(LODESTONE_FIELD(adjustment, value));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Observable>& observable) {
  codec.may(LODESTONE_FIELD(observable, id));
  codec.must(LODESTONE_FIELD(observable, kind));
  codec.must(LODESTONE_FIELD(observable, meaning));
  codec.may(LODESTONE_FIELD(observable, multiplier));
  codec.may(LODESTONE_FIELD(observable, intercept));
  codec.may(LODESTONE_FIELD(observable, adjustments));
  codec.may(LODESTONE_FIELD(observable, weights));
  codec.may(LODESTONE_FIELD(observable, currency));
  codec.may(LODESTONE_FIELD(observable, base_currency));
  codec.may(LODESTONE_FIELD(observable, unit));
  codec.may(LODESTONE_FIELD(observable, vat));
  codec.may(LODESTONE_FIELD(observable, form));
  codec.may(LODESTONE_FIELD(observable, basis));
  codec.may(LODESTONE_FIELD(observable, quotation));
  codec.may(LODESTONE_FIELD(observable, fixing_days));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Fixing>& fixing) {
  codec.may(LODESTONE_FIELD(fixing, observable));
  codec.may(LODESTONE_FIELD(fixing, date));
  codec.may(LODESTONE_FIELD(fixing, value));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Market>& market) {
  codec.may(LODESTONE_FIELD(market, factors));
  codec.may(LODESTONE_FIELD(market, correlations));
  codec.may(LODESTONE_FIELD(market, volatility_term_structures));
  codec.may(LODESTONE_FIELD(market, variance_groups));
  codec.may(LODESTONE_FIELD(market, observables));
  codec.may(LODESTONE_FIELD(market, fixings));
  codec.may(LODESTONE_FIELD(market, discount_rate));
  codec.may(LODESTONE_FIELD(market, fx_rates));
  codec.may(LODESTONE_FIELD(market, correlation_repair));
}

}  // namespace lodestone
