#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/risk/conditional_distributions.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/mixture_identity.hpp>
#include <lodestone/risk/probability_estimate.hpp>

#include "risk/same_bits.hpp"
#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::same_bits;
using testing::Sample;

const std::vector<std::string> kLevels = {"OPEN", "SQUEEZE", "FREEZE", "WAR"};

struct PolicySample {
  Sample pnl;
  std::vector<std::uint8_t> level;
};

/// Losses grow with the level; a third of the FREEZE paths sit on one licence loss; no path ends in WAR.
PolicySample policy_sample(std::size_t count) {
  PolicySample sample;
  sample.pnl = testing::normal_sample(count, 31);
  for (std::size_t i = 0; i < count; ++i) {
    const int level = i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2;
    sample.level.push_back(static_cast<std::uint8_t>(level));
    sample.pnl[i] = level == 2 && i % 3 == 0 ? -4.0 : sample.pnl[i] * (1 + level) - level;
  }
  return sample;
}

Measures measures() { return testing::measures_at({0.9, 0.99}, {LossReference::ZERO, LossReference::MEAN}); }

TEST(DescribeConditionals, DescribesThePathsOfEachLevelAlone) {
  const PolicySample sample = policy_sample(3000);
  const auto given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
  ASSERT_EQ(given.size(), kLevels.size());
  for (std::size_t s = 0; s < 3; ++s) {
    Sample own;
    for (std::size_t i = 0; i < sample.pnl.size(); ++i) {
      if (sample.level[i] == s) own.push_back(sample.pnl[i]);
    }
    EXPECT_EQ(given[s].stance, "eu");
    EXPECT_EQ(given[s].level, kLevels[s]);
    EXPECT_TRUE(same_bits(given[s].probability, probability_estimate(static_cast<double>(own.size()), 3000)));
    EXPECT_TRUE(same_bits(given[s].distribution.value(), describe_pnl(own, measures())));
  }
}

TEST(DescribeConditionals, HasNoDistributionWhereNoPathEnds) {
  const PolicySample sample = policy_sample(3000);
  const auto given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
  EXPECT_FALSE(given[3].distribution);
  EXPECT_EQ(given[3].probability.value, 0.0);
  EXPECT_GT(*given[3].probability.upper_95, 0.0);
}

TEST(DescribeConditionals, HasProbabilitiesThatSumToOne) {
  const PolicySample sample = policy_sample(2999);
  double sum = 0.0;
  for (const auto& conditional : describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures())) {
    sum += *conditional.probability.value;
  }
  EXPECT_NEAR(sum, 1.0, 4e-16);
}

TEST(MixtureIdentity, HoldsForMeanDistributionFunctionAndEsAtTheCommonVar) {
  for (const std::size_t count : {37u, 3000u, 100003u}) {
    const PolicySample sample = policy_sample(count);
    const Distribution whole = describe_pnl(sample.pnl, measures());
    const auto given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
    const auto checks = mixture_identity("portfolio 1y by eu", sample.pnl, sample.level, whole, given);
    ASSERT_EQ(checks.size(), 5u);  // the mean; distribution function and ES at each confidence
    for (const Reconciliation& check : checks) {
      EXPECT_TRUE(check.passed) << check.name << ": " << check.left << " against " << check.right;
    }
    EXPECT_EQ(checks[4].name, "portfolio 1y by eu: ES at the 99 % VaR is the levels' mixture");
  }
}

TEST(MixtureIdentity, DoesNotHoldForVarAndIsNotClaimedToDo) {
  const PolicySample sample = policy_sample(100003);
  const Distribution whole = describe_pnl(sample.pnl, measures());
  double mixed = 0.0;
  for (const auto& given : describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures())) {
    if (given.distribution) mixed += *given.probability.value * *given.distribution->measures[2].value_at_risk.value;
  }
  EXPECT_GT(std::abs(mixed - *whole.measures[2].value_at_risk.value), 0.5);
}

TEST(MixtureIdentity, FailsWhenAPartIsNotTheWholes) {
  const PolicySample sample = policy_sample(3000);
  const Distribution whole = describe_pnl(sample.pnl, measures());
  auto given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
  *given[1].probability.value += 1e-6;
  for (const auto& check : mixture_identity("x", sample.pnl, sample.level, whole, given))
    EXPECT_FALSE(check.passed) << check.name;

  given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
  *given[2].distribution->mean.value += 1e-6;
  EXPECT_FALSE(mixture_identity("x", sample.pnl, sample.level, whole, given)[0].passed);

  Distribution wrong = whole;
  *wrong.measures[2].expected_shortfall.value *= 1.0 + 1e-9;
  given = describe_conditionals(sample.pnl, sample.level, "eu", kLevels, measures());
  EXPECT_FALSE(mixture_identity("x", sample.pnl, sample.level, wrong, given)[4].passed);
}

TEST(MixtureIdentity, HasNothingToCheckInASampleWithoutNumbers) {
  EXPECT_TRUE(mixture_identity("x", {}, {}, describe_pnl({}, measures()), {}).empty());
}

TEST(DescribeConditionalsDeathTest, RefusesALevelWithoutAName) {
  EXPECT_DEATH(describe_conditionals(Sample{1.0}, std::vector<std::uint8_t>{4}, "eu", kLevels, measures()), "levels");
}

}  // namespace
}  // namespace lodestone
