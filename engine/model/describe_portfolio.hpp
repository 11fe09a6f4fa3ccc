/// Members of the portfolio, by the names of the wire.
#pragma once

#include <lodestone/model/describe_instruments.hpp>
#include <lodestone/model/description.hpp>
#include <lodestone/model/portfolio.hpp>

#include <array>
#include <variant>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, Book>& book) {
  codec.may(LODESTONE_FIELD(book, id));
  codec.may(LODESTONE_FIELD(book, parent));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Label>& label) {
  codec.may(LODESTONE_FIELD(label, key));
  codec.may(LODESTONE_FIELD(label, value));
}

inline constexpr std::array<const char*, std::variant_size_v<Instrument>> kInstrumentFields{
    "equity_position", "equity_option", "offtake", "price_floor_agreement", "index_swap", "inventory", "loan"};

template <class Codec>
void describe(Codec& codec, As<Codec, Position>& position) {
  codec.may(LODESTONE_FIELD(position, id));
  codec.may(LODESTONE_FIELD(position, book));
  codec.may(LODESTONE_FIELD(position, labels));
  codec.may(LODESTONE_FIELD(position, counterparty));
  codec.one_of(LODESTONE_FIELD(position, instrument), kInstrumentFields);
}

template <class Codec>
void describe(Codec& codec, As<Codec, Portfolio>& portfolio) {
  codec.must(LODESTONE_FIELD(portfolio, reporting_currency));
  codec.may(LODESTONE_FIELD(portfolio, books));
  codec.may(LODESTONE_FIELD(portfolio, positions));
}

}  // namespace lodestone
