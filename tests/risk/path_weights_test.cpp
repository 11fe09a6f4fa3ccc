/// Every estimator takes path weights; weights all alike are none, to the last bit.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/conditional_distributions.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/distribution.hpp>

#include "risk/same_bits.hpp"
#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::same_bits;
using testing::Sample;

Measures everything() {
  Measures measures = testing::measures_at({0.9, 0.99}, {LossReference::ZERO, LossReference::MEAN});
  measures.quantiles = {0.01, 0.3, 0.5, 0.99};
  measures.histogram_bins = 30;
  return measures;
}

TEST(PathWeights, ThatAreAllAlikeGiveTheBitsOfNone) {
  Sample tied = testing::normal_sample(10007, 21, 3.0);
  for (std::size_t i = 0; i < tied.size(); i += 3) tied[i] = std::round(tied[i]);
  for (const Sample& pnl : {tied, testing::licence_refusals()}) {
    std::vector<std::uint8_t> level(pnl.size());
    for (std::size_t i = 0; i < level.size(); ++i) level[i] = static_cast<std::uint8_t>(i % 7 == 0 ? 1 : i % 2);
    const std::vector<std::string> levels = {"open", "closed", "never"};
    const std::vector<std::span<const double>> parts = {pnl, tied};
    const bool has_parts = pnl.size() == tied.size();
    for (const double weight : {1.0, 0.3, 1.0 / 10007.0, 1e-300}) {
      const Sample weights(pnl.size(), weight);
      EXPECT_TRUE(same_bits(describe_pnl(pnl, everything(), weights), describe_pnl(pnl, everything()))) << weight;
      EXPECT_TRUE(same_bits(describe_outcome(pnl, everything(), weights), describe_outcome(pnl, everything()))) << weight;
      const auto weighted = describe_conditionals(pnl, level, "eu", levels, everything(), weights);
      const auto plain = describe_conditionals(pnl, level, "eu", levels, everything());
      for (std::size_t s = 0; s < levels.size(); ++s) {
        EXPECT_TRUE(same_bits(weighted[s].probability, plain[s].probability));
        ASSERT_EQ(weighted[s].distribution.has_value(), plain[s].distribution.has_value());
        if (plain[s].distribution) {
          EXPECT_TRUE(same_bits(*weighted[s].distribution, *plain[s].distribution));
        }
      }
      if (!has_parts) continue;
      const auto weighted_parts = euler_expected_shortfall(pnl, parts, 0.99, weights);
      const auto plain_parts = euler_expected_shortfall(pnl, parts, 0.99);
      for (std::size_t j = 0; j < parts.size(); ++j) {
        EXPECT_TRUE(same_bits(weighted_parts[j].expected_shortfall, plain_parts[j].expected_shortfall));
      }
    }
  }
}

TEST(PathWeights, OfTwoCountAPathTwice) {
  const Sample pnl = testing::normal_sample(2000, 22);
  Sample weights(pnl.size(), 1.0);
  Sample repeated = pnl;
  for (std::size_t i = 0; i < pnl.size(); i += 5) {
    weights[i] = 2.0;
    repeated.push_back(pnl[i]);
  }
  const Distribution weighted = describe_pnl(pnl, everything(), weights);
  const Distribution counted = describe_pnl(repeated, everything());
  EXPECT_NEAR(*weighted.mean.value, *counted.mean.value, 1e-15);
  for (std::size_t q = 0; q < 4; ++q) EXPECT_EQ(weighted.quantiles[q].value, counted.quantiles[q].value);
  for (std::size_t m = 0; m < 4; ++m) {
    EXPECT_NEAR(*weighted.measures[m].value_at_risk.value, *counted.measures[m].value_at_risk.value, 1e-14);
    EXPECT_NEAR(*weighted.measures[m].expected_shortfall.value, *counted.measures[m].expected_shortfall.value, 1e-13);
  }
}

/// Losses drawn from N(2, 1) or N(0, 1) at the toss of a coin, all weighted back to N(0, 1); no weight exceeds 2.
struct ImportanceSample {
  Sample pnl;
  Sample weights;
};
ImportanceSample importance_sample(std::size_t count, std::uint64_t seed) {
  ImportanceSample sample;
  sample.pnl = testing::negated(testing::normal_sample(count, seed));
  std::mt19937_64 coin(~seed);
  for (double& gain : sample.pnl) gain -= coin() % 2 == 0 ? 2.0 : 0.0;
  for (const double gain : sample.pnl) {  // φ(x)/(½φ(x) + ½φ(x − 2)) at the loss x = −gain
    sample.weights.push_back(2.0 / (1.0 + std::exp(-2.0 * gain - 2.0)));
  }
  return sample;
}

TEST(PathWeights, TurnAnImportanceSampleIntoTheLawWithHonestErrors) {
  const double var = 2.3263478740408408;
  const double es = 2.6652142203457938;
  int var_held = 0;
  int es_held = 0;
  constexpr int kReplications = 400;
  for (int r = 0; r < kReplications; ++r) {
    const ImportanceSample sample = importance_sample(4000, 500u + static_cast<unsigned>(r));
    const TailMeasure measure = describe_pnl(sample.pnl, testing::measures_at({0.99}), sample.weights).measures[0];
    var_held += *measure.value_at_risk.lower_95 <= var && var <= *measure.value_at_risk.upper_95 ? 1 : 0;
    es_held += *measure.expected_shortfall.lower_95 <= es && es <= *measure.expected_shortfall.upper_95 ? 1 : 0;
  }
  const double band = 3.0 * std::sqrt(0.95 * 0.05 / kReplications);
  EXPECT_NEAR(var_held / static_cast<double>(kReplications), 0.95, band);
  EXPECT_NEAR(es_held / static_cast<double>(kReplications), 0.95, band);
}

TEST(PathWeights, StayWithTheirPathsWhenAnOutcomeSkipsSome) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Distribution outcome = describe_outcome(Sample{nan, 1.0, 5.0}, everything(), Sample{7.0, 3.0, 1.0});
  EXPECT_EQ(outcome.paths, 2);
  EXPECT_EQ(outcome.mean.value, 2.0);
  EXPECT_EQ(outcome.quantiles[2].value, 1.0);
}

TEST(PathWeights, OfZeroLeaveAPathOut) {
  Sample pnl = testing::normal_sample(500, 23);
  Sample weights(500, 1.0);
  pnl.push_back(-1e6);
  weights.push_back(0.0);
  const Distribution weighted = describe_pnl(pnl, testing::measures_at({0.9}), weights);
  pnl.pop_back();
  const Distribution plain = describe_pnl(pnl, testing::measures_at({0.9}));
  EXPECT_EQ(weighted.measures[0].value_at_risk, plain.measures[0].value_at_risk);
  EXPECT_DOUBLE_EQ(*weighted.measures[0].expected_shortfall.value, *plain.measures[0].expected_shortfall.value);
  EXPECT_DOUBLE_EQ(*weighted.mean.value, *plain.mean.value);
}

}  // namespace
}  // namespace lodestone
