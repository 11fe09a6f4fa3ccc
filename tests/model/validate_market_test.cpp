#include <lodestone/model/repaired_correlation.hpp>

#include <cmath>
#include <limits>
#include "model/broken_study.hpp"

namespace lodestone {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(ValidateFactors, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.factors[2].id", "not given: must be given",
       [](Study& s) {
         s.market.factors[2].id = "";
         s.market.observables[0].weights.pop_back();
       }},
      {"market.factors[8].id", "201 characters: must be at most 200",
       [](Study& s) {
         s.market.factors[8].id = std::string(201, 'x');
         s.market.correlations.pop_back();
         for (Project& project : s.projects) project.slip_factor = "";
       }},
      {"market.factors[9].id", R"("slip": must be unique)", [](Study& s) { s.market.factors.push_back(s.market.factors[8]); }},
      {"market.factors[0].stance", R"(names no stance. Known: "global", "eu".)",
       [](Study& s) { s.market.factors[0].stance = "mars"; }},
      {"market.factors[0].initial_value", "0: must be > 0", [](Study& s) { s.market.factors[0].initial_value = 0.0; }},
      {"market.factors[1].initial_value", "inf: must be finite",
       [](Study& s) { s.market.factors[1].initial_value = kInfinity; }},
      {"market.factors[1].mean_reversion_per_year", "-1 1/yr: must be ≥ 0",
       [](Study& s) { s.market.factors[1].mean_reversion_per_year = -1.0; }},
      {"market.factors[3].long_run_mean", "must be left out when mean_reversion_per_year is 0",
       [](Study& s) { s.market.factors[3].mean_reversion_per_year = 0.0; }},
      {"market.factors[3].long_run_mean", "0 values: must hold 1 value",
       [](Study& s) { s.market.factors[3].long_run_mean.clear(); }},
      {"market.factors[1].long_run_mean", R"(2 values: must hold 1 value, or 3: one for each level of stance "eu")",
       [](Study& s) { s.market.factors[1].long_run_mean.pop_back(); }},
      {"market.factors[0].long_run_mean[0]", "-540: must be > 0",
       [](Study& s) { s.market.factors[0].long_run_mean[0] = -540.0; }},
      {"market.factors[1].long_run_mean[2]", "must be finite",
       [](Study& s) { s.market.factors[1].long_run_mean[2] = kInfinity; }},
      {"market.factors[3].drift_per_year", "must be left out when mean_reversion_per_year is > 0",
       [](Study& s) { s.market.factors[3].drift_per_year = {0.1}; }},
      {"market.factors[7].drift_per_year", "2 values: must hold 1 value, as the factor has no stance",
       [](Study& s) {
         s.market.factors[7].drift_per_year = {0.1, 0.2};
       }},
      {"market.factors[7].drift_per_year[0]", "must be finite",
       [](Study& s) { s.market.factors[7].drift_per_year[0] = -kInfinity; }},
      {"market.factors[0].volatility_per_sqrt_year", "0 values",
       [](Study& s) { s.market.factors[0].volatility_per_sqrt_year = {}; }},
      {"market.factors[0].volatility_per_sqrt_year[1]", "-0.1 1/√yr: must be ≥ 0",
       [](Study& s) { s.market.factors[0].volatility_per_sqrt_year[1] = -0.1; }},
      {"market.factors[0].volatility_term_structure", "names no volatility term structure",
       [](Study& s) { s.market.factors[0].volatility_term_structure = "arch"; }},
      {"market.factors[0].variance_group", R"(names no variance group. Known: "tails".)",
       [](Study& s) { s.market.factors[0].variance_group = "tail"; }},
      {"market.factors[4].risk_premium_per_year", "11 1/yr: must be from -10 to 10",
       [](Study& s) { s.market.factors[4].risk_premium_per_year = 11.0; }},
      {"market.factors[1].feels_feedback", "needs a feedback", [](Study& s) { s.policy.feedback.clear(); }},
      {"market.factors[7].feels_feedback", "needs mean_reversion_per_year > 0",
       [](Study& s) { s.market.factors[7].feels_feedback = true; }},
      {"market.factors", "2001 factors: must be from 0 to 2000",
       [](Study& s) {
         for (int i = 0; s.market.factors.size() < 2001; ++i) {
           s.market.factors.push_back(example::factor("f" + std::to_string(i), FactorScale::NATURAL, 0.0, 0.1));
         }
       }},
  });
}

TEST(ValidateFactors, FindsEachFaultOfAJumpAlone) {
  expect_each_alone({
      {"market.factors[1].jumps[0].from_level", R"(names no level of stance "eu". Known: "truce", "squeeze", "freeze".)",
       [](Study& s) { s.market.factors[1].jumps[0].from_level = "peace"; }},
      {"market.factors[1].jumps[1].to_level", "not given: must be given. Known",
       [](Study& s) { s.market.factors[1].jumps[1].to_level = ""; }},
      {"market.factors[1].jumps[0]", R"("truce" to "truce": must be a move between two levels)",
       [](Study& s) { s.market.factors[1].jumps[0].to_level = "truce"; }},
      {"market.factors[1].jumps[2]", "must be unique",
       [](Study& s) { s.market.factors[1].jumps.push_back(s.market.factors[1].jumps[0]); }},
      {"market.factors[1].jumps[0].standard_deviation", "must be ≥ 0",
       [](Study& s) { s.market.factors[1].jumps[0].standard_deviation = -0.2; }},
      {"market.factors[7].jumps", "must be left out for a factor without a stance",
       [](Study& s) { s.market.factors[7].jumps = s.market.factors[1].jumps; }},
  });
}

TEST(ValidateCorrelations, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.correlations[0].first", "names no factor", [](Study& s) { s.market.correlations[0].first = "ndpr"; }},
      {"market.correlations[1].second", "must be given", [](Study& s) { s.market.correlations[1].second = ""; }},
      {"market.correlations[2].value", "-1.01: must be from -1 to 1", [](Study& s) { s.market.correlations[2].value = -1.01; }},
      {"market.correlations[0]", "must be two factors", [](Study& s) { s.market.correlations[0].second = "ndpr_cn"; }},
      {"market.correlations[3]", R"("miner" and "ndpr_cn": must be unique)",
       [](Study& s) {
         s.market.correlations.push_back({"miner", "ndpr_cn", 0.5});
       }},
  });
}

TEST(ValidateCorrelations, NamesTheEigenvalueAndTheEntriesToBlame) {
  // ρ₁ = 0.8 and ρ₂ = 0.9 share a factor: least eigenvalue 1 − √(ρ₁² + ρ₂²) = −0.204; the others hardly add to it.
  expect_each_alone({{"market.correlations",
                      "not positive semidefinite (least eigenvalue −0.2, mostly miner × base = 0.9, ndpr_cn × miner = -0.8). "
                      "Correct these entries, or set correlation_repair: CORRELATION_REPAIR_NEAREST.",
                      [](Study& s) {
                        s.market.correlations = {
                            {"ndpr_cn", "miner", -0.8}, {"miner", "base", 0.9}, {"cost", "slip", 0.3}, {"miner", "cost", 0.01}};
                      }}});
}

TEST(ValidateCorrelations, RepairsOnlyWhatIsNoMatrixAndOnlyWhenAsked) {
  Study study = example_study();
  study.market.correlations = {
      {"ndpr_cn", "miner", 1.0}, {"miner", "base", 1.0}, {"cost", "slip", 0.25}};  // Higham's, and a pair
  EXPECT_EQ(find_violations(study).size(), 1u);
  EXPECT_FALSE(repair_correlations(study.market));
  study.market.correlation_repair = CorrelationRepair::NEAREST;
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
  const RepairedCorrelation repaired = repair_correlations(study.market).value();
  ASSERT_EQ(repaired.matrix.size(), 4u) << "pairs of 0 are left out";
  EXPECT_EQ(repaired.matrix[1].first, "ndpr_cn");
  EXPECT_EQ(repaired.matrix[1].second, "base");
  EXPECT_NEAR(repaired.matrix[0].value, 0.7606898534, 5e-11);  // Higham (2002) §4
  EXPECT_NEAR(repaired.matrix[1].value, 0.1572981061, 5e-11);
  EXPECT_NEAR(repaired.matrix[3].value, 0.25, 1e-12);
  EXPECT_NEAR(repaired.largest_change, 1.0 - 0.7606898534, 1e-10);
  EXPECT_EQ(repaired.written, 1.0);
  EXPECT_NEAR(repaired.distance, std::sqrt(2.0) * std::sqrt(2.0 * 0.2393101466 * 0.2393101466 + 0.1572981061 * 0.1572981061),
              1e-9);
  Study sound = example_study();
  sound.market.correlation_repair = CorrelationRepair::NEAREST;
  EXPECT_FALSE(repair_correlations(sound.market)) << "a matrix that is one is used as it is written";
}

TEST(ValidateCorrelations, AcceptsAMatrixOnTheBoundary) {
  Study study = example_study();
  study.market.correlations = {{"ndpr_cn", "miner", 1.0}, {"ndpr_cn", "base", 0.6}, {"miner", "base", 0.6}};
  EXPECT_TRUE(find_violations(study).empty()) << listing(find_violations(study));
  // det = −(0.6001 − 0.6)² = −1e-8 and the other eigenvalues are near 2.49 and 0.51: λ ≈ −1e-8 / 1.28.
  study.market.correlations[2].value = 0.6001;
  const std::vector<Violation> found = find_violations(study);
  ASSERT_EQ(found.size(), 1u) << listing(found);
  EXPECT_THAT(found[0].rule, testing::HasSubstr("least eigenvalue −7.8e-9"));
}

TEST(ValidateTermStructures, FindsEachFaultAlone) {
  expect_each_alone({
      {"market.volatility_term_structures[1].id", "must be unique",
       [](Study& s) { s.market.volatility_term_structures.push_back(s.market.volatility_term_structures[0]); }},
      {"market.volatility_term_structures[0].initial_multiplier", "0: must be > 0",
       [](Study& s) { s.market.volatility_term_structures[0].initial_multiplier = 0.0; }},
      {"market.volatility_term_structures[0].decay_per_year", "-3 1/yr: must be > 0",
       [](Study& s) { s.market.volatility_term_structures[0].decay_per_year = -3.0; }},
      {"market.variance_groups[1].id", "must be unique",
       [](Study& s) { s.market.variance_groups.push_back(s.market.variance_groups[0]); }},
      {"market.variance_groups[0].degrees_of_freedom", "2.5: must be from 3 to 1000",
       [](Study& s) { s.market.variance_groups[0].degrees_of_freedom = 2.5; }},
  });
}

}  // namespace
}  // namespace lodestone
