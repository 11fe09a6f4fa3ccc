/// The names of the closed sets, as messages and the wire spell them.
#pragma once

#include <lodestone/model/instruments.hpp>
#include <lodestone/model/licences.hpp>
#include <lodestone/model/market.hpp>
#include <lodestone/model/units.hpp>

#include <string>
#include <string_view>

namespace lodestone {

std::string_view name_of(Currency currency);
std::string_view name_of(Unit unit);
std::string_view name_of(ObservableMeaning meaning);
std::string_view name_of(LicenceBasis basis);

/// `USD/KG`: the unit of a price.
std::string price_unit(Currency currency, Unit unit);

/// The name of the wire's field that holds the instrument: `equity_option`, `offtake`, …
std::string_view field_name(const Instrument& instrument);

}  // namespace lodestone
