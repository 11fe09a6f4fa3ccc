#include <gtest/gtest.h>

#include <lodestone/model/find_input.hpp>
#include <lodestone/wire/schema/field_names.hpp>
#include <lodestone/wire/schema/messages.hpp>
#include <string>
#include <utility>
#include <vector>
#include <wire/filled_message.hpp>

namespace lodestone {
namespace {

using google::protobuf::FieldDescriptor;
using wire::Message;

/// Every real number of a message with its path, as a violation spells it.
void collect(const Message& message, const std::string& path, std::vector<std::pair<std::string, double>>& numbers) {
  std::vector<const FieldDescriptor*> given;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &given);
  for (const FieldDescriptor* field : given) {
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      const std::string here = wire::field_path(path, *field, field->is_repeated() ? i : -1);
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        collect(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i) : reflection.GetMessage(message, field),
                here, numbers);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
        numbers.emplace_back(here, field->is_repeated() ? reflection.GetRepeatedDouble(message, field, i)
                                                        : reflection.GetDouble(message, field));
      }
    }
  }
}

TEST(InputPath, LeadsToEveryRealNumberThatAStudyCanHold) {
  const auto message = wire::new_study_message();
  wire::MessageFiller().fill(*message);
  std::vector<Violation> violations;
  Study study = wire::to_study(*message, violations);
  std::vector<std::pair<std::string, double>> numbers;
  collect(*message, "", numbers);
  int found = 0;
  for (const auto& [path, value] : numbers) {
    if (path.rfind("measures", 0) == 0 || path.rfind("input_ranges", 0) == 0) continue;
    const InputPlace place = find_input(study, path);
    ASSERT_NE(place.number, nullptr) << path << ": " << place.rule;
    EXPECT_EQ(*place.number, value) << path;  // no two numbers are alike
    EXPECT_EQ(find_input(study, place.name).number, place.number) << path << " is named " << place.name;
    ++found;
  }
  EXPECT_GE(found, 200);
}

}  // namespace
}  // namespace lodestone
