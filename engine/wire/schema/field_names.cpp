#include <lodestone/wire/schema/field_names.hpp>

namespace lodestone::wire {
namespace {

void append(std::string& names, const std::string& name) {
  if (!names.empty()) names += ", ";
  names += name;
}

}  // namespace

std::string field_path(const std::string& parent, const google::protobuf::FieldDescriptor& described, int index) {
  std::string path = parent.empty() ? described.name() : parent + "." + described.name();
  if (index >= 0) path.append("[").append(std::to_string(index)).append("]");
  return path;
}

std::string known_names(const google::protobuf::Descriptor& message) {
  std::string names;
  for (int index = 0; index < message.field_count(); ++index) append(names, message.field(index)->name());
  return names;
}

std::string known_names(const google::protobuf::OneofDescriptor& oneof) {
  std::string names;
  for (int index = 0; index < oneof.field_count(); ++index) append(names, oneof.field(index)->name());
  return names;
}

std::string known_names(const google::protobuf::EnumDescriptor& choices) {
  std::string names;
  for (int index = 1; index < choices.value_count(); ++index) append(names, choices.value(index)->name());
  return names;
}

}  // namespace lodestone::wire
