#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>

namespace lodestone {
namespace {

namespace pb = google::protobuf;
using Names = std::vector<std::string>;

/// The files of the contract, with their comments, as the build compiled them.
class Schema : public testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(LODESTONE_DESCRIPTORS, std::ios::binary);
    ASSERT_TRUE(set_.ParseFromIstream(&file)) << LODESTONE_DESCRIPTORS;
    for (const auto& described : set_.file()) {
      const pb::FileDescriptor* built = pool_.BuildFile(described);
      ASSERT_NE(built, nullptr);
      files_.push_back(built);
      for (int i = 0; i < built->message_type_count(); ++i) messages_.push_back(built->message_type(i));
      for (int i = 0; i < built->enum_type_count(); ++i) enums_.push_back(built->enum_type(i));
    }
  }

  pb::FileDescriptorSet set_;
  pb::DescriptorPool pool_;
  std::vector<const pb::FileDescriptor*> files_;
  std::vector<const pb::Descriptor*> messages_;
  std::vector<const pb::EnumDescriptor*> enums_;
};

bool is_pascal(const std::string& name) { return std::regex_match(name, std::regex("([A-Z][a-z0-9]*)+")); }
bool is_snake(const std::string& name) { return std::regex_match(name, std::regex("[a-z][a-z0-9]*(_[a-z0-9]+)*")); }

std::string upper_snake(const std::string& pascal) {
  std::string name;
  for (const char c : pascal) {
    if (std::isupper(static_cast<unsigned char>(c)) && !name.empty()) name += '_';
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

template <class Described>
bool has_comment(const Described& described) {
  pb::SourceLocation location;
  return described.GetSourceLocation(&location) && location.leading_comments.find_first_not_of(" \n") != std::string::npos &&
         location.leading_comments.find("TODO") == std::string::npos;
}

TEST_F(Schema, KeepsTheStandardRulesForFilesAndMessages) {
  ASSERT_GE(files_.size(), 10u);
  for (const pb::FileDescriptor* file : files_) {
    EXPECT_EQ(file->package(), "lodestone.v1");
    EXPECT_TRUE(std::regex_match(file->name(), std::regex("lodestone/v1/[a-z][a-z0-9_]*\\.proto"))) << file->name();
    EXPECT_EQ(file->syntax(), pb::FileDescriptor::SYNTAX_PROTO3);
    EXPECT_EQ(file->service_count(), 0);
    EXPECT_EQ(file->public_dependency_count(), 0);
    EXPECT_EQ(file->weak_dependency_count(), 0);
  }
  for (const pb::Descriptor* message : messages_) {
    EXPECT_TRUE(is_pascal(message->name())) << message->full_name();
    EXPECT_EQ(message->nested_type_count(), 0) << message->full_name() << " holds a map or a nested message";
    for (int i = 0; i < message->field_count(); ++i) {
      EXPECT_TRUE(is_snake(message->field(i)->name())) << message->field(i)->full_name();
      EXPECT_EQ(message->field(i)->number(), i + 1) << message->field(i)->full_name();
    }
    for (int i = 0; i < message->real_oneof_decl_count(); ++i) EXPECT_TRUE(is_snake(message->oneof_decl(i)->name()));
  }
}

TEST_F(Schema, KeepsTheStandardRulesForEnums) {
  for (const pb::EnumDescriptor* choices : enums_) {
    EXPECT_TRUE(is_pascal(choices->name())) << choices->full_name();
    EXPECT_FALSE(choices->options().allow_alias());
    const std::string prefix = upper_snake(choices->name()) + "_";
    for (int i = 0; i < choices->value_count(); ++i) {
      EXPECT_EQ(choices->value(i)->name().rfind(prefix, 0), 0u) << choices->value(i)->name();
      EXPECT_TRUE(std::regex_match(choices->value(i)->name(), std::regex("[A-Z][A-Z0-9_]*")));
    }
    EXPECT_EQ(choices->value(0)->name(), prefix + "UNSPECIFIED");
    EXPECT_EQ(choices->value(0)->number(), 0);
  }
}

TEST_F(Schema, UsesEveryImport) {
  for (const pb::FileDescriptor* file : files_) {
    std::set<const pb::FileDescriptor*> used;
    for (int m = 0; m < file->message_type_count(); ++m) {
      for (int i = 0; i < file->message_type(m)->field_count(); ++i) {
        const pb::FieldDescriptor* field = file->message_type(m)->field(i);
        if (field->message_type() != nullptr) used.insert(field->message_type()->file());
        if (field->enum_type() != nullptr) used.insert(field->enum_type()->file());
      }
    }
    for (int i = 0; i < file->dependency_count(); ++i) {
      EXPECT_TRUE(used.contains(file->dependency(i))) << file->name() << " imports " << file->dependency(i)->name();
    }
  }
}

TEST_F(Schema, HasACommentOnEverything) {
  for (const pb::Descriptor* message : messages_) {
    EXPECT_TRUE(has_comment(*message)) << message->full_name();
    for (int i = 0; i < message->field_count(); ++i)
      EXPECT_TRUE(has_comment(*message->field(i))) << message->field(i)->full_name();
    for (int i = 0; i < message->real_oneof_decl_count(); ++i) EXPECT_TRUE(has_comment(*message->oneof_decl(i)));
  }
  for (const pb::EnumDescriptor* choices : enums_) {
    EXPECT_TRUE(has_comment(*choices)) << choices->full_name();
    for (int i = 0; i < choices->value_count(); ++i)
      EXPECT_TRUE(has_comment(*choices->value(i))) << choices->value(i)->full_name();
  }
}

TEST_F(Schema, TellsNotGivenFromZeroInEveryNumberSwitchAndChoice) {
  for (const pb::Descriptor* message : messages_) {
    for (int i = 0; i < message->field_count(); ++i) {
      const pb::FieldDescriptor* field = message->field(i);
      if (field->is_repeated() || field->cpp_type() == pb::FieldDescriptor::CPPTYPE_STRING) continue;
      EXPECT_TRUE(field->has_presence()) << field->full_name();
    }
  }
}

/// What the headers of the model and the report declare: members of structs and values of enums, in their order.
struct Declared {
  std::map<std::string, Names> structs;
  std::map<std::string, Names> enums;
};

Names matches(const std::string& text, const std::regex& pattern) {
  Names found;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), pattern); match != std::sregex_iterator(); ++match) {
    found.push_back((*match)[1]);
  }
  return found;
}

void read_header(const std::string& path, Declared& declared) {
  std::ifstream file(path);
  ASSERT_TRUE(file.is_open()) << path;
  const std::regex member(R"(^  [\w:<>]+ (\w+)( = [^;]*)?;)");
  std::smatch match;
  std::string open_struct;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_match(line, match, std::regex(R"(enum class (\w+) \{(.*)\};)"))) {
      declared.enums[match[1]] = matches(match[2], std::regex(R"((\w+))"));
    } else if (std::regex_match(line, match, std::regex(R"(struct (?:LODESTONE_EXPORT )?(\w+) \{)"))) {
      open_struct = match[1];
    } else if (line == "};") {
      open_struct.clear();
    } else if (!open_struct.empty() && std::regex_search(line, match, member) && line.find("friend") == std::string::npos) {
      declared.structs[open_struct].push_back(match[1]);
    }
  }
}

Declared read_headers() {
  Declared declared;
  for (const char* name : {"units", "market", "policy", "licences", "pricing", "projects", "instruments", "portfolio",
                           "settings", "study", "node", "valuation", "input_range", "repaired_correlation"}) {
    read_header("engine/model/" + std::string(name) + ".hpp", declared);
  }
  for (const char* path : {"engine/base/input_file.hpp", "engine/risk/report.hpp", "calibration/history/calibration_run.hpp",
                           "calibration/backtest/test_result.hpp", "calibration/backtest/traffic_light.hpp",
                           "calibration/backtest/judge_forecasts.hpp", "calibration/backtest/backtest_report.hpp",
                           "calibration/market/calibration_spec.hpp", "calibration/market/calibration_report.hpp"}) {
    read_header(path, declared);
  }
  return declared;
}

/// The fields of a message in their order; those of a oneof stand for it.
Names members_of(const pb::Descriptor& message) {
  Names names;
  for (int i = 0; i < message.field_count(); ++i) {
    const pb::FieldDescriptor* field = message.field(i);
    const auto* oneof = field->real_containing_oneof();
    if (oneof == nullptr || oneof->field(0) == field) names.push_back(oneof == nullptr ? field->name() : oneof->name());
  }
  return names;
}

TEST_F(Schema, HasAMessageForEveryStructWithTheSameMembersInTheSameOrder) {
  const Declared declared = read_headers();
  ASSERT_GE(declared.structs.size(), 60u);
  std::set<std::string> without_struct;
  for (const pb::Descriptor* message : messages_) {
    const auto found = declared.structs.find(message->name());
    if (found == declared.structs.end()) {
      without_struct.insert(message->name());
    } else {
      EXPECT_EQ(members_of(*message), found->second) << message->name();
    }
  }
  EXPECT_EQ(without_struct, (std::set<std::string>{"Date", "PriceFormula"}));
  for (const auto& [name, members] : declared.structs) {
    EXPECT_NE(pool_.FindMessageTypeByName("lodestone.v1." + name), nullptr) << name;
  }
}

TEST_F(Schema, HasAnEnumForEveryEnumWithTheSameValuesInTheSameOrder) {
  const Declared declared = read_headers();
  EXPECT_EQ(declared.enums.size(), enums_.size());
  for (const pb::EnumDescriptor* choices : enums_) {
    const auto found = declared.enums.find(choices->name());
    ASSERT_NE(found, declared.enums.end()) << choices->name();
    Names names;
    for (int i = 1; i < choices->value_count(); ++i) {
      names.push_back(choices->value(i)->name().substr(upper_snake(choices->name()).size() + 1));
      EXPECT_EQ(choices->value(i)->number(), i);
    }
    EXPECT_EQ(names, found->second) << choices->name();
  }
}

}  // namespace
}  // namespace lodestone
