#include <google/protobuf/unknown_field_set.h>

#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/schema/field_names.hpp>

namespace lodestone::wire {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;

/// Well-formed UTF-8 (RFC 3629): no stray or missing continuation, nothing overlong, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4 || at + length > text.size()) return false;
    for (std::size_t next = 1; next < length; ++next) {
      if ((static_cast<unsigned char>(text[at + next]) & 0xc0) != 0x80) return false;
    }
    const auto second = static_cast<unsigned char>(length > 1 ? text[at + 1] : '\0');
    if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f)) return false;
    if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) return false;
    at += length;
  }
  return true;
}

class FaultFinder {
 public:
  FaultFinder(const std::string& file, std::vector<Violation>& violations) : file_(file), violations_(violations) {}

  void visit(const Message& message, const std::string& path) {
    visit_unknown(message, path);
    std::vector<const FieldDescriptor*> given;
    message.GetReflection()->ListFields(message, &given);
    for (const FieldDescriptor* field : given) {
      if (!field->is_repeated()) {
        visit_field(message, *field, -1, path);
        continue;
      }
      const int size = message.GetReflection()->FieldSize(message, field);
      for (int index = 0; index < size; ++index) visit_field(message, *field, index, path);
    }
  }

 private:
  void visit_unknown(const Message& message, const std::string& path) {
    const auto& unknown = message.GetReflection()->GetUnknownFields(message);
    for (int index = 0; index < unknown.field_count(); ++index) {
      const int number = unknown.field(index).number();
      const bool known = message.GetDescriptor()->FindFieldByNumber(number) != nullptr;
      violations_.push_back({place(path), "field number " + std::to_string(number),
                             (known ? "is of another type in " : "is no field of ") + message.GetDescriptor()->name(),
                             "Write the file with this version's schema."});
    }
  }

  void visit_field(const Message& message, const FieldDescriptor& field, int index, const std::string& path) {
    const Reflection& reflection = *message.GetReflection();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      visit(index < 0 ? reflection.GetMessage(message, &field) : reflection.GetRepeatedMessage(message, &field, index),
            field_path(path, field, index));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      const int number =
          index < 0 ? reflection.GetEnumValue(message, &field) : reflection.GetRepeatedEnumValue(message, &field, index);
      const auto* value = field.enum_type()->FindValueByNumber(number);
      if (value != nullptr && number != 0) return;
      violations_.push_back({place(field_path(path, field, index)), value != nullptr ? value->name() : std::to_string(number),
                             value != nullptr ? "must be specified" : "is no " + field.enum_type()->name(),
                             "One of " + known_names(*field.enum_type()) + "."});
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      std::string scratch;
      const std::string& text = index < 0 ? reflection.GetStringReference(message, &field, &scratch)
                                          : reflection.GetRepeatedStringReference(message, &field, index, &scratch);
      if (is_utf8(text)) return;
      violations_.push_back({place(field_path(path, field, index)), "", "must be UTF-8", "Save the text as UTF-8."});
    }
  }

  std::string place(const std::string& path) const {
    if (file_.empty()) return path;
    return path.empty() ? file_ : file_ + ": " + path;
  }

  const std::string& file_;
  std::vector<Violation>& violations_;
};

}  // namespace

void find_faults(const Message& message, const std::string& file, std::vector<Violation>& violations) {
  FaultFinder(file, violations).visit(message, "");
}

}  // namespace lodestone::wire
