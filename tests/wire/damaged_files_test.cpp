#include <gmock/gmock.h>
#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/read_report.hpp>
#include <lodestone/wire/read_study.hpp>
#include <lodestone/wire/schema/messages.hpp>
#include <lodestone/wire/write_report.hpp>
#include <lodestone/wire/write_study.hpp>
#include <wire/filled_message.hpp>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What the parser has to say goes into violations; its log only fills the screen of whoever runs the tests.
class DamagedFiles : public testing::Test {
 protected:
  const google::protobuf::LogSilencer silence_;
  TemporaryFolder folder_;
};

Study small_study() {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  study.market.factors.push_back({.id = "x", .initial_value = 1.0, .volatility_per_sqrt_year = {0.4}});
  study.policy.stances.push_back({.id = "world", .levels = {"free", "closed"}});
  study.projects.push_back({.id = "mine", .cash = 5.0});
  study.counterparties.push_back({.id = "buyer"});
  study.portfolio.positions.push_back({.id = "p", .instrument = EquityPosition{.observable = "S", .quantity = 3}});
  study.simulation.seed = 7;
  study.measures.confidences = {0.99};
  return study;
}

RiskReport small_report() {
  std::vector<Violation> violations;
  const auto message = wire::new_report_message();
  wire::MessageFiller().fill(*message);
  const RiskReport filled = wire::to_report(*message, violations);
  RiskReport report;
  report.results.as_of = make_date(2025, 12, 31);
  report.results.pnl = {filled.results.pnl.front()};
  report.results.pnl[0].conditionals.clear();
  report.results.warnings = {"few paths"};
  report.run.request_id = "r-1";
  seal(report, small_study());
  return report;
}

TEST_F(DamagedFiles, AStudyCutAtAnyByteIsRefused) {
  const std::string whole = encode(small_study());
  ASSERT_THAT(violations_of([&] { read_study(folder_.file("whole.pb", whole)); }), IsEmpty());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto path = folder_.file("cut.pb", whole.substr(0, length));
    EXPECT_THAT(violations_of([&] { read_study(path); }), Not(IsEmpty())) << length << " of " << whole.size() << " bytes";
  }
}

TEST_F(DamagedFiles, AReportCutAtAnyByteIsRefused) {
  const std::string whole = encode(small_report());
  ASSERT_THAT(violations_of([&] { decode_report(whole, "r.pb"); }), IsEmpty());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_THAT(violations_of([&] { decode_report(whole.substr(0, length), "r.pb"); }), Not(IsEmpty()))
        << length << " of " << whole.size() << " bytes";
  }
}

TEST_F(DamagedFiles, AReportWithAnyBitOfItsResultsOrFingerprintFlippedIsRefused) {
  RiskReport report = small_report();
  report.run = {};  // how the run was made is not under the fingerprint
  const std::string whole = encode(report);
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    std::vector<std::string> lines = violations_of([&] { decode_report(flipped, "r.pb"); });
    if (!lines.empty()) continue;
    // The only other reading of the bytes that may pass is the same results spelled in another way.
    EXPECT_EQ(decode_report(flipped, "r.pb").fingerprint, report.fingerprint) << "bit " << bit;
    EXPECT_EQ(fingerprint(decode_report(flipped, "r.pb")), report.fingerprint) << "bit " << bit;
  }
}

TEST_F(DamagedFiles, AReportThatSaysSomethingElseIsRefusedByItsFingerprint) {
  RiskReport report = small_report();
  report.results.pnl[0].distribution.mean.value = 1e6;
  EXPECT_THAT(violations_of([&] { decode_report(encode(report), "r.pb"); }),
              ElementsAre(HasSubstr("r.pb: fingerprint = \"" + report.fingerprint + "\": must be that of the results")));
  EXPECT_THAT(violations_of([&] { write_report(report, folder_ / "r.pb"); }), Not(IsEmpty()));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "r.pb"));
}

TEST_F(DamagedFiles, GarbageIsRefused) {
  std::string garbage;
  std::uint32_t state = 1;
  for (int i = 0; i < 4096; ++i) garbage += static_cast<char>((state = state * 1664525u + 1013904223u) >> 24);
  for (const char* name : {"g.pb", "g.json", "g.textproto"}) {
    EXPECT_THAT(violations_of([&] { read_study(folder_.file(name, garbage)); }), Not(IsEmpty())) << name;
  }
  EXPECT_THAT(violations_of([&] { decode_report(garbage, "r.pb"); }), Not(IsEmpty()));
}

TEST_F(DamagedFiles, AClaimedLengthOfAGigabyteTakesNoMemory) {
  const auto peak_kib = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const std::string length("\x80\x80\x80\x80\x04", 5);  // 2³⁰ as a varint
  const long before = peak_kib();
  for (const std::string& head : {std::string("\x12"), std::string("\x12\x08\x0a"), std::string("\x0a")}) {
    EXPECT_THAT(violations_of([&] { read_study(folder_.file("claims.pb", head + length + "abc")); }),
                ElementsAre(HasSubstr("is cut short, damaged or no binary lodestone.v1.Study")));
    EXPECT_THAT(violations_of([&] { decode_report(head + length + "abc", "claims.pb"); }), Not(IsEmpty()));
  }
  EXPECT_LT(peak_kib() - before, 64 * 1024);
}

TEST_F(DamagedFiles, MessagesNestedWithoutEndAreRefused) {
  std::string text;
  for (int depth = 0; depth < 200'000; ++depth) text += "a {";
  EXPECT_THAT(violations_of([&] { read_study(folder_.file("deep.textproto", text)); }), Not(IsEmpty()));
  EXPECT_THAT(violations_of([&] { read_study(folder_.file("deep.pb", std::string(200'000, '\xa3'))); }), Not(IsEmpty()));
}

}  // namespace
}  // namespace lodestone
