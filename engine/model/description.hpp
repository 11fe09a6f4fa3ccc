/// One description of a struct serves everybody who goes through its members by name: the wire, in both directions, and the
/// search for a number by its path.
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
/// `one_of`: a variant, with the names its alternatives have on the wire, in the variant's order.
#pragma once

#include <lodestone/base/date.hpp>

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

/// A member's name is spelled once, so that it is the name of the wire's field.
#define LODESTONE_FIELD(object, member) #member, object.member

namespace lodestone {

/// What a codec is given: `T` where it changes the struct, `const T` where it reads it.
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

/// Structs and variants hold members of their own; texts, numbers, enums and days are values.
template <class T>
inline constexpr bool is_message =
    std::is_class_v<T> && !is_vector<T> && !is_optional<T> && !std::is_same_v<T, std::string> && !std::is_same_v<T, Date>;

}  // namespace lodestone
