#include "model/broken_study.hpp"

namespace lodestone {
namespace {

TEST(ValidateChains, FindsEachFaultAlone) {
  expect_each_alone({
      {"policy.chains[2].id", R"("eu_overlay": must be unique)",
       [](Study& s) { s.policy.chains.push_back(s.policy.chains[1]); }},
      {"policy.chains[2].states", "0 states: must be from 1 to 8",
       [](Study& s) { s.policy.chains.push_back({.id = "empty"}); }},
      {"policy.chains[1].states", "9 states: must be from 1 to 8",
       [](Study& s) {
         for (int i = 0; i < 7; ++i) s.policy.chains[1].states.push_back({"s" + std::to_string(i), "truce"});
       }},
      {"policy.chains[0].states[1].id", "must be unique",
       [](Study& s) {
         s.policy.chains[0].states[1].id = "truce";
         s.policy.chains[0].generators = {
             {kNoDate, {{"truce", {0, 0, 0, 0}}, {"squeeze", {0, 0, 0, 0}}, {"freeze", {0, 0, 0, 0}}}}};
         s.policy.chains[0].events.clear();
       }},
      {"policy.chains[0].initial_state",
       R"(names no state of chain "global_chain". Known: "truce", "agitated", "squeeze", "freeze".)",
       [](Study& s) { s.policy.chains[0].initial_state = "war"; }},
      {"policy.chains[0].initial_state", "exactly one of initial_state and initial_distribution must be given",
       [](Study& s) {
         s.policy.chains[0].initial_distribution = {1, 0, 0, 0};
       }},
      {"policy.chains[1].initial_state", "not given: exactly one",
       [](Study& s) { s.policy.chains[1].initial_distribution.clear(); }},
      {"policy.chains[1].initial_distribution", "3 values: must hold 2 values, one for each state in order",
       [](Study& s) {
         s.policy.chains[1].initial_distribution = {0.5, 0.25, 0.25};
       }},
      {"policy.chains[1].initial_distribution", "-0.5: must be from 0 to 1",
       [](Study& s) {
         s.policy.chains[1].initial_distribution = {1.0, -0.5};
       }},
      {"policy.chains[1].initial_distribution", "sum 0.9: must sum to 1",
       [](Study& s) {
         s.policy.chains[1].initial_distribution = {0.9, 0.0};
       }},
      {"policy.chains", "65 chains: must be from 0 to 64",
       [](Study& s) {
         while (s.policy.chains.size() < 65) {
           s.policy.chains.push_back(s.policy.chains[1]);
           s.policy.chains.back().id = "chain" + std::to_string(s.policy.chains.size());
         }
       }},
  });
}

TEST(ValidateGenerators, FindsEachFaultAlone) {
  expect_each_alone({
      {"policy.chains[1].generators", "none: must hold at least one generator",
       [](Study& s) { s.policy.chains[1].generators.clear(); }},
      {"policy.chains[1].generators[0].from", "2026-01-01: must not be after the as-of date",
       [](Study& s) { s.policy.chains[1].generators[0].from = make_date(2026, 1, 1); }},
      {"policy.chains[0].generators[1].from", "not given: must be a day",
       [](Study& s) { s.policy.chains[0].generators[1].from = kNoDate; }},
      {"policy.chains[1].generators[1].from", "must be after the generator before it",
       [](Study& s) { s.policy.chains[1].generators.push_back(s.policy.chains[1].generators[0]); }},
      {"policy.chains[0].generators[0].rows[3].from_state", "names no state",
       [](Study& s) { s.policy.chains[0].generators[0].rows[3].from_state = "x"; }},
      {"policy.chains[1].generators[0].rows", R"(must hold a row for state "tight")",
       [](Study& s) { s.policy.chains[1].generators[0].rows.pop_back(); }},
      {"policy.chains[1].generators[0].rows[2].from_state", "must be unique",
       [](Study& s) {
         s.policy.chains[1].generators[0].rows.push_back({"open", {0, 0}});
       }},
      {"policy.chains[1].generators[0].rows[0].rates_per_year", "1 values: must hold 2 values",
       [](Study& s) { s.policy.chains[1].generators[0].rows[0].rates_per_year = {0}; }},
      {"policy.chains[1].generators[0].rows[0].rates_per_year", "0.4 1/yr: must be from -1e+06 to 0",
       [](Study& s) {
         s.policy.chains[1].generators[0].rows[0].rates_per_year = {0.4, -0.4};
       }},
      {"policy.chains[1].generators[0].rows[0].rates_per_year", "-0.1 1/yr: must be from 0 to 1e+06",
       [](Study& s) {
         s.policy.chains[1].generators[0].rows[0].rates_per_year = {-0.1, -0.1};
       }},
      {"policy.chains[1].generators[0].rows[1].rates_per_year", "must sum to 0",
       [](Study& s) {
         s.policy.chains[1].generators[0].rows[1].rates_per_year = {1.0, -1.00001};
       }},
  });
}

TEST(ValidateGenerators, AcceptsRowsThatSumToZeroUpToTheDigitsTheyAreWrittenIn) {
  Study study = example_study();
  study.policy.chains[1].generators[0].rows[1].rates_per_year = {1.0, -1.0000000005};
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
}

TEST(ValidateEvents, FindsEachFaultAlone) {
  expect_each_alone({
      {"policy.chains[0].events[0].id", "not given: must be given", [](Study& s) { s.policy.chains[0].events[0].id = ""; }},
      {"policy.chains[0].events[1].id", "must be unique",
       [](Study& s) { s.policy.chains[0].events.push_back(s.policy.chains[0].events[0]); }},
      {"policy.chains[0].events[0].date", "2025-11-19: must be after the as-of date 2025-11-19",
       [](Study& s) { s.policy.chains[0].events[0].date = s.as_of; }},
      {"policy.chains[0].events[0].rows", R"(must hold a row for state "freeze")",
       [](Study& s) { s.policy.chains[0].events[0].rows.pop_back(); }},
      {"policy.chains[0].events[0].rows[1].probabilities", "3 values",
       [](Study& s) { s.policy.chains[0].events[0].rows[1].probabilities.pop_back(); }},
      {"policy.chains[0].events[0].rows[2].probabilities", "1.5: must be from 0 to 1",
       [](Study& s) { s.policy.chains[0].events[0].rows[2].probabilities[2] = 1.5; }},
      {"policy.chains[0].events[0].rows[2].probabilities", "must sum to 1",
       [](Study& s) { s.policy.chains[0].events[0].rows[2].probabilities[2] = 0.99999; }},
  });
}

TEST(ValidateStances, FindsEachFaultAlone) {
  expect_each_alone({
      {"policy.stances[2].id", R"("eu": must be unique)", [](Study& s) { s.policy.stances.push_back(s.policy.stances[1]); }},
      {"policy.stances[2].levels", "9 levels: must be from 1 to 8",
       [](Study& s) {
         s.policy.stances.push_back({"jp", {"truce", "squeeze", "freeze", "4", "5", "6", "7", "8", "9"}, {"eu_overlay"}});
       }},
      {"policy.stances[2].levels", "0 levels",
       [](Study& s) {
         s.policy.stances.push_back({"jp", {}, {"eu_overlay"}});
       }},
      {"policy.stances[2].levels[3]", "must be unique",
       [](Study& s) {
         s.policy.stances.push_back({"jp", {"truce", "squeeze", "freeze", "truce"}, {"eu_overlay"}});
       }},
      {"policy.stances[2].chains", "0 chains: must be from 1",
       [](Study& s) {
         s.policy.stances.push_back({"jp", {"truce"}, {}});
       }},
      {"policy.stances[1].chains[1]", R"(names no chain. Known: "global_chain", "eu_overlay".)",
       [](Study& s) { s.policy.stances[1].chains[1] = "eu"; }},
      {"policy.stances[1].chains[1]", "must be unique", [](Study& s) { s.policy.stances[1].chains[1] = "global_chain"; }},
      {"policy.stances[2].chains[0]",
       R"(has a state at level "squeeze", which is no level of stance "jp". Known: "truce", "freeze".)",
       [](Study& s) {
         s.policy.stances.push_back({"jp", {"truce", "freeze"}, {"eu_overlay"}});
       }},
  });
}

TEST(ValidateFeedback, FindsEachFaultAlone) {
  expect_each_alone({
      {"policy.feedback", "2 feedbacks: must be from 0 to 1",
       [](Study& s) { s.policy.feedback.push_back(s.policy.feedback[0]); }},
      {"policy.feedback[0].stance", "names no stance", [](Study& s) { s.policy.feedback[0].stance = "us"; }},
      {"policy.feedback[0].exposure_by_level", "2 values: must hold 3 values",
       [](Study& s) { s.policy.feedback[0].exposure_by_level.pop_back(); }},
      {"policy.feedback[0].exposure_by_level[1]", "-1: must be ≥ 0",
       [](Study& s) { s.policy.feedback[0].exposure_by_level[1] = -1; }},
      {"policy.feedback[0].lead_time_years", "0 yr: must be > 0", [](Study& s) { s.policy.feedback[0].lead_time_years = 0.0; }},
      {"policy.feedback[0].stages", "9: must be from 1 to 8", [](Study& s) { s.policy.feedback[0].stages = 9; }},
      {"policy.feedback[0].capacity_per_year", "must be ≥ 0", [](Study& s) { s.policy.feedback[0].capacity_per_year = -0.5; }},
      {"policy.feedback[0].sensitivity", "must be ≥ 0", [](Study& s) { s.policy.feedback[0].sensitivity = -0.4; }},
      // Three stages and steps of up to 31 days: 93/365 = 0.2548 yr.
      {"policy.feedback[0].lead_time_years", "must be longer than stages × the longest step",
       [](Study& s) { s.policy.feedback[0].lead_time_years = 93.0 / 365.0; }},
      // The study's own grid, with a gap of 200 days.
      {"policy.feedback[0].lead_time_years", "must be longer than stages × the longest step",
       [](Study& s) {
         s.simulation.grid_dates = {s.as_of + days{10}, s.as_of + days{210}, s.as_of + days{300}, s.as_of + days{400}};
       }},
  });
}

}  // namespace
}  // namespace lodestone
