#include <lodestone/model/find_input.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include "model/example_study.hpp"

namespace lodestone {
namespace {

TEST(FindInput, FindsItemsByPlaceAndByName) {
  Study study = example_study();
  const struct {
    const char* counted;
    const char* named;
    double* number;
  } kCases[] = {
      {"market.factors[0].volatility_per_sqrt_year[2]", "market.factors[ndpr_cn].volatility_per_sqrt_year[2]",
       &study.market.factors[0].volatility_per_sqrt_year[2]},
      {"market.factors[1].jumps[1].mean", "market.factors[dy_premium].jumps[squeeze,truce].mean",
       &study.market.factors[1].jumps[1].mean},
      {"market.correlations[1].value", "market.correlations[miner,miner_spread].value", &study.market.correlations[1].value},
      {"policy.chains[0].generators[1].rows[2].rates_per_year[0]",
       "policy.chains[global_chain].generators[1].rows[squeeze].rates_per_year[0]",
       &study.policy.chains[0].generators[1].rows[2].rates_per_year[0]},
      {"policy.chains[0].events[0].rows[1].probabilities[2]",
       "policy.chains[global_chain].events[suspension_ends].rows[agitated].probabilities[2]",
       &study.policy.chains[0].events[0].rows[1].probabilities[2]},
      {"licences.lanes[0].hazards[1].hazards_per_year[2]", "licences.lanes[heavy_civil].hazards[squeeze].hazards_per_year[2]",
       &study.licences.lanes[0].hazards[1].hazards_per_year[2]},
      {"projects[0].debt.covenant_dscr", "projects[mine].debt.covenant_dscr", &study.projects[0].debt->covenant_dscr},
      {"portfolio.positions[1].equity_option.volatility", "portfolio.positions[miner_put].equity_option.volatility",
       &instrument<EquityOption>(study, "miner_put").volatility},
      {"portfolio.positions[5].offtake.price.formula.collar.cap",
       "portfolio.positions[ndpr_purchase].offtake.price.formula.collar.cap",
       &std::get<Collar>(instrument<Offtake>(study, "ndpr_purchase").price.formula).cap},
  };
  for (const auto& [counted, named, number] : kCases) {
    EXPECT_EQ(find_input(study, counted).number, number) << counted;
    EXPECT_EQ(find_input(study, named).number, number) << named;
    EXPECT_EQ(find_input(study, counted).name, named);
    EXPECT_EQ(find_input(study, named).name, named);
  }
}

TEST(FindInput, TellsTheFieldWithoutItsItems) {
  Study study = example_study();
  EXPECT_EQ(find_input(study, "market.factors[miner].volatility_per_sqrt_year[0]").field,
            "market.factors.volatility_per_sqrt_year");
}

TEST(FindInput, NeedsNoIndexWhereAListHoldsOneNumber) {
  Study study = example_study();
  const InputPlace place = find_input(study, "market.factors[miner].volatility_per_sqrt_year");
  EXPECT_EQ(place.number, &study.market.factors[5].volatility_per_sqrt_year[0]);
  EXPECT_EQ(place.name, "market.factors[miner].volatility_per_sqrt_year[0]");
}

TEST(FindInput, TakesANameBeforeACountAndNamesWithDotsAndBrackets) {
  Study study = example_study();
  study.market.factors[3].id = "0";
  study.market.factors[4].id = "a.b[c].d";  // "]." ends the item
  study.market.factors[6].id = "a.b[c]";
  EXPECT_EQ(find_input(study, "market.factors[0].initial_value").number, &study.market.factors[3].initial_value);
  EXPECT_EQ(find_input(study, "market.factors[a.b[c]].initial_value").number, &study.market.factors[6].initial_value);
  EXPECT_EQ(find_input(study, "market.factors[4].initial_value").number, &study.market.factors[4].initial_value);
}

TEST(FindInput, SaysWhyAPathLeadsToNoNumber) {
  using testing::HasSubstr;
  const struct {
    const char* path;
    const char* rule;
    const char* remedy;
  } kCases[] = {
      {"", "is not spelled as a path", "As in"},
      {"market..factors", "is not spelled as a path", "As in"},
      {"market.factors[].initial_value", "is not spelled as a path", "As in"},
      {"market.factors[2", "is not spelled as a path", "As in"},
      {"markets.factors[2].initial_value", "there is no \"markets\" here", "as_of, market, policy"},
      {"market.factors[2].volatility", "there is no \"volatility\" here", "volatility_per_sqrt_year"},
      {"market.factors[ndpr].initial_value", "factors has no \"ndpr\"", "holds 9"},
      {"market.factors[9].initial_value", "factors has no \"9\"", "holds 9"},
      {"market.factors.initial_value", "leads to a list of 9", "Say which"},
      {"market.factors[ndpr_cn].volatility_per_sqrt_year", "leads to a list of 3", "volatility_per_sqrt_year[0]"},
      {"market.factors[2]", "leads to a group of fields", "Name one"},
      {"market[0].factors[2].initial_value", "\"market\" is no list", "Leave out [0]"},
      {"market.factors[2].initial_value.x", "is a number and has no fields", ""},
      {"market.factors[2].stance", "leads to no real number", "texts"},
      {"market.factors[2].feels_feedback", "leads to no real number", "choices"},
      {"simulation.paths", "leads to no real number", "Whole numbers"},
      {"simulation.horizons[0]", "leads to no real number", "texts"},
      {"as_of", "leads to no real number", "days"},
      {"market.observables[dy_eu].intercept", "is not given", "Give its value first"},
      {"projects[refinery].listed_equity.raise_discount", "is not given", "Give its value first"},
      {"portfolio.positions[miner_call].equity_option.volatility", "is not given", "Give its value first"},
      {"portfolio.positions[miner_call].offtake.grace_days", "there is no \"offtake\" here", "equity_option"},
      {"measures.confidences[0]", "leads to what is asked", "of the world"},
      {"input_ranges[0].low", "leads to what is asked", "of the world"},
  };
  for (const auto& [path, rule, remedy] : kCases) {
    Study study = example_study();
    const InputPlace place = find_input(study, path);
    EXPECT_EQ(place.number, nullptr) << path;
    EXPECT_THAT(place.rule, HasSubstr(rule)) << path;
    EXPECT_THAT(place.remedy, HasSubstr(remedy)) << path;
  }
}

}  // namespace
}  // namespace lodestone
