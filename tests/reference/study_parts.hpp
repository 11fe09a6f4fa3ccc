/// Parts that the studies with known answers are put together from.
#pragma once

#include <lodestone/model/study.hpp>
#include <string>
#include <utility>
#include <vector>

namespace lodestone::reference {

/// exp(factor) in USD per kg, fixed on Fridays.
inline Observable oxide_price(const std::string& id, const std::string& factor) {
  Observable price;
  price.id = id;
  price.weights = {{factor, 1.0}};
  price.currency = Currency::USD;
  price.unit = Unit::KG;
  price.vat = Vat::NONE;
  price.form = Form::OXIDE;
  price.basis = PriceBasis::FOB;
  price.quotation = Quotation::TRANSACTED;
  price.fixing_days = FixingDays::FRIDAY;
  return price;
}

inline Position position(const std::string& id, Instrument instrument) {
  Position result;
  result.id = id;
  result.book = "desk";
  result.instrument = std::move(instrument);
  return result;
}

/// A market without factors, one book, 100,000 paths.
inline Study empty_study(Date as_of) {
  Study study;
  study.as_of = as_of;
  study.portfolio.books = {{"desk", ""}};
  study.simulation.paths = 100000;
  study.simulation.seed = 20251231;
  study.measures.confidences = {0.99};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL, PnlBasis::CASH};
  study.measures.references = {LossReference::ZERO};
  return study;
}

/// A chain whose states are its levels, and a stance of the same name on it alone.
inline void add_chain(Study& study, const std::string& id, const std::vector<std::string>& states, int start,
                      const std::vector<std::vector<double>>& rates, double scale) {
  Chain chain;
  chain.id = id;
  Generator generator;
  for (std::size_t i = 0; i < states.size(); ++i) {
    chain.states.push_back({states[i], ""});
    GeneratorRow row{states[i], rates[i]};
    double leaving = 0.0;
    for (double& rate : row.rates_per_year) leaving += rate *= scale;
    row.rates_per_year[i] = -leaving;
    generator.rows.push_back(row);
  }
  chain.initial_state = states[static_cast<std::size_t>(start)];
  chain.generators = {generator};
  study.policy.chains.push_back(chain);
  study.policy.stances.push_back({id, states, {id}});
}

}  // namespace lodestone::reference
