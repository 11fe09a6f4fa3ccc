/// Reads one message into one struct, by the struct's description.
#pragma once

#include <google/protobuf/message.h>

#include <array>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/wire/schema/codec.hpp>
#include <utility>

namespace lodestone::wire {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Violations carry their path from the root of the message. Precondition: enum numbers are known and not 0 (`find_faults`).
class Decoder {
 public:
  template <class T>
  using As = T;

  Decoder(const Message& message, std::string path, std::vector<Violation>& violations)
      : message_(message), path_(std::move(path)), violations_(violations) {}

  template <class T>
  void may(const char* name, T& member) {
    read(field(name), member, Nan::REFUSED);
  }

  template <class T>
  void must(const char* name, T& member) {
    const FieldDescriptor& described = field(name);
    if constexpr (!is_vector<T>) {
      if (!is_given(described)) return violate_missing(described);
    }
    read(described, member, Nan::TAKEN);
  }

  template <class... A>
  void one_of(const char* name, std::variant<A...>& member, const std::array<const char*, sizeof...(A)>& fields) {
    const FieldDescriptor* given = given_of(name, sizeof...(A));
    if (given == nullptr) return;
    std::size_t index = 0;
    const auto try_alternative = [&](auto alternative) {
      if (given->name() != fields[index++]) return;
      read_value(*given, kSingular, alternative, Nan::REFUSED);
      member = std::move(alternative);
    };
    (try_alternative(A{}), ...);
  }

 private:
  enum class Nan { REFUSED, TAKEN };
  static constexpr int kSingular = -1;

  template <class T>
  void read(const FieldDescriptor& described, T& member, Nan nan) {
    if constexpr (is_vector<T>) {
      const int size = count(described);
      member.reserve(static_cast<std::size_t>(size));
      for (int index = 0; index < size; ++index) {
        typename T::value_type item{};
        read_value(described, index, item, nan);
        member.push_back(std::move(item));
      }
    } else if constexpr (is_optional<T>) {
      if (!is_given(described)) return;
      typename T::value_type value{};
      read_value(described, kSingular, value, nan);
      member = std::move(value);
    } else if (is_given(described)) {
      read_value(described, kSingular, member, nan);
    }
  }

  template <class T>
  void read_value(const FieldDescriptor& described, int index, T& value, Nan nan) {
    if constexpr (std::is_enum_v<T>) {
      value = enum_value<T>(get_enum(described, index));
    } else if constexpr (is_message<T>) {
      Decoder inner(get_message(described, index), path_of(described, index), violations_);
      describe(inner, value);
    } else {
      get(described, index, value);
      if constexpr (std::is_same_v<T, double>) {
        if (nan == Nan::REFUSED && std::isnan(value)) violate_nan(described, index);
      }
    }
  }

  const FieldDescriptor& field(const char* name) const;
  bool is_given(const FieldDescriptor& described) const;
  int count(const FieldDescriptor& described) const;
  std::string path_of(const FieldDescriptor& described, int index) const;

  /// The field of the oneof that is given; null, and a violation, when none is.
  const FieldDescriptor* given_of(const char* oneof_name, std::size_t alternatives);

  void get(const FieldDescriptor& described, int index, std::string& value) const;
  void get(const FieldDescriptor& described, int index, bool& value) const;
  void get(const FieldDescriptor& described, int index, double& value) const;
  void get(const FieldDescriptor& described, int index, std::int32_t& value) const;
  void get(const FieldDescriptor& described, int index, std::int64_t& value) const;
  void get(const FieldDescriptor& described, int index, std::uint64_t& value) const;
  void get(const FieldDescriptor& described, int index, Date& value);
  int get_enum(const FieldDescriptor& described, int index) const;
  const Message& get_message(const FieldDescriptor& described, int index) const;

  void violate_missing(const FieldDescriptor& described);
  void violate_nan(const FieldDescriptor& described, int index);

  const Message& message_;
  std::string path_;
  std::vector<Violation>& violations_;
};

}  // namespace lodestone::wire
