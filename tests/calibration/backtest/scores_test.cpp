#include <lodestone/calibration/backtest/acerbi_szekely.hpp>
#include <lodestone/calibration/backtest/diebold_mariano.hpp>
#include <lodestone/calibration/backtest/fissler_ziegel.hpp>
#include <lodestone/calibration/backtest/holm_correction.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr double kVar = 1.959963985;  // standard normal, 97.5 %
constexpr double kEs = 2.337802792;

TEST(FisslerZiegel, TakesThePublishedValuesForAStandardNormal) {
  EXPECT_NEAR(fissler_ziegel_score(-3.0, kVar, kEs, 0.025), 18.48269281, 5e-8);
  EXPECT_NEAR(fissler_ziegel_score(0.0, kVar, kEs, 0.025), 0.6875901758, 5e-10);
}

double mean_score(double var, double es) {
  double sum = 0.0;
  constexpr int kCount = 200000;
  for (int i = 0; i < kCount; ++i) sum += fissler_ziegel_score(normal_quantile((i + 0.5) / kCount), var, es, 0.025) / kCount;
  return sum;
}

TEST(FisslerZiegel, HasItsExpectationAtTheTruthAndNowhereLess) {
  const double truth = mean_score(kVar, kEs);
  EXPECT_NEAR(truth, 0.8492115106, 2e-4) << "the midpoint rule cuts the last 2.5e-6 of the tail";
  for (const double factor : {0.9, 1.1}) {
    EXPECT_GT(mean_score(factor * kVar, kEs), truth);
    EXPECT_GT(mean_score(kVar, factor * kEs), truth);
  }
}

TEST(AcerbiSzekely, IsTheDefinitionByHand) {
  const std::vector<double> returns = {-3.0, 1.0, -2.0, -5.0};
  const std::vector<double> var = {2.0, 2.0, 2.0, 4.0};
  const std::vector<double> es = {2.5, 2.5, 2.5, 5.0};
  const AcerbiSzekely z = acerbi_szekely(returns, var, es, 0.25);
  EXPECT_DOUBLE_EQ(z.z1, (-3.0 / 2.5 - 5.0 / 5.0) / 2.0 + 1.0) << "a return at −VaR is no breach";
  EXPECT_DOUBLE_EQ(z.z2, (-3.0 / 2.5 - 5.0 / 5.0) / (4.0 * 0.25) + 1.0);
  const AcerbiSzekely none = acerbi_szekely(std::vector<double>{1.0}, std::vector<double>{1.0}, std::vector<double>{1.0}, 0.25);
  EXPECT_TRUE(std::isnan(none.z1));
  EXPECT_EQ(none.z2, 1.0);
}

TEST(DieboldMariano, IsTheTStatisticOfTheMeanWithoutLags) {
  const std::vector<double> first = {1.0, 2.0, 3.0, 4.0};
  const std::vector<double> second = {0.0, 2.0, 1.0, 3.0};  // d = 1, 0, 2, 1: mean 1, variance 1/2
  const TestResult result = diebold_mariano(first, second, 0);
  EXPECT_DOUBLE_EQ(result.statistic, 1.0 / std::sqrt(0.5 / 4.0));
  EXPECT_NEAR(result.p_value, 2.0 * (1.0 - normal_cdf(result.statistic)), 1e-15);
  EXPECT_DOUBLE_EQ(diebold_mariano(second, first, 0).statistic, -result.statistic);
}

TEST(DieboldMariano, WeighsAutocovariancesAsBartlett) {
  const std::vector<double> d = {1.0, 0.0, 2.0, 1.0};
  const std::vector<double> zero(4, 0.0);
  // Deviations 0, −1, 1, 0: γ0 = 1/2, γ1 = −1/4, V = 1/2 − 2·½·1/4.
  EXPECT_DOUBLE_EQ(diebold_mariano(d, zero, 1).statistic, 1.0 / std::sqrt(0.25 / 4.0));
  EXPECT_EQ(diebold_mariano(d, d, 1).p_value, 1.0);
}

TEST(Holm, CorrectsTheSmallestMostAndKeepsTheOrder) {
  const auto adjusted = holm_correction(std::vector<double>{0.01, 0.04, 0.03, 0.005});
  EXPECT_EQ(adjusted.size(), 4u);
  EXPECT_DOUBLE_EQ(adjusted[3], 0.02);
  EXPECT_DOUBLE_EQ(adjusted[0], 0.03);
  EXPECT_DOUBLE_EQ(adjusted[2], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[1], 0.06) << "never below the one before it";
}

TEST(Holm, DoesNotCountTestsThatWereNotPossible) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto adjusted = holm_correction(std::vector<double>{nan, 0.02, 0.6});
  EXPECT_TRUE(std::isnan(adjusted[0]));
  EXPECT_DOUBLE_EQ(adjusted[1], 0.04);
  EXPECT_DOUBLE_EQ(adjusted[2], 0.6);
}

}  // namespace
}  // namespace lodestone::calibration
