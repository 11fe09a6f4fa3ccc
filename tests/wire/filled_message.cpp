#include <algorithm>
#include <string>
#include <wire/filled_message.hpp>

namespace lodestone::wire {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

namespace {

/// A list of messages needs as many items as they have alternatives; two for any other list.
int items(const FieldDescriptor& list) {
  const Descriptor* type = list.message_type();
  if (type == nullptr || type->real_oneof_decl_count() == 0) return 2;
  return std::max(2, type->oneof_decl(0)->field_count());
}

}  // namespace

void MessageFiller::fill(Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  if (type.name() == "Date") return fill_date(message);
  for (int index = 0; index < type.field_count(); ++index) {
    const FieldDescriptor& field = *type.field(index);
    if (field.real_containing_oneof() == nullptr) fill_field(message, field);
  }
  for (int index = 0; index < type.real_oneof_decl_count(); ++index) {
    const auto& oneof = *type.oneof_decl(index);
    fill_value(message, *oneof.field(turn_[&oneof]++ % oneof.field_count()));
  }
}

void MessageFiller::fill_date(Message& message) {
  const int count = counter_++;
  const auto set = [&](const char* name, int value) {
    message.GetReflection()->SetInt32(&message, message.GetDescriptor()->FindFieldByName(name), value);
  };
  set("year", 2000 + count % 100);
  set("month", 1 + count % 12);
  set("day", 1 + count % 28);
}

void MessageFiller::fill_field(Message& message, const FieldDescriptor& field) {
  if (!field.is_repeated()) return fill_value(message, field);
  const int count = items(field);
  const Descriptor* type = field.message_type();
  for (int item = 0; item < count; ++item) {
    fill_value(message, field);
    if (type == nullptr || type->real_oneof_decl_count() == 0) continue;
    Message& filled = *message.GetReflection()->MutableRepeatedMessage(&message, &field, item);
    fill_value(filled, *type->oneof_decl(0)->field(item));
  }
}

void MessageFiller::fill_value(Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  const bool list = field.is_repeated();
  const int count = ++counter_;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      fill(*(list ? reflection.AddMessage(&message, &field) : reflection.MutableMessage(&message, &field)));
      break;
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = field.name() + " №" + std::to_string(count);
      list ? reflection.AddString(&message, &field, text) : reflection.SetString(&message, &field, text);
      break;
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = 1 + count % (field.enum_type()->value_count() - 1);
      list ? reflection.AddEnumValue(&message, &field, number) : reflection.SetEnumValue(&message, &field, number);
      break;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
      list ? reflection.AddDouble(&message, &field, count / 7.0) : reflection.SetDouble(&message, &field, count / 7.0);
      break;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, count % 2 == 0);
      break;
    case FieldDescriptor::CPPTYPE_INT32:
      list ? reflection.AddInt32(&message, &field, -count) : reflection.SetInt32(&message, &field, -count);
      break;
    case FieldDescriptor::CPPTYPE_INT64:
      list ? reflection.AddInt64(&message, &field, (std::int64_t{1} << 40) + count)
           : reflection.SetInt64(&message, &field, (std::int64_t{1} << 40) + count);
      break;
    default:
      reflection.SetUInt64(&message, &field, ~std::uint64_t{0} - static_cast<std::uint64_t>(count));
  }
}

}  // namespace lodestone::wire
