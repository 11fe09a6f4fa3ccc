#include <lodestone/calibration/wire/backtest_file.hpp>

#include <lodestone/calibration/wire/sections.hpp>
#include <lodestone/wire/print_message.hpp>
#include <lodestone/wire/schema/convert.hpp>
#include <wire/filled_message.hpp>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

#include <gmock/gmock.h>
#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <cmath>
#include <memory>

namespace lodestone::calibration {
namespace {

using testing::Contains;
using testing::HasSubstr;
using wire::Message;

std::unique_ptr<Message> new_message() {
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName("lodestone.v1.BacktestReport");
  return std::unique_ptr<Message>(google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

BacktestReport filled_report() {
  const auto message = new_message();
  wire::MessageFiller().fill(*message);
  std::vector<Violation> violations;
  return wire::decoded<BacktestReport>(*message, violations);
}

TEST(BacktestFile, LosesNoFieldOnTheWay) {
  static_cast<void>(encode(BacktestReport{}));  // so that the type is linked
  const auto sent = new_message();
  wire::MessageFiller().fill(*sent);
  std::vector<Violation> violations;
  const auto received = wire::encoded(new_message(), wire::decoded<BacktestReport>(*sent, violations));
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(wire::print_text(*received), wire::print_text(*sent));
}

TEST(BacktestFile, IsReadAsItWasWritten) {
  BacktestReport report = filled_report();
  report.results.verdicts[0].verdict.levels[0].z1 = TestResult{};  // not possible: left out, and not possible again
  seal(report);
  const TemporaryFolder folder;
  write_backtest_report(report, folder / "backtest.pb");
  const std::string bytes = bytes_of(folder / "backtest.pb");
  EXPECT_TRUE(is_backtest_report(bytes));
  const BacktestReport read = decode_backtest_report(bytes, "backtest.pb");
  EXPECT_EQ(to_json(read), to_json(report));
  EXPECT_TRUE(std::isnan(read.results.verdicts[0].verdict.levels[0].z1.p_value));
}

TEST(BacktestFile, IsSealedOverItsResultsAlone) {
  BacktestReport report = filled_report();
  seal(report);
  const std::string sealed = report.fingerprint;
  report.run.seconds += 1.0;
  seal(report);
  EXPECT_EQ(report.fingerprint, sealed);
  double& p = report.results.verdicts[0].verdict.kolmogorov_smirnov.p_value;
  p = std::nextafter(p, 1.0);
  const TemporaryFolder folder;
  EXPECT_THAT(violations_of([&] { write_backtest_report(report, folder / "x.pb"); }), Contains(HasSubstr("fingerprint")));
  EXPECT_EQ(folder.entries(), 0u);
  seal(report);
  EXPECT_NE(report.fingerprint, sealed);
}

TEST(BacktestFile, IsRefusedWhenItIsCutAnywhere) {
  const google::protobuf::LogSilencer silence;
  BacktestReport report = filled_report();
  seal(report);
  const std::string whole = encode(report);
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    EXPECT_FALSE(is_backtest_report(whole.substr(0, length))) << length;
  }
  EXPECT_FALSE(is_backtest_report(whole.substr(0, whole.size() - 1)));
  EXPECT_TRUE(is_backtest_report(whole));
}

}  // namespace
}  // namespace lodestone::calibration
