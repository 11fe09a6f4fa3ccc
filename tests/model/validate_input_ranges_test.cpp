#include "model/broken_study.hpp"

#include <lodestone/model/find_input.hpp>

#include <utility>

namespace lodestone {
namespace {

void add(Study& study, std::string path, double low, double high) {
  study.input_ranges.push_back({std::move(path), low, high, InputBasis::JUDGEMENT, "the desk"});
}

const char* const kVolatility = "market.factors[miner].volatility_per_sqrt_year";  // 0.6

TEST(ValidateInputRanges, TakesRangesOfAnySection) {
  Study study = example_study();
  add(study, kVolatility, 0.4, 0.9);
  add(study, "market.factors[0].volatility_per_sqrt_year[1]", 0.35, 0.5);  // nothing below the value
  add(study, "market.correlations[ndpr_cn,miner].value", 0.2, 0.7);
  add(study, "policy.chains[global_chain].generators[0].rows[truce].rates_per_year[1]", 0.1, 0.9);
  add(study, "policy.chains[global_chain].events[0].rows[truce].probabilities[2]", 0.1, 0.4);
  add(study, "licences.lanes[heavy_civil].hazards[truce].hazards_per_year[0]", 1.0, 4.0);
  add(study, "projects[mine].capex_to_spend", 100e6, 200e6);
  add(study, "counterparties[miner].recovery", 0.2, 0.6);
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(ValidateInputRanges, FindsEachFaultAlone) {
  expect_each_alone({
      {"input_ranges[0].path", "not given: is not spelled as a path", [](Study& s) { add(s, "", 0.4, 0.9); }},
      {"input_ranges[0].path", "there is no \"sigma\" here", [](Study& s) { add(s, "market.factors[miner].sigma", 0.4, 0.9); }},
      {"input_ranges[0].path", "leads to no real number", [](Study& s) { add(s, "simulation.paths", 1.0, 1e6); }},
      {"input_ranges[0].path", "a state's own rate, which follows from its row",
       [](Study& s) { add(s, "policy.chains[0].generators[0].rows[agitated].rates_per_year[1]", -4.0, -3.0); }},
      {"input_ranges[1].path", "must be unique. input_ranges[0] leads to the same number.",
       [](Study& s) {
         add(s, kVolatility, 0.4, 0.9);
         add(s, "market.factors[5].volatility_per_sqrt_year[0]", 0.5, 0.7);
       }},
      {"input_ranges[0].low", "not given: must be given", [](Study& s) { add(s, kVolatility, kNotGiven, 0.9); }},
      {"input_ranges[0].high", "not given: must be given", [](Study& s) { add(s, kVolatility, 0.4, kNotGiven); }},
      {"input_ranges[0].low", "0.7: must be at most the value, 0.6", [](Study& s) { add(s, kVolatility, 0.7, 0.9); }},
      {"input_ranges[0].high", "0.5: must be at least the value, 0.6", [](Study& s) { add(s, kVolatility, 0.4, 0.5); }},
      {"input_ranges[0].high", "0.6: must be above low. A number that is known needs no range",
       [](Study& s) { add(s, kVolatility, 0.6, 0.6); }},
      {"input_ranges[0].source", "must be given",
       [](Study& s) {
         add(s, kVolatility, 0.4, 0.9);
         s.input_ranges[0].source.clear();
       }},
      {"input_ranges[0].low",
       "-0.1: must leave the study valid, but then market.factors[5].volatility_per_sqrt_year[0] = -0.1 1/√yr: must be ≥ 0. "
       "Narrow the range.",
       [](Study& s) { add(s, kVolatility, -0.1, 0.9); }},
      {"input_ranges[0].high", "1.2: must leave the study valid, but then counterparties[0].recovery",
       [](Study& s) { add(s, "counterparties[miner].recovery", 0.2, 1.2); }},
      {"input_ranges[0].high", "must leave the study valid, but then market.correlations",
       [](Study& s) {
         s.market.correlations = {{"ndpr_cn", "miner", 0.5}, {"miner", "base", 0.5}, {"ndpr_cn", "base", -0.4}};
         add(s, "market.correlations[ndpr_cn,miner].value", 0.4, 0.99);
       }},
  });
}

TEST(ValidateInputRanges, BlamesNoRangeForAStudyThatIsWrongWithoutIt) {
  Study study = example_study();
  study.simulation.paths = 0;
  add(study, kVolatility, 0.4, 0.9);
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_EQ(found[0].path, "simulation.paths");
}

}  // namespace
}  // namespace lodestone
