#include <lodestone/calibration/wire/calibration_files.hpp>

#include <lodestone/calibration/wire/sections.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/schema/convert.hpp>
#include <wire/filled_message.hpp>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <calibration/market/synthetic_desk.hpp>
#include <memory>

namespace lodestone::calibration {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;
using wire::Message;

std::unique_ptr<Message> new_message(const char* type) {
  static_cast<void>(encode(CalibrationReport{}));  // so that the types are linked
  static_cast<void>(to_text(CalibrationSpec{}));
  const auto* found = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(found)->New());
}

template <class T>
void expect_round_trip(const char* type) {
  const auto sent = new_message(type);
  wire::MessageFiller().fill(*sent);
  std::vector<Violation> violations;
  const auto received = wire::encoded(new_message(type), wire::decoded<T>(*sent, violations));
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(wire::print_text(*received), wire::print_text(*sent));
}

TEST(CalibrationFiles, LoseNoFieldOfASpec) { expect_round_trip<CalibrationSpec>("lodestone.v1.CalibrationSpec"); }
TEST(CalibrationFiles, LoseNoFieldOfAReport) { expect_round_trip<CalibrationReport>("lodestone.v1.CalibrationReport"); }

TEST(CalibrationFiles, ReadASpecAsItWasWritten) {
  const TemporaryFolder folder;
  const CalibrationSpec spec = synthetic_spec();
  EXPECT_EQ(to_text(read_calibration_spec(folder.file("spec.textproto", to_text(spec)))), to_text(spec));
}

TEST(CalibrationFiles, SayWhatIsWrongWithASpecAndWhere) {
  const TemporaryFolder folder;
  EXPECT_THAT(violations_of([&] { read_calibration_spec(folder.file("a.textproto", "as_of {\n  yeer: 2025\n}")); }),
              Contains(HasSubstr("a.textproto:2")));
  EXPECT_THAT(violations_of([&] { read_calibration_spec(folder.file("b.textproto", "factors { id: \"a\" }")); }), SizeIs(2));
  EXPECT_THAT(violations_of([&] { read_calibration_spec(folder.file("c.csv", "")); }), Contains(HasSubstr(".textproto")));
}

TEST(CalibrationFiles, ReadTheMarketThatWasWrittenInEveryFormat) {
  const TemporaryFolder folder;
  const MarketPart part = calibrate(synthetic_spec(), synthetic_files()).part;
  ASSERT_FALSE(part.input_ranges.empty());
  for (const char* name : {"market.textproto", "market.json", "market.pb"}) {
    write_market_part(part, folder / name, "Two lines\nof comment");
    const std::filesystem::path file = folder / name;
    EXPECT_EQ(to_text(read_market_part(std::span(&file, 1))), to_text(part)) << name;
  }
}

TEST(CalibrationFiles, RefuseADeskFileWithMoreThanACalibrationWrites) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.file("desk.textproto", "market {} as_of { year: 2025 month: 12 day: 31 }");
  EXPECT_THAT(violations_of([&] { read_market_part(std::span(&file, 1)); }), Contains(HasSubstr("desk.textproto: as_of")));
}

TEST(CalibrationFiles, NameEveryHistoryFileThatIsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(violations_of([&] { read_history_files(synthetic_spec(), folder / ""); }), SizeIs(2));
  folder.file("history.csv", "date,A\n");
  folder.file("events.csv", "date\n");
  EXPECT_THAT(read_history_files(synthetic_spec(), folder / ""), SizeIs(2));
}

TEST(CalibrationFiles, SealAReportOverItsResultsAndInputs) {
  CalibrationReport report;
  report.results = calibrate(synthetic_spec(), synthetic_files()).results;
  report.run.inputs = {{"history.csv", std::string(64, 'a')}};
  seal(report);
  const std::string first = report.fingerprint;
  EXPECT_EQ(to_json(decode_calibration_report(encode(report), "x.pb")), to_json(report));
  report.run.seconds = 3.0;
  seal(report);
  EXPECT_EQ(report.fingerprint, first);  // how it was made does not enter
  report.run.inputs[0].sha256 = std::string(64, 'b');
  seal(report);
  EXPECT_NE(report.fingerprint, first);
  report.results.estimates[0].value += 1e-12;
  EXPECT_THAT(violations_of([&] { decode_calibration_report(encode(report), "x.pb"); }), Contains(HasSubstr("fingerprint")));
}

}  // namespace
}  // namespace lodestone::calibration
