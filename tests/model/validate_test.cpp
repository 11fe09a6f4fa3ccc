#include <lodestone/model/validate.hpp>

#include "model/broken_study.hpp"

namespace lodestone {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Validate, ReturnsAValidStudyUnchanged) {
  const ValidStudy valid = validate(example_study());
  EXPECT_EQ(valid.study().portfolio.positions.size(), example_study().portfolio.positions.size());
  EXPECT_EQ(valid.study().as_of, make_date(2025, 11, 19));
}

TEST(FindViolations, FindsNoneInAValidStudy) {
  const std::vector<Violation> found = find_violations(example_study());
  EXPECT_TRUE(found.empty()) << listing(found);
}

TEST(FindViolations, AsksAnEmptyStudyForWhatCannotBeLeftOut) {
  std::vector<std::string> paths;
  for (const Violation& violation : find_violations(Study{})) paths.push_back(violation.path);
  EXPECT_THAT(paths, ElementsAre("as_of", "simulation.paths", "simulation.seed", "simulation.horizons", "measures.confidences",
                                 "measures.pnl_bases", "measures.references"));
}

TEST(FindViolations, ReportsAllFaultsInTheOrderOfTheSchema) {
  Study study = example_study();
  study.measures.confidences = {1.0};
  study.simulation.paths = 0;
  study.portfolio.positions[0].book = "no_book";
  study.projects[0].cash = kNotGiven;
  study.licences.lanes[1].validity_days = -1.0;
  study.policy.chains[0].generators[0].rows[2].rates_per_year[0] = 0.9;
  study.market.factors[1].stance = "ue";
  study.market.correlations[0].value = 1.5;
  std::vector<std::string> messages;
  for (const Violation& violation : find_violations(study)) messages.push_back(to_string(violation));
  EXPECT_THAT(
      messages,
      ElementsAre(R"(market.factors[1].stance = "ue": names no stance. Known: "global", "eu".)",
                  "market.correlations[0].value = 1.5: must be from -1 to 1.",
                  HasSubstr("policy.chains[0].generators[0].rows[2].rates_per_year = sum 0.1"),
                  "licences.lanes[1].validity_days = -1 d: must be > 0.", "projects[0].cash = not given: must be given.",
                  R"(portfolio.positions[0].book = "no_book": names no book. Known: "desk", "contracts", "equities".)",
                  "simulation.paths = 0 paths: must be from 1 to 1000000000.",
                  "measures.confidences[0] = 1: must be ≥ 0.5 and < 1."));
}

TEST(FindViolations, NamesAtMostEightOfTheKnownNames) {
  Study study = example_study();
  study.market.observables[2].weights[0].factor = "nickel";
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_EQ(found[0].remedy,
            R"(Known: "ndpr_cn", "dy_premium", "usdcny", "base", "miner_spread", "miner", "audusd", "cost" and 1 more.)");
}

TEST(FindViolations, MeasuresNothingAgainstAnAsOfDateThatIsNotGiven) {
  expect_each_alone({{"as_of", "not given: must be a day", [](Study& s) { s.as_of = kNoDate; }}});
}

TEST(FindViolations, ReportsAMissingCurrencyWhereItIsFirstUsed) {
  Study study = example_study();
  study.market.fx_rates.clear();
  std::get<Loan>(study.portfolio.positions[11].instrument).currency = Currency::AUD;  // a second use
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_EQ(
      to_string(found[0]),
      "portfolio.positions[10].loan.currency = AUD: needs an FX rate into the reporting currency USD. Name an FX_RATE with "
      "base_currency AUD in market.fx_rates.");
}

TEST(Validate, ThrowsAllViolationsAtOnce) {
  Study study = example_study();
  study.simulation.paths = 0;
  study.simulation.seed.reset();
  try {
    validate(study);
    FAIL() << "a study without paths and seed was let through";
  } catch (const InvalidInput& refusal) {
    EXPECT_EQ(refusal.violations().size(), 2u);
    EXPECT_THAT(refusal.what(), HasSubstr("Set simulation.seed, or pass --seed 20251231."));
  }
}

}  // namespace
}  // namespace lodestone
