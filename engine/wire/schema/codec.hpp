/// One description of a struct serves both directions: decoding reads the wire's fields into it, encoding writes them.
///
///     template <class Codec>
///     void describe(Codec& codec, As<Codec, Fixing>& fixing) {
///       codec.may(LODESTONE_FIELD(fixing, observable));
///       codec.may(LODESTONE_FIELD(fixing, date));
///       codec.may(LODESTONE_FIELD(fixing, value));
///     }
///
/// `may`: left out on the wire, the member keeps its default; a number must not be NaN, which is the model's "not given".
/// `must`: left out is a violation, and a number is taken as it is, NaN included.
/// `one_of`: a variant; its alternatives stand in the order of the fields of the wire's oneof.
#pragma once

#include <cstdint>
#include <lodestone/base/date.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

/// A member's name is spelled once, so that it is the name of the wire's field.
#define LODESTONE_FIELD(object, member) #member, object.member

/// At the end of a source: the struct's description, compiled for both directions.
#define LODESTONE_DESCRIBED(Type)                   \
  template void describe<Decoder>(Decoder&, Type&); \
  template void describe<Encoder>(Encoder&, const Type&)

namespace lodestone::wire {

/// What a codec is given: `T` to decode into, `const T` to encode from.
template <class Codec, class T>
using As = typename Codec::template As<T>;

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
inline constexpr bool is_vector = IsVector<T>::value;
template <class T>
inline constexpr bool is_optional = IsOptional<T>::value;

/// Structs and variants are messages on the wire; texts, numbers, enums and days are values.
template <class T>
inline constexpr bool is_message =
    std::is_class_v<T> && !is_vector<T> && !is_optional<T> && !std::is_same_v<T, std::string> && !std::is_same_v<T, Date>;

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
