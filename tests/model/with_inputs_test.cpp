#include <lodestone/model/with_inputs.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lodestone/model/input_law.hpp>
#include <string>
#include <utility>
#include "model/broken_study.hpp"

namespace lodestone {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

Study ranged(const std::vector<std::string>& paths) {
  Study study = example_study();
  for (const std::string& path : paths) study.input_ranges.push_back({path, 0.0, 1.0, InputBasis::JUDGEMENT, "us"});
  return study;
}

TEST(WithInputs, ChangesTheNumbersAndNothingElse) {
  const Study study = ranged({"market.factors[miner].initial_value", "projects[mine].debt.drawn"});
  const Study changed = with_inputs(study, {{1, 70e6}, {0, 61.0}});
  EXPECT_EQ(changed.market.factors[5].initial_value, 61.0);
  EXPECT_EQ(changed.projects[0].debt->drawn, 70e6);
  EXPECT_EQ(study.market.factors[5].initial_value, 60.0);
  EXPECT_EQ(changed.policy.chains[0].generators[0].rows[0].rates_per_year,
            study.policy.chains[0].generators[0].rows[0].rates_per_year);
}

TEST(WithInputs, BalancesARowOfRates) {
  const Study study = ranged({"policy.chains[0].generators[0].rows[truce].rates_per_year[2]"});
  const Study changed = with_inputs(study, {{0, 0.45}});
  EXPECT_THAT(changed.policy.chains[0].generators[0].rows[0].rates_per_year, ElementsAre(DoubleEq(-0.8), 0.3, 0.45, 0.05));
  EXPECT_TRUE(find_violations(Study(changed)).size() <= 1u);  // the range's own bounds are not this test's business
}

TEST(WithInputs, ScalesWhatIsNotChangedInARowOfProbabilities) {
  const Study study = ranged(
      {"policy.chains[0].events[0].rows[truce].probabilities[0]", "policy.chains[0].events[0].rows[truce].probabilities[1]",
       "policy.chains[0].events[0].rows[truce].probabilities[2]", "policy.chains[0].events[0].rows[truce].probabilities[3]",
       "policy.chains[eu_overlay].initial_distribution[1]"});
  const auto row = [](const Study& s) { return s.policy.chains[0].events[0].rows[0].probabilities; };
  // 0.1 and 0.2 share what 0.4 leaves; where all are changed they are divided by their sum; 0.9 makes room for 0.25.
  EXPECT_THAT(row(with_inputs(study, {{0, 0.4}})), ElementsAre(0.4, DoubleEq(0.2), DoubleEq(0.4), 0.0));
  EXPECT_THAT(row(with_inputs(study, {{0, 0.8}, {1, 0.4}, {2, 0.4}, {3, 0.4}})),
              ElementsAre(DoubleEq(0.4), DoubleEq(0.2), DoubleEq(0.2), DoubleEq(0.2)));
  EXPECT_THAT(with_inputs(study, {{4, 0.25}}).policy.chains[1].initial_distribution, ElementsAre(DoubleEq(0.75), 0.25));
  // More than 1 leaves less than nothing to the others: the study says so.
  EXPECT_LT(row(with_inputs(study, {{0, 0.7}, {1, 0.5}}))[2], 0.0);
}

TEST(InputLaw, TakesTheScaleFromTheFieldAndTheRange) {
  const auto scale = [](const std::string& path, double low, double high) {
    Study study = example_study();
    return input_law({path, low, high, InputBasis::DERIVED, "us"}, find_input(study, path)).scale;
  };
  EXPECT_EQ(scale("market.factors[ndpr_cn].volatility_per_sqrt_year[0]", 0.2, 0.5), NaturalScale::LOG);
  EXPECT_EQ(scale("market.factors[ndpr_cn].volatility_per_sqrt_year[0]", 0.0, 0.5), NaturalScale::PLAIN);
  EXPECT_EQ(scale("market.factors[dy_premium].jumps[truce,squeeze].mean", -0.1, 0.9), NaturalScale::PLAIN);
  EXPECT_EQ(scale("market.correlations[ndpr_cn,miner].value", 0.2, 0.7), NaturalScale::FISHER);
  EXPECT_EQ(scale("market.correlations[ndpr_cn,miner].value", 0.2, 1.0), NaturalScale::PLAIN);
  EXPECT_EQ(scale("licences.lanes[heavy_civil].approval_probability_by_level[1]", 0.3, 0.8), NaturalScale::LOGIT);
  EXPECT_EQ(scale("licences.lanes[heavy_civil].approval_probability_by_level[1]", 0.3, 1.0), NaturalScale::PLAIN);
  EXPECT_EQ(scale("counterparties[miner].recovery", 0.2, 0.6), NaturalScale::LOGIT);
  EXPECT_EQ(scale("policy.chains[0].generators[0].rows[truce].rates_per_year[1]", 0.1, 0.6), NaturalScale::LOG);
}

}  // namespace
}  // namespace lodestone
