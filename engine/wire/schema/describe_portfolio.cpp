#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

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

template <class Codec>
void describe(Codec& codec, As<Codec, Position>& position) {
  codec.may(LODESTONE_FIELD(position, id));
  codec.may(LODESTONE_FIELD(position, book));
  codec.may(LODESTONE_FIELD(position, labels));
  codec.may(LODESTONE_FIELD(position, counterparty));
  codec.one_of(LODESTONE_FIELD(position, instrument));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Portfolio>& portfolio) {
  codec.must(LODESTONE_FIELD(portfolio, reporting_currency));
  codec.may(LODESTONE_FIELD(portfolio, books));
  codec.may(LODESTONE_FIELD(portfolio, positions));
}

LODESTONE_DESCRIBED(Portfolio);

}  // namespace lodestone::wire
