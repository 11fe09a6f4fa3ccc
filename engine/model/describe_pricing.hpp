/// Members of price terms, by the names of the wire.
#pragma once

#include <lodestone/model/description.hpp>
#include <lodestone/model/pricing.hpp>

#include <array>
#include <variant>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, FixedPrice>& fixed) {
  codec.may(LODESTONE_FIELD(fixed, price));
}

template <class Codec>
void describe(Codec& codec, As<Codec, IndexLinked>& linked) {
  codec.may(LODESTONE_FIELD(linked, multiplier));
  codec.may(LODESTONE_FIELD(linked, differential));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Floor>& floor) {
  codec.may(LODESTONE_FIELD(floor, floor));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Cap>& cap) {
  codec.may(LODESTONE_FIELD(cap, cap));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Collar>& collar) {
  codec.may(LODESTONE_FIELD(collar, floor));
  codec.may(LODESTONE_FIELD(collar, cap));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FloorWithUpsideShare>& shape) {
  codec.may(LODESTONE_FIELD(shape, floor));
  codec.may(LODESTONE_FIELD(shape, buyer_share));
  codec.may(LODESTONE_FIELD(shape, share_above));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Kink>& kink) {
  codec.may(LODESTONE_FIELD(kink, strike));
  codec.may(LODESTONE_FIELD(kink, slope));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PiecewiseLinear>& shape) {
  codec.may(LODESTONE_FIELD(shape, constant));
  codec.may(LODESTONE_FIELD(shape, slope));
  codec.may(LODESTONE_FIELD(shape, kinks));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Averaging>& averaging) {
  codec.must(LODESTONE_FIELD(averaging, window));
  codec.may(LODESTONE_FIELD(averaging, offset));
}

inline constexpr std::array<const char*, std::variant_size_v<PriceFormula>> kShapeFields{
    "fixed", "index_linked", "floor", "cap", "collar", "floor_with_upside_share", "piecewise_linear"};

template <class Codec>
void describe(Codec& codec, As<Codec, PriceFormula>& formula) {
  codec.one_of("shape", formula, kShapeFields);
}

template <class Codec>
void describe(Codec& codec, As<Codec, AfterMilestone>& after) {
  codec.may(LODESTONE_FIELD(after, project));
  codec.must(LODESTONE_FIELD(after, milestone));
  codec.must(LODESTONE_FIELD(after, formula));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PriceTerms>& terms) {
  codec.may(LODESTONE_FIELD(terms, index));
  codec.must(LODESTONE_FIELD(terms, currency));
  codec.must(LODESTONE_FIELD(terms, unit));
  codec.must(LODESTONE_FIELD(terms, formula));
  codec.may(LODESTONE_FIELD(terms, averaging));
  codec.may(LODESTONE_FIELD(terms, after));
}

}  // namespace lodestone
