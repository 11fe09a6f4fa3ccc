#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/base/sha256.hpp>
#include <lodestone/wire/fingerprint.hpp>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

namespace lodestone {
namespace {

RiskReport report_with(double value) {
  RiskReport report;
  report.results.as_of = make_date(2025, 12, 31);
  report.results.reconciliations = {{"components = total", true, value, 2.0, 0.1}};
  return report;
}

TEST(Fingerprint, IsSixtyFourHexadecimalDigits) {
  EXPECT_EQ(fingerprint(report_with(1.0)).size(), 64u);
  EXPECT_EQ(fingerprint(report_with(1.0)).find_first_not_of("0123456789abcdef"), std::string::npos);
}

// The walk is a promise to whoever keeps fingerprints: this is it, written out by hand for an empty `Results`.
TEST(Fingerprint, IsTheHashOfTheWalkThatIsDocumented) {
  const auto number = [](std::uint64_t value) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
    return bytes;
  };
  std::string walk = number(20) + "lodestone.v1.Results";
  walk += number(1) + number(1) + number(2025) + number(2) + number(12) + number(3) + number(31) + number(0);  // as_of
  walk += number(2) + number(1);                                                                               // USD
  walk += number(3) + number(7);                                                                               // seed
  for (std::uint64_t field = 5; field <= 9; ++field) walk += number(field) + number(0);  // first_path … positions
  walk += number(21) + number(1) + number(3) + "few";                                    // warnings
  walk += number(0);
  RiskReport report;
  report.results.as_of = make_date(2025, 12, 31);
  report.results.seed = 7;
  report.results.warnings = {"few"};
  EXPECT_EQ(fingerprint(report), sha256(walk));
}

TEST(Fingerprint, DoesNotDependOnHowTheRunWasMade) {
  RiskReport report = report_with(1.0);
  const std::string before = fingerprint(report);
  report.run.threads = 7;
  report.run.seconds = 3.5;
  report.run.inputs = {{"a.textproto", "00"}};
  report.fingerprint = "anything";
  EXPECT_EQ(fingerprint(report), before);
}

TEST(Fingerprint, ShowsOneUlpAndTheSignOfZero) {
  EXPECT_NE(fingerprint(report_with(1.0)), fingerprint(report_with(std::nextafter(1.0, 2.0))));
  EXPECT_NE(fingerprint(report_with(0.0)), fingerprint(report_with(-0.0)));
}

TEST(Fingerprint, TellsAnAbsentNumberFromZero) {
  RiskReport absent = report_with(1.0);
  absent.results.pnl.resize(1);
  RiskReport zero = absent;
  zero.results.pnl[0].value_today.value = 0.0;
  EXPECT_NE(fingerprint(absent), fingerprint(zero));
}

TEST(Fingerprint, TellsWhereOneTextEndsAndTheNextBegins) {
  RiskReport one = report_with(1.0);
  RiskReport other = one;
  one.results.warnings = {"ab", "c"};
  other.results.warnings = {"a", "bc"};
  EXPECT_NE(fingerprint(one), fingerprint(other));
  other.results.warnings = {"ab", "c", ""};
  EXPECT_NE(fingerprint(one), fingerprint(other));
}

TEST(Fingerprint, OfAStudyShowsEveryChangeOfIt) {
  Study study;
  const std::string before = input_fingerprint(study);
  study.simulation.seed = 0;
  const std::string seeded = input_fingerprint(study);
  EXPECT_NE(seeded, before);
  study.measures.books = false;
  EXPECT_NE(input_fingerprint(study), seeded);
}

TEST(Seal, PutsTheStudyUnderTheFingerprintOfTheReport) {
  RiskReport report = report_with(1.0);
  Study study;
  seal(report, study);
  EXPECT_EQ(report.results.input_fingerprint, input_fingerprint(study));
  EXPECT_EQ(report.fingerprint, fingerprint(report));
  const std::string first = report.fingerprint;
  study.simulation.paths = 1;
  seal(report, study);
  EXPECT_NE(report.fingerprint, first);
}

TEST(Sha256OfFile, IsThatOfItsBytes) {
  const TemporaryFolder folder;
  EXPECT_EQ(sha256_of_file(folder.file("abc", "abc")), sha256("abc"));
  EXPECT_EQ(violations_of([&] { sha256_of_file(folder / "none"); }).size(), 1u);
}

}  // namespace
}  // namespace lodestone
