#include <charconv>
#include <cmath>
#include <limits>
#include <lodestone/wire/json_scanner.hpp>
#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/schema/field_names.hpp>
#include <set>

namespace lodestone::wire {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;

/// The whole of `text` as a number, in the notation of JSON or as an integer.
template <class T>
std::optional<T> number(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// An integer may be written as 100000, "100000", 1e5 or 100000.0.
template <class T>
std::optional<T> integer(const std::string& text) {
  if (const auto exact = number<T>(text)) return exact;
  constexpr double kExact = 9007199254740992.0;  // 2⁵³
  const auto real = number<double>(text);
  if (!real || std::trunc(*real) != *real || std::abs(*real) > kExact) return std::nullopt;
  if (*real < static_cast<double>(std::numeric_limits<T>::min()) ||
      *real > static_cast<double>(std::numeric_limits<T>::max())) {
    return std::nullopt;
  }
  return static_cast<T>(*real);
}

std::optional<double> real(const JsonScalar& scalar) {
  if (scalar.text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (scalar.text == "Infinity") return std::numeric_limits<double>::infinity();
  if (scalar.text == "-Infinity") return -std::numeric_limits<double>::infinity();
  return number<double>(scalar.text);
}

class JsonParser {
 public:
  JsonParser(std::string_view text, const std::string& file, std::vector<Violation>& violations)
      : scanner_(text), file_(file), violations_(violations) {}

  void parse(Message& message) {
    parse_object(message, "");
    scanner_.expect_end();
  }

 private:
  void parse_object(Message& message, const std::string& path) {
    std::set<const FieldDescriptor*> seen;
    scanner_.expect('{');
    for (bool more = !scanner_.accept('}'); more; more = scanner_.next_item('}')) {
      scanner_.skip_space();
      const std::size_t place = scanner_.position();
      const std::string key = scanner_.read_string();
      scanner_.expect(':');
      const FieldDescriptor* field = find_field(message, key);
      if (field == nullptr) {
        violate(place, path, show(key), "is no field of " + message.GetDescriptor()->name(),
                "Known: " + known_names(*message.GetDescriptor()) + ".");
        scanner_.skip_value();
        continue;
      }
      const auto* oneof = field->real_containing_oneof();
      if (!seen.insert(field).second) violate(place, path, show(key), "is given twice", "Give it once.");
      if (oneof != nullptr && message.GetReflection()->HasOneof(message, oneof)) {
        violate(place, path, show(key), "is a second choice", "Give one of " + known_names(*oneof) + ".");
      }
      parse_field(message, *field, path);
    }
  }

  static const FieldDescriptor* find_field(const Message& message, const std::string& key) {
    const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(key);
    return field != nullptr ? field : message.GetDescriptor()->FindFieldByCamelcaseName(key);
  }

  void parse_field(Message& message, const FieldDescriptor& field, const std::string& path) {
    if (scanner_.accept_null()) return;
    if (!field.is_repeated()) return parse_value(message, field, field_path(path, field, -1));
    if (!scanner_.accept('[')) return refuse(field_path(path, field, -1), "must be a list in [ ]");
    for (bool more = !scanner_.accept(']'); more; more = scanner_.next_item(']')) {
      parse_value(message, field, field_path(path, field, message.GetReflection()->FieldSize(message, &field)));
    }
  }

  void parse_value(Message& message, const FieldDescriptor& field, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!scanner_.looking_at('{')) return refuse(path, "must be an object in { }");
      return parse_object(
          *(field.is_repeated() ? reflection.AddMessage(&message, &field) : reflection.MutableMessage(&message, &field)), path);
    }
    if (scanner_.looking_at('{') || scanner_.looking_at('[')) return refuse(path, "must be a single value");
    scanner_.skip_space();
    const std::size_t place = scanner_.position();
    const JsonScalar scalar = scanner_.read_scalar();
    const std::string rule = put(message, field, scalar);
    if (rule.empty()) return;
    const bool is_choice = field.enum_type() != nullptr;
    violate(place, path, scalar.text, rule, is_choice ? "One of " + known_names(*field.enum_type()) + "." : "");
  }

  /// Sets or appends the value; the rule that it breaks, or nothing.
  static std::string put(Message& message, const FieldDescriptor& field, const JsonScalar& scalar) {
    const Reflection& reflection = *message.GetReflection();
    const bool list = field.is_repeated();
    const bool is_word = scalar.kind == JsonScalar::Kind::WORD;
    const bool is_string = scalar.kind == JsonScalar::Kind::STRING;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        if (!is_string) return "must be a text in quotation marks";
        list ? reflection.AddString(&message, &field, scalar.text) : reflection.SetString(&message, &field, scalar.text);
        return {};
      case FieldDescriptor::CPPTYPE_BOOL:
        if (!is_word || scalar.text == "null") return "must be true or false";
        list ? reflection.AddBool(&message, &field, scalar.text == "true")
             : reflection.SetBool(&message, &field, scalar.text == "true");
        return {};
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* value = is_string ? field.enum_type()->FindValueByName(scalar.text) : nullptr;
        const auto code = is_string || is_word ? std::nullopt : integer<std::int32_t>(scalar.text);
        if (value == nullptr && !code) return "is no " + field.enum_type()->name();
        const int choice = value != nullptr ? value->number() : *code;
        list ? reflection.AddEnumValue(&message, &field, choice) : reflection.SetEnumValue(&message, &field, choice);
        return {};
      }
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        const auto value = is_word ? std::nullopt : real(scalar);
        if (!value) return "must be a number";
        list ? reflection.AddDouble(&message, &field, *value) : reflection.SetDouble(&message, &field, *value);
        return {};
      }
      case FieldDescriptor::CPPTYPE_INT32: {
        const auto value = is_word ? std::nullopt : integer<std::int32_t>(scalar.text);
        if (!value) return "must be a whole number of at most 32 bits";
        list ? reflection.AddInt32(&message, &field, *value) : reflection.SetInt32(&message, &field, *value);
        return {};
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        const auto value = is_word ? std::nullopt : integer<std::int64_t>(scalar.text);
        if (!value) return "must be a whole number of at most 64 bits";
        list ? reflection.AddInt64(&message, &field, *value) : reflection.SetInt64(&message, &field, *value);
        return {};
      }
      default: {
        const auto value = is_word ? std::nullopt : integer<std::uint64_t>(scalar.text);
        if (!value) return "must be a whole number from 0, of at most 64 bits";
        list ? reflection.AddUInt64(&message, &field, *value) : reflection.SetUInt64(&message, &field, *value);
        return {};
      }
    }
  }

  /// The value that comes next is of the wrong kind.
  void refuse(const std::string& path, std::string rule) {
    scanner_.skip_space();
    violate(scanner_.position(), path, "", std::move(rule), "");
    scanner_.skip_value();
  }

  void violate(std::size_t position, const std::string& path, std::string value, std::string rule, std::string remedy) {
    const std::string at = file_ + ":" + scanner_.place(position) + (path.empty() ? "" : ": " + path);
    violations_.push_back({at, std::move(value), std::move(rule), std::move(remedy)});
  }

  JsonScanner scanner_;
  const std::string& file_;
  std::vector<Violation>& violations_;
};

}  // namespace

void parse_json(std::string_view text, const std::string& file, Message& message, std::vector<Violation>& violations) {
  std::vector<Violation> found;
  try {
    JsonParser(text, file, found).parse(message);
  } catch (const JsonSyntaxError& error) {
    message.Clear();
    found = {{file + ":" + error.place, "", error.rule, "Correct the syntax first."}};
  }
  violations.insert(violations.end(), found.begin(), found.end());
}

}  // namespace lodestone::wire
