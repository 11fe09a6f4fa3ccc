#include <gtest/gtest.h>

#include <limits>
#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/read_study.hpp>
#include <lodestone/wire/schema/messages.hpp>
#include <lodestone/wire/write_report.hpp>
#include <lodestone/wire/write_study.hpp>
#include <set>
#include <wire/filled_message.hpp>
#include <wire/temporary_folder.hpp>

namespace lodestone {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using wire::Message;

std::unique_ptr<Message> filled(std::unique_ptr<Message> message) {
  wire::MessageFiller().fill(*message);
  return message;
}

void note_set_fields(const Message& message, std::set<const FieldDescriptor*>& set) {
  std::vector<const FieldDescriptor*> given;
  message.GetReflection()->ListFields(message, &given);
  for (const FieldDescriptor* field : given) {
    set.insert(field);
    if (field->message_type() == nullptr) continue;
    const int size = field->is_repeated() ? message.GetReflection()->FieldSize(message, field) : 1;
    for (int item = 0; item < size; ++item) {
      note_set_fields(field->is_repeated() ? message.GetReflection()->GetRepeatedMessage(message, field, item)
                                           : message.GetReflection()->GetMessage(message, field),
                      set);
    }
  }
}

void collect_fields(const Descriptor& type, std::set<const Descriptor*>& seen, std::set<const FieldDescriptor*>& fields) {
  if (!seen.insert(&type).second) return;
  for (int index = 0; index < type.field_count(); ++index) {
    fields.insert(type.field(index));
    if (type.field(index)->message_type() != nullptr) collect_fields(*type.field(index)->message_type(), seen, fields);
  }
}

/// Names of the fields that `message` sets nowhere.
std::set<std::string> never_set(const Message& message) {
  std::set<const FieldDescriptor*> set;
  note_set_fields(message, set);
  std::set<const Descriptor*> seen;
  std::set<const FieldDescriptor*> fields;
  collect_fields(*message.GetDescriptor(), seen, fields);
  std::set<std::string> names;
  for (const FieldDescriptor* field : fields) {
    if (!set.contains(field)) names.insert(field->full_name());
  }
  return names;
}

TEST(RoundTrip, OfAStudyThatSetsEveryFieldLosesNone) {
  const auto sent = filled(wire::new_study_message());
  ASSERT_EQ(never_set(*sent), std::set<std::string>{});
  std::vector<Violation> violations;
  const auto received = wire::to_message(wire::to_study(*sent, violations));
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(wire::print_text(*received), wire::print_text(*sent));
}

TEST(RoundTrip, OfAReportThatSetsEveryFieldLosesNone) {
  const auto sent = filled(wire::new_report_message());
  ASSERT_EQ(never_set(*sent), std::set<std::string>{});
  std::vector<Violation> violations;
  const auto received = wire::to_message(wire::to_report(*sent, violations));
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(wire::print_text(*received), wire::print_text(*sent));
}

TEST(RoundTrip, OfAStudyThroughTextJsonAndBytesGivesTheSameStudy) {
  std::vector<Violation> violations;
  const Study sent = wire::to_study(*filled(wire::new_study_message()), violations);
  const TemporaryFolder folder;
  for (const char* name : {"study.textproto", "study.json", "study.pb"}) {
    write_study(sent, folder / name);
    const Study received = read_study(folder / name);
    EXPECT_EQ(to_text(received), to_text(sent)) << name;
    EXPECT_EQ(input_fingerprint(received), input_fingerprint(sent)) << name;
  }
}

TEST(RoundTrip, OfAnEmptyStudyKeepsEveryDefaultOfTheModel) {
  Study sent;
  sent.as_of = make_date(2025, 12, 31);
  std::vector<Violation> violations;
  const Study received = wire::to_study(*wire::to_message(sent), violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_TRUE(received.measures.books);
  EXPECT_EQ(received.simulation.maximum_sampled_series, 64);
  EXPECT_EQ(received.simulation.weekly_until, kNoDate);
  EXPECT_FALSE(received.simulation.seed.has_value());
  EXPECT_EQ(to_text(received), to_text(sent));
}

TEST(RoundTrip, KeepsEveryBitOfADouble) {
  Study sent;
  sent.as_of = make_date(2025, 12, 31);
  const double awkward[] = {-0.0, 0.1, 1.0 / 3.0, 5e-324, 1.7976931348623157e308, std::numeric_limits<double>::infinity()};
  for (const double value : awkward) sent.measures.confidences.push_back(value);
  const TemporaryFolder folder;
  for (const char* name : {"study.textproto", "study.json", "study.pb"}) {
    write_study(sent, folder / name);
    const auto received = read_study(folder / name).measures.confidences;
    ASSERT_EQ(received.size(), std::size(awkward)) << name;
    for (std::size_t i = 0; i < received.size(); ++i) {
      EXPECT_EQ(std::bit_cast<std::uint64_t>(received[i]), std::bit_cast<std::uint64_t>(awkward[i]))
          << name << " " << awkward[i];
    }
  }
}

TEST(RoundTrip, OfAReportThroughItsFileGivesTheSameReport) {
  std::vector<Violation> violations;
  RiskReport sent = wire::to_report(*filled(wire::new_report_message()), violations);
  seal(sent, Study{});
  const TemporaryFolder folder;
  write_report(sent, folder / "report.pb");
  EXPECT_EQ(to_json(read_report(folder / "report.pb")), to_json(sent));
}

}  // namespace
}  // namespace lodestone
