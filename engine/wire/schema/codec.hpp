/// What the two codecs of the wire share beside the descriptions of the model (<lodestone/model/description.hpp>).
#pragma once

#include <cstdint>
#include <lodestone/model/description.hpp>
#include <variant>

/// At the end of a source: the struct's description, compiled for both directions.
#define LODESTONE_DESCRIBED(Type)                   \
  template void describe<Decoder>(Decoder&, Type&); \
  template void describe<Encoder>(Encoder&, const Type&)

namespace lodestone::wire {

/// Every enum of the model counts from 0 in the order of the wire's, whose 0 is UNSPECIFIED.
template <class E>
constexpr int enum_number(E value) {
  return static_cast<int>(value) + 1;
}
template <class E>
constexpr E enum_value(int number) {
  return static_cast<E>(number - 1);
}

}  // namespace lodestone::wire
