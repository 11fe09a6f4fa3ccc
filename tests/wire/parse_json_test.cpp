#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lodestone/wire/parse_message.hpp>
#include <lodestone/wire/schema/messages.hpp>

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::vector<std::string> faults(std::string_view json) {
  std::vector<Violation> violations;
  wire::parse_json(json, "s.json", *wire::new_study_message(), violations);
  std::vector<std::string> lines;
  for (const Violation& violation : violations) lines.push_back(to_string(violation));
  return lines;
}

Study parsed(std::string_view json) {
  std::vector<Violation> violations;
  const auto message = wire::new_study_message();
  wire::parse_json(json, "s.json", *message, violations);
  EXPECT_THAT(violations, IsEmpty());
  return wire::to_study(*message, violations);
}

TEST(ParseJson, TakesBothSpellingsOfAName) {
  EXPECT_EQ(parsed(R"({"measures": {"histogram_bins": 7}})").measures.histogram_bins, 7);
  EXPECT_EQ(parsed(R"({"measures": {"histogramBins": 7}})").measures.histogram_bins, 7);
  EXPECT_THAT(faults(R"({"measures": {"histogramBins": 7, "histogram_bins": 8}})"),
              ElementsAre(StartsWith("s.json:1:35: measures = \"histogram_bins\": is given twice.")));
}

TEST(ParseJson, TakesWholeNumbersAsNumbersAndAsTexts) {
  for (const char* paths : {"100000", "\"100000\"", "1e5", "100000.0"}) {
    EXPECT_EQ(parsed(std::string(R"({"simulation": {"paths": )") + paths + "}}").simulation.paths, 100000) << paths;
  }
  EXPECT_EQ(parsed(R"({"simulation": {"seed": 18446744073709551615}})").simulation.seed, ~std::uint64_t{0});
  for (const char* seed : {"-1", "1.5", "18446744073709551616", "true", "\"many\"", "\"\""}) {
    EXPECT_THAT(faults(std::string(R"({"simulation": {"seed": )") + seed + "}}"),
                ElementsAre(HasSubstr("must be a whole number")))
        << seed;
  }
}

TEST(ParseJson, LeavesOutWhatIsNull) {
  EXPECT_FALSE(parsed(R"({"simulation": {"seed": null, "horizons": null}})").simulation.seed.has_value());
}

TEST(ParseJson, ReportsEveryValueOfAnotherKind) {
  EXPECT_THAT(
      faults(R"({"market": [], "simulation": {"horizons": "10d", "paths": {}, "seed": 1},
 "measures": {"books": "yes", "confidences": [0.99, "high"], "positions": [1]}})"),
      ElementsAre("s.json:1:12: market: must be an object in { }.", "s.json:1:43: simulation.horizons: must be a list in [ ].",
                  "s.json:1:59: simulation.paths: must be a single value.",
                  "s.json:2:24: measures.books = yes: must be true or false.",
                  "s.json:2:53: measures.confidences[1] = high: must be a number.",
                  "s.json:2:76: measures.positions[0] = 1: must be a text in quotation marks."));
}

TEST(ParseJson, RefusesTwoAlternativesOfOneChoice) {
  EXPECT_THAT(
      faults(R"({"portfolio": {"positions": [{"loan": {}, "inventory": {}}]}})"),
      ElementsAre(HasSubstr("portfolio.positions[0] = \"inventory\": is a second choice. Give one of equity_position")));
}

TEST(ParseJson, ReadsEscapesAsUtf8) {
  const Study study = parsed(R"({"measures": {"positions": ["a\n\"\/\\", "\u0041\u00e9\u20ac\ud83d\ude00", "é€😀"]}})");
  EXPECT_THAT(study.measures.positions, ElementsAre("a\n\"/\\", "Aé€😀", "é€😀"));
}

TEST(ParseJson, SaysWhereTheSyntaxEnds) {
  EXPECT_THAT(faults(""), ElementsAre("s.json:1:1: must have { here. Correct the syntax first."));
  EXPECT_THAT(faults("{}x"), ElementsAre(StartsWith("s.json:1:3: must end here.")));
  EXPECT_THAT(faults("{\"x\": 1,\n"), ElementsAre(StartsWith("s.json:2:1: must have \" here.")));
  EXPECT_THAT(faults("{\"x\": tru}"), ElementsAre(StartsWith("s.json:1:7: must have a value here.")));
  EXPECT_THAT(faults("{\"x\": 01}"), ElementsAre(StartsWith("s.json:1:9: must not begin a number with 0.")));
  EXPECT_THAT(faults("{\"x\": 1.}"), ElementsAre(StartsWith("s.json:1:9: must have a digit here.")));
  EXPECT_THAT(faults("{\"x\": \"a\nb\"}"), ElementsAre(HasSubstr("must write line breaks")));
  EXPECT_THAT(faults("{\"x\": \"\\ud83d!\"}"), ElementsAre(HasSubstr("both halves")));
  EXPECT_THAT(faults("{\"x\": \"\\u12\"}"), ElementsAre(HasSubstr("four hexadecimal digits")));
}

TEST(ParseJson, DoesNotFollowAnUnknownFieldToAnyDepth) {
  const std::string deep = "{\"x\": " + std::string(1'000'000, '[');
  EXPECT_THAT(faults(deep), ElementsAre(HasSubstr("must not be nested so deep")));
}

}  // namespace
}  // namespace lodestone
