/// Writes one struct into one message, by the struct's description.
#pragma once

#include <google/protobuf/message.h>

#include <array>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/wire/schema/codec.hpp>

namespace lodestone::wire {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// What is not given (NaN under `may`, `kNoDate`, empty text, empty optional) is left out; everything else is written,
/// defaults included, so that equal structs make equal messages.
class Encoder {
 public:
  template <class T>
  using As = const T;

  explicit Encoder(Message& message) : message_(message) {}

  template <class T>
  void may(const char* name, const T& member) {
    if constexpr (std::is_same_v<T, double>) {
      if (std::isnan(member)) return;
    }
    write(field(name), member);
  }

  template <class T>
  void must(const char* name, const T& member) {
    write(field(name), member);
  }

  template <class... A>
  void one_of(const char*, const std::variant<A...>& member, const std::array<const char*, sizeof...(A)>& fields) {
    const FieldDescriptor& described = field(fields[member.index()]);
    std::visit([&](const auto& value) { write(described, value); }, member);
  }

 private:
  template <class T>
  void write(const FieldDescriptor& described, const T& member) {
    if constexpr (is_vector<T>) {
      for (const auto& item : member) write_value(described, item);
    } else if constexpr (is_optional<T>) {
      if (member) write_value(described, *member);
    } else if constexpr (std::is_same_v<T, Date>) {
      if (member != kNoDate) write_value(described, member);
    } else {
      write_value(described, member);
    }
  }

  template <class T>
  void write_value(const FieldDescriptor& described, const T& value) {
    if constexpr (std::is_enum_v<T>) {
      put_enum(described, enum_number(value));
    } else if constexpr (is_message<T>) {
      Encoder inner(new_message(described));
      describe(inner, value);
    } else {
      put(described, value);
    }
  }

  const FieldDescriptor& field(const char* name) const;

  // Each of these sets the field, or appends to it when it is a list.
  void put(const FieldDescriptor& described, const std::string& value);
  void put(const FieldDescriptor& described, bool value);
  void put(const FieldDescriptor& described, double value);
  void put(const FieldDescriptor& described, std::int32_t value);
  void put(const FieldDescriptor& described, std::int64_t value);
  void put(const FieldDescriptor& described, std::uint64_t value);
  void put(const FieldDescriptor& described, Date value);
  void put_enum(const FieldDescriptor& described, int number);
  Message& new_message(const FieldDescriptor& described);

  Message& message_;
};

}  // namespace lodestone::wire
