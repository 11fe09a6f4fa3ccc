#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_measure.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::append;
using testing::Sample;

TailMeasure measure(const Sample& pnl, double confidence, LossReference reference = LossReference::ZERO) {
  return tail_measure(SortedSample(pnl).reflected(), confidence, reference);
}

TEST(ExpectedShortfall, WeighsTheAtomAtVarFractionally) {
  const TailMeasure at_99 = measure(testing::licence_refusals(), 0.99);
  EXPECT_EQ(at_99.value_at_risk.value, 100.0);
  EXPECT_EQ(at_99.expected_shortfall.value, 180.0);
  EXPECT_EQ(at_99.atom_mass_at_var, 0.02);
}

TEST(ExpectedShortfall, OfThirtyPathsAtOneLossIsThatLoss) {  // a rule for "worse than VaR" finds no path here
  Sample pnl;
  append(pnl, 970, 4.0);
  append(pnl, 30, -250.0);
  const TailMeasure at_99 = measure(pnl, 0.99);
  EXPECT_EQ(at_99.value_at_risk.value, 250.0);
  EXPECT_EQ(at_99.expected_shortfall.value, 250.0);
  EXPECT_EQ(at_99.expected_shortfall.standard_error, 0.0);
  EXPECT_EQ(at_99.atom_mass_at_var, 0.03);
}

TEST(ValueAtRisk, OfABookThatOnlyGainsIsNegative) {
  Sample pnl(1000);
  for (std::size_t i = 0; i < pnl.size(); ++i) pnl[i] = 1.0 + static_cast<double>(i);
  const TailMeasure at_99 = measure(pnl, 0.99);
  EXPECT_EQ(at_99.value_at_risk.value, -11.0);              // rank 990 of the losses: the 11th least gain
  EXPECT_DOUBLE_EQ(*at_99.expected_shortfall.value, -5.5);  // mean of the ten least gains 1 … 10
}

TEST(ValueAtRisk, IsTheOrderStatisticAtTheCeilingOfNTimesConfidence) {
  Sample pnl;
  for (int loss = 1; loss <= 100; ++loss) pnl.push_back(-loss);
  EXPECT_EQ(measure(pnl, 0.95).value_at_risk.value, 95.0);
  EXPECT_EQ(measure(pnl, 0.951).value_at_risk.value, 96.0);
  EXPECT_EQ(measure(pnl, 0.99).value_at_risk.value, 99.0);
  EXPECT_EQ(measure(pnl, 0.999).value_at_risk.value, 100.0);
  EXPECT_EQ(measure(pnl, 0.5).value_at_risk.value, 50.0);
}

TEST(ValueAtRisk, DoesNotSlipARankWhereTheProductRoundsUp) {
  for (int hundreds = 1; hundreds <= 150; ++hundreds) {  // n·a is a whole number, which floating point may just exceed
    for (const auto& [confidence, per_hundred] : {std::pair{0.55, 55}, std::pair{0.56, 56}, std::pair{0.57, 57},
                                                  std::pair{0.58, 58}, std::pair{0.95, 95}, std::pair{0.99, 99}}) {
      Sample pnl(static_cast<std::size_t>(100 * hundreds));
      for (std::size_t i = 0; i < pnl.size(); ++i) pnl[i] = -1.0 - static_cast<double>(i);
      EXPECT_EQ(measure(pnl, confidence).value_at_risk.value, per_hundred * hundreds);
    }
  }
}

TEST(TailMeasure, ReproducesTheNormalLaw) {  // VaR and ES of N(0, 1), computed independently to ten digits
  constexpr std::size_t kStrata = 1'000'000;
  const Sample pnl = testing::stratified_sample(kStrata, normal_quantile);
  const double expected[][3] = {
      {0.975, 1.959963985, 2.337802792}, {0.99, 2.326347874, 2.66521422}, {0.999, 3.090232306, 3.367090077}};
  for (const auto& [confidence, var, es] : expected) {
    const double density = std::exp(-0.5 * var * var) / 2.506628274631;
    const TailMeasure measured = measure(pnl, confidence);
    EXPECT_NEAR(*measured.value_at_risk.value, var, 0.51 / (kStrata * density));              // half a stratum's width
    EXPECT_NEAR(*measured.expected_shortfall.value, es, 5.0 / (kStrata * (1 - confidence)));  // the top stratum, at most 5
  }
}

TEST(TailMeasure, ReproducesStudentsLaw) {  // ν = 4, raw and scaled to unit variance, computed independently
  constexpr std::size_t kStrata = 1'000'000;
  const boost::math::students_t student(4.0);
  const Sample raw = testing::stratified_sample(kStrata, [&](double p) { return boost::math::quantile(student, p); });
  Sample scaled = raw;
  for (double& value : scaled) value *= std::sqrt(0.5);
  const double expected[][5] = {{0.975, 2.77644511, 3.99355702, 1.96324316, 2.82387125},
                                {0.99, 3.74694739, 5.22058419, 2.64949191, 3.69151049},
                                {0.999, 7.17318222, 9.68621921, 5.07220579, 6.84919129}};
  for (const auto& [confidence, var, es, scaled_var, scaled_es] : expected) {
    const double var_slack = 0.51 / (kStrata * boost::math::pdf(student, var));
    const double es_slack = -raw.front() / (kStrata * (1 - confidence));  // what the top stratum contributes
    EXPECT_NEAR(*measure(raw, confidence).value_at_risk.value, var, var_slack);
    EXPECT_NEAR(*measure(raw, confidence).expected_shortfall.value, es, es_slack);
    EXPECT_NEAR(*measure(scaled, confidence).value_at_risk.value, scaled_var, var_slack);
    EXPECT_NEAR(*measure(scaled, confidence).expected_shortfall.value, scaled_es, es_slack);
  }
}

TEST(TailMeasure, ReproducesThePortfolioOfRockafellarAndUryasev) {  // Journal of Risk 2 (2000), section 5
  const double w[] = {0.452013, 0.115573, 0.432414};
  const double mean[] = {0.010111, 0.0043532, 0.0137058};
  const double cov[] = {0.00324625, 0.00022983, 0.00420395, 0.00022983, 0.00049937,
                        0.00019247, 0.00420395, 0.00019247, 0.00764097};
  double drift = 0.0;
  double variance = 0.0;
  for (int i = 0; i < 3; ++i) {
    drift += w[i] * mean[i];
    for (int j = 0; j < 3; ++j) variance += w[i] * w[j] * cov[3 * i + j];
  }
  const double sd = std::sqrt(variance);
  const Sample pnl = testing::stratified_sample(2'000'000, [&](double p) { return drift + sd * normal_quantile(p); });
  const double expected[][3] = {{0.90, 0.067847, 0.096975}, {0.95, 0.0902, 0.115908}, {0.99, 0.132128, 0.152977}};
  for (const auto& [confidence, var, es] : expected) {
    EXPECT_NEAR(*measure(pnl, confidence).value_at_risk.value, var, 2e-6);  // the weights are published rounded
    EXPECT_NEAR(*measure(pnl, confidence).expected_shortfall.value, es, 2e-6);
  }
}

TEST(ExpectedShortfall, IsNeverBelowVar) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Sample pnl = testing::normal_sample(997, seed);
    for (double& value : pnl) value = std::round(value * 4.0) / 4.0;  // ties everywhere
    for (const double confidence : {0.5, 0.9, 0.975, 0.999}) {
      const TailMeasure measured = measure(pnl, confidence);
      EXPECT_GE(*measured.expected_shortfall.value, *measured.value_at_risk.value);
    }
  }
}

TEST(TailMeasure, MovesWithACertainGainAndScalesWithSize) {
  const Sample pnl = testing::normal_sample(5000, 3);
  Sample moved = pnl;
  for (double& value : moved) value = 4.0 * value + 256.0;  // exact scaling; the shift rounds in the last place
  const TailMeasure before = measure(pnl, 0.975);
  const TailMeasure after = measure(moved, 0.975);
  EXPECT_NEAR(*after.value_at_risk.value, 4.0 * *before.value_at_risk.value - 256.0, 1e-12);
  EXPECT_NEAR(*after.expected_shortfall.value, 4.0 * *before.expected_shortfall.value - 256.0, 1e-12);
  EXPECT_NEAR(*after.expected_shortfall.standard_error, 4.0 * *before.expected_shortfall.standard_error, 1e-12);
}

TEST(TailMeasure, FromTheMeanAddsTheMeanGain) {
  const Sample pnl = testing::normal_sample(5000, 4, 2.0);
  double mean = 0.0;
  for (const double value : pnl) mean += value / 5000.0;
  const TailMeasure zero = measure(pnl, 0.95);
  const TailMeasure centred = measure(pnl, 0.95, LossReference::MEAN);
  EXPECT_NEAR(*centred.value_at_risk.value, *zero.value_at_risk.value + mean, 1e-12);
  EXPECT_NEAR(*centred.expected_shortfall.value, *zero.expected_shortfall.value + mean, 1e-12);
  EXPECT_EQ(centred.reference, LossReference::MEAN);
}

TEST(TailMeasure, TellsItsErrorsAsTheAsymptoticLawDoes) {
  const std::size_t n = 1'000'000;  // relative errors of N(0, 1) at n = 1e5, times √0.1: VaR 0.507 %, ES 0.544 %
  const TailMeasure measured = measure(testing::stratified_sample(n, normal_quantile), 0.99);
  EXPECT_NEAR(*measured.value_at_risk.standard_error / *measured.value_at_risk.value, 0.00507 * std::sqrt(0.1), 2e-5);
  EXPECT_NEAR(*measured.expected_shortfall.standard_error / *measured.expected_shortfall.value, 0.00544 * std::sqrt(0.1), 2e-6);
}

TEST(TailMeasure, FromTheMeanCountsTheErrorOfTheMean) {  // N(0, 1) at 50 %: v = 0, so ES from the mean has ψ = 2L⁺ − L = |L|
  const std::size_t n = 100'000;
  const double pi = 3.141592653589793;
  const TailMeasure measured = measure(testing::stratified_sample(n, normal_quantile), 0.5, LossReference::MEAN);
  EXPECT_NEAR(*measured.expected_shortfall.standard_error * std::sqrt(n), std::sqrt(1.0 - 2.0 / pi), 1e-3);
  EXPECT_NEAR(*measured.value_at_risk.standard_error * std::sqrt(n), std::sqrt(0.5 * pi - 1.0), 1e-2);  // Var of median − mean
}

TEST(TailMeasure, FromTheMeanOfWeightedPathsHasTheErrorOfItsInfluences) {
  constexpr double kConfidence = 0.9;
  const Sample pnl = testing::normal_sample(400, 11);
  Sample weights;
  for (std::size_t p = 0; p < pnl.size(); ++p) weights.push_back(0.25 + 0.75 * static_cast<double>(p * p % 17) / 16.0);
  const SortedSample losses = SortedSample(pnl, weights).reflected();
  const TailMeasure from_zero = tail_measure(losses, kConfidence, LossReference::ZERO);
  const double v = *from_zero.value_at_risk.value;
  const double excess = *from_zero.expected_shortfall.value - v;
  long double mean = 0.0L, influences = 0.0L, total = 0.0L, squared = 0.0L;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    total += losses.weight(i);
    squared += losses.weight(i) * losses.weight(i);
    mean += losses.weight(i) * losses[i];
  }
  mean /= total;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    const long double influence = std::max(losses[i] - v, 0.0) / (1.0L - kConfidence) - excess - (losses[i] - mean);
    influences += losses.weight(i) * losses.weight(i) * influence * influence;
  }
  const long double m = total * total / squared;
  const double error = static_cast<double>(std::sqrt(influences * m / (m - 1.0L)) / total);
  const TailMeasure from_mean = tail_measure(losses, kConfidence, LossReference::MEAN);
  EXPECT_NEAR(*from_mean.expected_shortfall.standard_error, error, 1e-12 * error);
}

TEST(TailMeasure, KeepsTheValueAndSaysWhyItsErrorIsMissingWhenPathsAreFew) {
  const TailMeasure few = measure(testing::normal_sample(999, 5), 0.99);  // 9.99 paths beyond VaR
  ASSERT_TRUE(few.value_at_risk.value && few.expected_shortfall.value);
  EXPECT_FALSE(few.value_at_risk.standard_error || few.value_at_risk.lower_95 || few.value_at_risk.upper_95);
  EXPECT_FALSE(few.expected_shortfall.standard_error || few.expected_shortfall.lower_95 || few.expected_shortfall.upper_95);
  EXPECT_EQ(few.value_at_risk.absence, AbsenceReason::TOO_FEW_PATHS);
  EXPECT_EQ(few.expected_shortfall.absence, AbsenceReason::TOO_FEW_PATHS);

  const TailMeasure enough = measure(testing::normal_sample(1000, 5), 0.99);  // 10
  EXPECT_TRUE(enough.value_at_risk.standard_error && enough.expected_shortfall.standard_error);
  EXPECT_FALSE(enough.value_at_risk.absence || enough.expected_shortfall.absence);
  EXPECT_TRUE(measure(testing::normal_sample(100, 5), 0.9).value_at_risk.standard_error);  // 100·(1 − 0.9) rounds below 10
}

TEST(TailMeasure, OfNoPathsIsNotApplicable) {
  const TailMeasure none = measure({}, 0.99);
  EXPECT_FALSE(none.value_at_risk.value);
  EXPECT_EQ(none.value_at_risk.absence, AbsenceReason::NOT_APPLICABLE);
  EXPECT_EQ(none.expected_shortfall.absence, AbsenceReason::NOT_APPLICABLE);
}

TEST(TailMeasure, OfAZeroLossHasNoSign) {
  const TailMeasure flat = measure(Sample(1000, 0.0), 0.95);
  EXPECT_FALSE(std::signbit(*flat.value_at_risk.value));
  EXPECT_FALSE(std::signbit(*flat.expected_shortfall.value));
}

}  // namespace
}  // namespace lodestone
