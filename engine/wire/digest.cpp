#include <lodestone/wire/digest.hpp>

#include <bit>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/sha256.hpp>

namespace lodestone::wire {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Reflection;

class Walk {
 public:
  void message(const Message& message) {
    LODESTONE_EXPECT(message.GetReflection()->GetUnknownFields(message).empty());
    std::vector<const FieldDescriptor*> given;
    message.GetReflection()->ListFields(message, &given);  // in the order of their numbers
    for (const FieldDescriptor* field : given) {
      number(static_cast<std::uint64_t>(field->number()));
      const int size = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
      if (field->is_repeated()) number(static_cast<std::uint64_t>(size));
      for (int item = 0; item < size; ++item) value(message, *field, field->is_repeated() ? item : -1);
    }
    number(0);  // no field has this number: the message ends
  }

  void text(const std::string& bytes) {
    number(bytes.size());
    hash_.update(bytes);
  }

  std::string digest() { return hash_.hex_digest(); }

 private:
  void value(const Message& message, const FieldDescriptor& field, int index) {
    const Reflection& reflection = *message.GetReflection();
    const bool single = index < 0;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return this->message(single ? reflection.GetMessage(message, &field)
                                    : reflection.GetRepeatedMessage(message, &field, index));
      case FieldDescriptor::CPPTYPE_STRING:
        return text(single ? reflection.GetString(message, &field) : reflection.GetRepeatedString(message, &field, index));
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return number(std::bit_cast<std::uint64_t>(single ? reflection.GetDouble(message, &field)
                                                          : reflection.GetRepeatedDouble(message, &field, index)));
      case FieldDescriptor::CPPTYPE_BOOL:
        return number(single ? reflection.GetBool(message, &field) : reflection.GetRepeatedBool(message, &field, index));
      case FieldDescriptor::CPPTYPE_ENUM:
        return integer(single ? reflection.GetEnumValue(message, &field)
                              : reflection.GetRepeatedEnumValue(message, &field, index));
      case FieldDescriptor::CPPTYPE_INT32:
        return integer(single ? reflection.GetInt32(message, &field) : reflection.GetRepeatedInt32(message, &field, index));
      case FieldDescriptor::CPPTYPE_INT64:
        return integer(single ? reflection.GetInt64(message, &field) : reflection.GetRepeatedInt64(message, &field, index));
      case FieldDescriptor::CPPTYPE_UINT64:
        return number(single ? reflection.GetUInt64(message, &field) : reflection.GetRepeatedUInt64(message, &field, index));
      default:
        broken_promise("the schema uses no other type", __FILE__, __LINE__);
    }
  }

  void integer(std::int64_t value) { number(static_cast<std::uint64_t>(value)); }

  void number(std::uint64_t value) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(value >> (8 * i) & 0xff);
    hash_.update(bytes);
  }

  Sha256 hash_;
};

}  // namespace

std::string digest_of(const Message& message) {
  Walk walk;
  walk.text(message.GetDescriptor()->full_name());
  walk.message(message);
  return walk.digest();
}

std::string results_digest(const Message& report) {
  return digest_of(report.GetReflection()->GetMessage(report, report.GetDescriptor()->FindFieldByName("results")));
}

}  // namespace lodestone::wire
