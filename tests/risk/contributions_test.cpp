#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/distribution.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

Sample sum(const Sample& left, const Sample& right) {
  Sample total(left.size());
  for (std::size_t i = 0; i < left.size(); ++i) total[i] = left[i] + right[i];
  return total;
}

double es_of(const Sample& pnl, double confidence) {
  return *describe_pnl(pnl, testing::measures_at({confidence})).measures[0].expected_shortfall.value;
}

std::vector<Contribution> contributions(const Sample& whole, const std::vector<Sample>& parts, double confidence) {
  const std::vector<std::span<const double>> spans(parts.begin(), parts.end());
  return euler_expected_shortfall(whole, spans, confidence);
}

TEST(TailWeights, ShareTheAtomEquallyAmongItsPathsWorstFirst) {
  const Tail tail = tail_weights(testing::licence_refusals(), 0.99);
  EXPECT_EQ(tail.value_at_risk, 100.0);
  EXPECT_EQ(tail.mass, 100.0);
  const std::vector<TailWeight> paths = worst_first(tail);
  ASSERT_EQ(paths.size(), 220u);
  double mass = 0.0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const bool beyond = i < 20;
    EXPECT_EQ(paths[i].path, static_cast<std::int64_t>(beyond ? 9980 + i : 9780 + i - 20));
    EXPECT_EQ(paths[i].loss, beyond ? 500.0 : 100.0);
    EXPECT_EQ(paths[i].weight, beyond ? 1.0 : 0.4);  // 80 of 200
    mass += paths[i].weight;
  }
  EXPECT_NEAR(mass, 100.0, 1e-12);
}

TEST(TailWeights, FillTheTailWithAPartOfThePathAtVarWhenItsMassIsNoWholeNumber) {
  const Tail tail = tail_weights(testing::normal_sample(50, 8), 0.95);  // 2.5 paths: two and half of the third
  const std::vector<TailWeight> paths = worst_first(tail);
  ASSERT_EQ(paths.size(), 3u);
  EXPECT_EQ(paths[0].weight, 1.0);
  EXPECT_EQ(paths[1].weight, 1.0);
  EXPECT_NEAR(paths[2].weight, 0.5, 1e-13);
  EXPECT_GT(paths[0].loss, paths[1].loss);
  EXPECT_EQ(paths[2].loss, tail.value_at_risk);
  EXPECT_EQ(tail.absence, AbsenceReason::TOO_FEW_PATHS);
}

TEST(TailWeights, LeaveOutThePathAtVarWhenTheTailIsFullWithoutIt) {
  EXPECT_EQ(tail_weights(testing::normal_sample(2000, 8), 0.99).paths.size(), 20u);
}

TEST(EulerContribution, AddsUpToTheExpectedShortfall) {
  const Sample equities = testing::normal_sample(20000, 41);
  Sample offtakes = testing::normal_sample(20000, 42);
  for (std::size_t i = 0; i < offtakes.size(); ++i) offtakes[i] = i % 40 == 0 ? -3.0 : 0.2 * offtakes[i] + 0.3 * equities[i];
  const Sample portfolio = sum(equities, offtakes);
  for (const double confidence : {0.9, 0.975, 0.9991}) {
    const auto parts = contributions(portfolio, {equities, offtakes}, confidence);
    const double es = es_of(portfolio, confidence);
    EXPECT_NEAR(*parts[0].expected_shortfall.value + *parts[1].expected_shortfall.value, es, 1e-13 * es);
    EXPECT_NEAR(*parts[0].share + *parts[1].share, 1.0, 1e-13);
    EXPECT_EQ(parts[0].confidence, confidence);
  }
}

TEST(EulerContribution,
     SharesAnAtomAmongThePartsThatMakeIt) {  // 180 = the refused contracts' 200 less the book's steady gain 20
  Sample contract = testing::licence_refusals();
  for (double& value : contract) value -= 20.0;
  const Sample carry(contract.size(), 20.0);
  const auto parts = contributions(sum(contract, carry), {contract, carry}, 0.99);
  EXPECT_DOUBLE_EQ(*parts[0].expected_shortfall.value, 200.0);
  EXPECT_DOUBLE_EQ(*parts[1].expected_shortfall.value, -20.0);
  EXPECT_NEAR(*parts[1].expected_shortfall.standard_error, 0.0, 1e-12);
  EXPECT_DOUBLE_EQ(*parts[0].share, 200.0 / 180.0);
}

TEST(EulerContribution, OfTiedPathsDoesNotDependOnWhichComesFirst) {
  Sample portfolio(1000, 1.0);
  Sample part(1000, 0.5);
  for (std::size_t i = 0; i < 40; ++i) portfolio[i] = -10.0;  // the atom holds VaR 97.5 % …
  for (std::size_t i = 0; i < 20; ++i) part[i] = -8.0;        // … and the part loses on half of it
  const double expected = 0.5 * 8.0 - 0.5 * 0.5;
  EXPECT_DOUBLE_EQ(*contributions(portfolio, {part}, 0.975)[0].expected_shortfall.value, expected);
  std::reverse(part.begin(), part.begin() + 40);
  EXPECT_DOUBLE_EQ(*contributions(portfolio, {part}, 0.975)[0].expected_shortfall.value, expected);
}

TEST(EulerContribution, IsTheDerivativeOfEsAlongThePart) {
  const Sample first = testing::normal_sample(4000, 43);
  const Sample second = testing::normal_sample(4000, 44);
  const double step = 1e-7;  // small enough that no two paths change places
  Sample bumped = second;
  for (double& value : bumped) value *= 1.0 + step;
  const double slope = (es_of(sum(first, bumped), 0.95) - es_of(sum(first, second), 0.95)) / step;
  EXPECT_NEAR(*contributions(sum(first, second), {second}, 0.95)[0].expected_shortfall.value, slope, 1e-6);
}

TEST(EulerContribution, OfThePortfolioItselfHasTheErrorOfEs) {  // up to the width of VaR's interval
  const Sample pnl = testing::normal_sample(200000, 45);
  const Estimate own = contributions(pnl, {pnl}, 0.99)[0].expected_shortfall;
  const Estimate es = describe_pnl(pnl, testing::measures_at({0.99})).measures[0].expected_shortfall;
  EXPECT_NEAR(*own.standard_error / *es.standard_error, 1.0, 0.02);
}

TEST(EulerContribution, CountsThePathsOutsideTheTailInItsError) {  // N(0, 1) at 50 %: ψ = 2L⁺ − 2φ(0), of variance 2 − 2/π
  const std::size_t n = 100'000;
  const Sample pnl = testing::stratified_sample(n, normal_quantile);
  const Estimate own = contributions(pnl, {pnl}, 0.5)[0].expected_shortfall;
  EXPECT_NEAR(*own.standard_error * std::sqrt(n), std::sqrt(2.0 - 2.0 / 3.141592653589793), 0.01);
}

TEST(EulerContribution, TellsAnErrorThatRepetitionConfirms) {  // one part normal, one Student t with ν = 5
  constexpr int kReplications = 1000;
  double error = 0.0;
  double mean = 0.0;
  double squares = 0.0;
  for (int r = 0; r < kReplications; ++r) {
    std::mt19937_64 bits(7000u + static_cast<unsigned>(r));
    std::student_t_distribution<double> student(5.0);
    const Sample normal = testing::normal_sample(4000, 6000u + static_cast<unsigned>(r));
    Sample heavy(4000);
    for (double& value : heavy) value = student(bits);
    const Estimate part = contributions(sum(normal, heavy), {normal}, 0.975)[0].expected_shortfall;
    error += *part.standard_error / kReplications;
    mean += *part.value / kReplications;
    squares += *part.value * *part.value / kReplications;
  }
  const double sd = std::sqrt(squares - mean * mean);
  EXPECT_NEAR(error / sd, 1.0, 3.0 / std::sqrt(2.0 * kReplications));  // the naive error of a tail mean is 12 % too small
}

TEST(EulerContribution, SaysWhyItsErrorOrItsValueIsMissing) {
  const Sample few = testing::normal_sample(500, 46);
  const Contribution part = contributions(few, {few}, 0.99)[0];
  EXPECT_TRUE(part.expected_shortfall.value && !part.expected_shortfall.standard_error);
  EXPECT_EQ(part.expected_shortfall.absence, AbsenceReason::TOO_FEW_PATHS);

  Sample broken = few;
  broken[100] = std::numeric_limits<double>::quiet_NaN();
  const Contribution none = contributions(broken, {few}, 0.99)[0];
  EXPECT_EQ(none.expected_shortfall.absence, AbsenceReason::NOT_APPLICABLE);
  EXPECT_FALSE(none.expected_shortfall.value || none.share);
  Sample everywhere(few.size(), std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(contributions(few, {everywhere}, 0.99)[0].expected_shortfall.value);
}

TEST(EulerContribution, HasNoShareOfAnExpectedShortfallOfZero) {
  const Sample flat(1000, 0.0);
  const Sample part = testing::normal_sample(1000, 47);
  EXPECT_FALSE(contributions(flat, {part}, 0.95)[0].share);
}

}  // namespace
}  // namespace lodestone
