#include <lodestone/model/unit_names.hpp>

#include <lodestone/model/describe_portfolio.hpp>

#include <array>

namespace lodestone {
namespace {

template <class Enum, std::size_t N>
std::string_view look_up(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view name_of(Currency currency) {
  constexpr std::array<std::string_view, 8> names{"USD", "CNY", "AUD", "EUR", "JPY", "GBP", "CAD", "MYR"};
  return look_up(names, currency);
}

std::string_view name_of(Unit unit) {
  constexpr std::array<std::string_view, 3> names{"KG", "T", "SHARE"};
  return look_up(names, unit);
}

std::string_view name_of(ObservableMeaning meaning) {
  constexpr std::array<std::string_view, 4> names{"PRICE", "RATE", "FX_RATE", "NUMBER"};
  return look_up(names, meaning);
}

std::string_view name_of(LicenceBasis basis) {
  constexpr std::array<std::string_view, 3> names{"PER_SHIPMENT", "PER_QUANTITY", "PER_PERIOD"};
  return look_up(names, basis);
}

std::string price_unit(Currency currency, Unit unit) {
  return std::string(name_of(currency)) + "/" + std::string(name_of(unit));
}

std::string_view field_name(const Instrument& instrument) { return kInstrumentFields.at(instrument.index()); }

}  // namespace lodestone
