#include <lodestone/wire/merge_messages.hpp>
#include <lodestone/wire/schema/field_names.hpp>

namespace lodestone::wire {
namespace {

using google::protobuf::FieldDescriptor;

bool is_section(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field.message_type()->name() != "Date";
}

/// Every single value that both messages set.
void find_set_twice(const Message& first, const Message& second, const std::string& path, std::vector<std::string>& twice) {
  std::vector<const FieldDescriptor*> given;
  first.GetReflection()->ListFields(first, &given);
  for (const FieldDescriptor* field : given) {
    if (field->is_repeated() || !second.GetReflection()->HasField(second, field)) continue;
    const std::string place = field_path(path, *field, -1);
    if (is_section(*field)) {
      find_set_twice(first.GetReflection()->GetMessage(first, field), second.GetReflection()->GetMessage(second, field), place,
                     twice);
    } else {
      twice.push_back(place);
    }
  }
}

}  // namespace

std::unique_ptr<Message> merge_messages(const std::vector<FileMessage>& files, std::vector<Violation>& violations) {
  std::unique_ptr<Message> merged(files.front().message->New());
  for (auto second = files.begin(); second != files.end(); ++second) {
    for (auto first = files.begin(); first != second; ++first) {
      std::vector<std::string> twice;
      find_set_twice(*first->message, *second->message, "", twice);
      for (const std::string& path : twice) {
        violations.push_back({path, "", "is set in " + first->file + " and in " + second->file, "Set it in one of them."});
      }
    }
    merged->MergeFrom(*second->message);
  }
  return merged;
}

}  // namespace lodestone::wire
