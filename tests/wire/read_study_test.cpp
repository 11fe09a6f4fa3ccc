#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lodestone/wire/fingerprint.hpp>
#include <lodestone/wire/read_study.hpp>
#include <lodestone/wire/write_study.hpp>
#include <wire/temporary_folder.hpp>
#include <wire/violations_of.hpp>

namespace lodestone {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* kMarket = R"(
as_of { year: 2025 month: 12 day: 31 }
market {
  factors { id: "x" scale: FACTOR_SCALE_LOG_OF_LEVEL initial_value: 100 volatility_per_sqrt_year: 0.4 }
  observables { id: "S" kind: OBSERVABLE_KIND_EXPONENTIAL meaning: OBSERVABLE_MEANING_PRICE weights { factor: "x" weight: 1 }
                currency: CURRENCY_USD unit: UNIT_SHARE }
}
policy {}
licences {}
)";
constexpr const char* kPortfolio = R"(
portfolio {
  reporting_currency: CURRENCY_USD
  books { id: "shares" }
  positions { id: "long" book: "shares" equity_position { observable: "S" quantity: 1000 } }
}
)";
constexpr const char* kSettings = R"(
simulation { paths: 4096 seed: 0 horizons: "10d" }
measures { confidences: 0.99 pnl_bases: PNL_BASIS_MARK_TO_MODEL references: LOSS_REFERENCE_ZERO }
)";

class ReadStudy : public testing::Test {
 protected:
  std::vector<std::string> violations(const std::vector<std::filesystem::path>& files) const {
    return violations_of([&] { read_study(files); }, (folder_ / "").parent_path().string());
  }
  std::vector<std::string> violations_of_text(std::string_view text) const {
    return violations({folder_.file("study.textproto", text)});
  }
  std::vector<std::string> violations_of_json(std::string_view text) const {
    return violations({folder_.file("study.json", text)});
  }

  TemporaryFolder folder_;
  const std::string whole_ = std::string(kMarket) + kPortfolio + kSettings;
};

TEST_F(ReadStudy, GivesTheStudyThatWasWritten) {
  const Study study = read_study(folder_.file("study.textproto", whole_));
  EXPECT_EQ(study.as_of, make_date(2025, 12, 31));
  ASSERT_EQ(study.market.factors.size(), 1u);
  EXPECT_EQ(study.market.factors[0].scale, FactorScale::LOG_OF_LEVEL);
  EXPECT_EQ(study.market.observables[0].unit, Unit::SHARE);
  EXPECT_EQ(std::get<EquityPosition>(study.portfolio.positions[0].instrument).quantity, 1000.0);
  EXPECT_EQ(study.simulation.seed, 0u) << "a seed of 0 is given";
  EXPECT_EQ(study.measures.references, std::vector{LossReference::ZERO});
}

TEST_F(ReadStudy, IsTheSameHoweverItIsSplitOverFilesAndFormats) {
  const Study whole = read_study(folder_.file("study.textproto", whole_));
  const std::vector<std::filesystem::path> split{folder_.file("market.textproto", kMarket),
                                                 folder_.file("portfolio.textproto", kPortfolio),
                                                 folder_.file("settings.textproto", kSettings)};
  EXPECT_EQ(to_text(read_study(split)), to_text(whole));
  EXPECT_EQ(input_fingerprint(read_study(split)), input_fingerprint(whole));
  write_study(whole, folder_ / "study.json");
  write_study(whole, folder_ / "study.pb");
  EXPECT_EQ(input_fingerprint(read_study(folder_ / "study.json")), input_fingerprint(whole));
  EXPECT_EQ(input_fingerprint(read_study(folder_ / "study.pb")), input_fingerprint(whole));
}

TEST_F(ReadStudy, AppendsListsInTheOrderOfTheFiles) {
  const Study study = read_study(std::vector<std::filesystem::path>{
      folder_.file("a.textproto", whole_),
      folder_.file("b.json", R"({"portfolio": {"positions": [{"id": "more", "inventory": {"observable": "S"}}]}})")});
  ASSERT_EQ(study.portfolio.positions.size(), 2u);
  EXPECT_EQ(study.portfolio.positions[0].id, "long");
  EXPECT_EQ(study.portfolio.positions[1].id, "more");
}

TEST_F(ReadStudy, NamesBothFilesThatSetOneValue) {
  const auto lines =
      violations({folder_.file("a.textproto", whole_),
                  folder_.file("b.textproto", "as_of { year: 2025 month: 12 day: 31 } simulation { paths: 4096 }"),
                  folder_.file("c.json", R"({"simulation": {"paths": 64}})")});
  EXPECT_THAT(lines, ElementsAre("as_of: is set in a.textproto and in b.textproto. Set it in one of them.",
                                 "simulation.paths: is set in a.textproto and in b.textproto. Set it in one of them.",
                                 "simulation.paths: is set in a.textproto and in c.json. Set it in one of them.",
                                 "simulation.paths: is set in b.textproto and in c.json. Set it in one of them."));
}

TEST_F(ReadStudy, AsksForEverySection) {
  EXPECT_THAT(violations_of_text("policy {} licences {} simulation {}"),
              ElementsAre("as_of: must be given. As in as_of { year: 2025 month: 12 day: 31 }.",
                          "market: must be given. An empty section counts: market {}.",
                          "portfolio: must be given. An empty section counts: portfolio {}.",
                          "measures: must be given. An empty section counts: measures {}."));
}

TEST_F(ReadStudy, StopsAtTheFirstErrorOfSyntaxAndSaysWhereItIs) {
  EXPECT_THAT(violations_of_text("as_of { year: 2025 }\nmarket {\n  factors { id: x }\n  nonsense: 1\n}"),
              ElementsAre(StartsWith("study.textproto:3:17: Expected string")));
  EXPECT_THAT(violations_of_json("{\n  \"market\": {,}\n}"), ElementsAre(StartsWith("study.json:2:14: must have \" here")));
  EXPECT_THAT(violations_of_text("as_of { year: 2025 }\nsimulation { paths: 1 paths: 2 }"),
              ElementsAre(AllOf(StartsWith("study.textproto:2:"), HasSubstr("specified multiple times"))));
}

TEST_F(ReadStudy, ReportsEveryUnknownFieldOfTextAtAnyDepth) {
  const auto lines = violations_of_text(
      "colour: 1\nmarket {\n  factors { id: \"x\" volatilty: 0.4 jumps { sise: 1 } }\n  observables { weights { factr: \"x\" } "
      "}\n}");
  EXPECT_THAT(lines, ElementsAre(StartsWith("study.textproto:1:1 = \"colour\": is no field of Study. Known: as_of, market, "),
                                 StartsWith("study.textproto:3:21 = \"volatilty\": is no field of Factor. Known: id, "),
                                 StartsWith("study.textproto:3:44 = \"sise\": is no field of Jump."),
                                 StartsWith("study.textproto:4:27 = \"factr\": is no field of FactorWeight.")));
}

TEST_F(ReadStudy, ReportsEveryUnknownFieldOfJsonAtAnyDepth) {
  const auto lines = violations_of_json(
      "{\"colour\": [1, {\"deep\": null}],\n \"market\": {\"factors\": [{\"id\": \"x\", \"volatilty\": 0.4,\n"
      "  \"jumps\": [{\"mean\": 1}, {\"sise\": 1}]}]}}");
  EXPECT_THAT(lines, ElementsAre(StartsWith("study.json:1:2 = \"colour\": is no field of Study."),
                                 StartsWith("study.json:2:37: market.factors[0] = \"volatilty\": is no field of Factor."),
                                 StartsWith("study.json:3:27: market.factors[0].jumps[1] = \"sise\": is no field of Jump.")));
}

TEST_F(ReadStudy, ReportsEveryUnknownFieldOfBytesAtAnyDepth) {
  // market { factors { jumps { <99>: 1 } <1>: varint } <77>: "" }  <500>: 1
  const std::string jump("\x98\x06\x01", 3);
  const std::string factor = std::string("\x4a\x03") + jump + std::string("\x08\x01", 2);
  const std::string market = std::string("\x0a\x07") + factor + std::string("\xea\x04\x00", 3);
  const std::string study = std::string("\x12\x0c") + market + std::string("\xa0\x1f\x01", 3);
  EXPECT_THAT(
      violations({folder_.file("study.pb", study)}),
      ElementsAre("study.pb = field number 500: is no field of Study. Write the file with this version's schema.",
                  "study.pb: market = field number 77: is no field of Market. Write the file with this version's schema.",
                  "study.pb: market.factors[0] = field number 1: is of another type in Factor. "
                  "Write the file with this version's schema.",
                  "study.pb: market.factors[0].jumps[0] = field number 99: is no field of Jump. "
                  "Write the file with this version's schema."));
}

TEST_F(ReadStudy, ReportsEveryUnknownOrUnspecifiedChoice) {
  EXPECT_THAT(
      violations_of_text("market {\n"
                         "  factors { scale: NATURL }  # NATURL\n"
                         "  factors { scale: FACTOR_SCALE_UNSPECIFIED }\n"
                         "\tobservables { currency: USD unit: 9 }\n"
                         "}\n"
                         "measures { references: [ZEERO, LOSS_REFERENCE_MEAN] }\n"),
      ElementsAre("study.textproto:2:20: market.factors[0].scale = NATURL: is no FactorScale. "
                  "One of FACTOR_SCALE_NATURAL, FACTOR_SCALE_LOG_OF_LEVEL.",
                  StartsWith("study.textproto:4:33: market.observables[0].currency = USD: is no Currency. One of CURRENCY_USD"),
                  StartsWith("study.textproto:6:25: measures.references"),
                  StartsWith("study.textproto: market.factors[1].scale = FACTOR_SCALE_UNSPECIFIED: must be specified."),
                  StartsWith("study.textproto: market.observables[0].unit = 9: is no Unit.")));
  EXPECT_THAT(violations_of_json(
                  R"({"market": {"factors": [{"scale": "NATURL"}, {"scale": 0}]}, "measures": {"references": ["ZERO", 7]}})"),
              ElementsAre(StartsWith("study.json:1:35: market.factors[0].scale = NATURL: is no FactorScale."),
                          StartsWith("study.json:1:90: measures.references[0] = ZERO: is no LossReference."),
                          StartsWith("study.json: market.factors[1].scale = FACTOR_SCALE_UNSPECIFIED: must be specified."),
                          StartsWith("study.json: measures.references[0] = 7: is no LossReference.")));
}

TEST_F(ReadStudy, ReportsChoicesDaysAndNumbersThatAreNotGivenWithTheRestOfTheViolations) {
  const auto lines = violations_of_text(
      "as_of { year: 2025 month: 2 day: 30 }\n"
      "market { factors { id: \"x\" initial_value: nan volatility_per_sqrt_year: nan }\n"
      "         observables { id: \"S\" meaning: OBSERVABLE_MEANING_NUMBER } }\n"
      "policy {} licences {}\n"
      "portfolio { positions { id: \"p\" offtake { price { formula {} } } } positions { id: \"q\" } }\n"
      "simulation { paths: 0 } measures {}\n");
  EXPECT_THAT(lines, Contains(StartsWith("as_of = 2025-2-30: must be a day from 1900-01-01 to 2199-12-31.")));
  EXPECT_THAT(lines, Contains(StartsWith("market.factors[0].initial_value = nan: must be a number.")));
  EXPECT_THAT(lines, Contains(StartsWith("market.factors[0].volatility_per_sqrt_year[0] = nan: must be a number.")));
  EXPECT_THAT(lines, Contains(StartsWith("market.observables[0].kind: must be given. One of OBSERVABLE_KIND_LINEAR")));
  EXPECT_THAT(lines, Contains(StartsWith("portfolio.reporting_currency: must be given.")));
  EXPECT_THAT(lines, Contains(StartsWith("portfolio.positions[0].offtake.side: must be given. One of SIDE_BUY, SIDE_SELL.")));
  EXPECT_THAT(lines, Contains(StartsWith("portfolio.positions[0].offtake.price.formula: must say what it is. One of fixed, ")));
  EXPECT_THAT(lines, Contains(StartsWith("portfolio.positions[1]: must say what it is. One of equity_position, ")));
  EXPECT_THAT(lines, Contains(StartsWith("simulation.paths = 0")));  // validation's, which adds nothing to what is known
  EXPECT_THAT(lines, Not(Contains(StartsWith("portfolio.positions[0].offtake.price.formula."))));
  EXPECT_THAT(lines, Not(Contains(StartsWith("market.factors[0].initial_value = not given"))));
}

TEST_F(ReadStudy, RefusesFilesThatItCannotReadTogetherWithTheFaultsOfTheOthers) {
  EXPECT_THAT(violations({folder_ / "none.textproto", folder_.file("study.txt", ""), folder_.file("b.textproto", "colour: 1")}),
              ElementsAre("none.textproto: cannot be read: No such file or directory.",
                          "study.txt: must end in .textproto, .json or .pb.", StartsWith("b.textproto:1:")));
  EXPECT_THAT(violations({}), ElementsAre("study: must be given as one file or more."));
  std::filesystem::create_directory(folder_ / "folder.pb");
  EXPECT_THAT(violations({folder_ / "folder.pb"}), ElementsAre("folder.pb: cannot be read: Is a directory."));
}

TEST_F(ReadStudy, RefusesTextThatIsNotUtf8) {
  EXPECT_THAT(
      violations_of_text("market { factors { id: \"\xe9\" } factors { id: \"\\xed\\xa0\\x80\" } factors { id: \"é\" } }"),
      ElementsAre("study.textproto: market.factors[0].id: must be UTF-8. Save the text as UTF-8.",
                  "study.textproto: market.factors[1].id: must be UTF-8. Save the text as UTF-8."));
}

}  // namespace
}  // namespace lodestone
