/// A small desk that has something in every section of a study, valid as it stands: tests take it and change a field.
#pragma once

#include <lodestone/model/study.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace lodestone {

/// The instrument of the position with this id.
template <class Kind>
Kind& instrument(Study& study, const std::string& id) {
  for (Position& position : study.portfolio.positions) {
    if (position.id == id) return std::get<Kind>(position.instrument);
  }
  throw std::out_of_range("no position " + id);
}

namespace example {

Factor factor(const std::string& id, FactorScale scale, double initial_value, double volatility);
Factor reverting(const std::string& id, double initial_value, double speed, std::vector<double> means, double volatility);
Observable observable(const std::string& id, ObservableKind kind, ObservableMeaning meaning, std::vector<FactorWeight> weights);

}  // namespace example

Study example_study();

}  // namespace lodestone
