/// Checks that contracts and projects share: indices, rates, averages and price terms.
#pragma once

#include <lodestone/model/validate_context.hpp>

#include <string>

namespace lodestone {

/// Each returns the observable, or null after reporting why it is not one of the kind.
const Observable* check_index(Validation& v, const SchemaPath& at, const std::string& id, Currency currency, Unit unit);
const Observable* check_mass_price(Validation& v, const SchemaPath& at, const std::string& id);
const Observable* check_share_price(Validation& v, const SchemaPath& at, const std::string& id);
const Observable* check_rate(Validation& v, const SchemaPath& at, const std::string& id);

/// `index` is null when it is unknown: then its fixing days are not asked for.
void check_averaging(Validation& v, const SchemaPath& at, const Averaging& averaging, const Observable* index);

/// Terms on goods: a mass, a currency that can be converted, an index where one is needed, a formula, and its successor.
void check_price_terms(Validation& v, const SchemaPath& at, const PriceTerms& terms);

}  // namespace lodestone
