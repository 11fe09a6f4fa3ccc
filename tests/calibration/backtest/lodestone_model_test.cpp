#include <lodestone/calibration/backtest/lodestone_model.hpp>

#include <calibration/backtest/generated_truth.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr GarchParameters kConstant = {.omega = 4e-4};
constexpr GarchParameters kClustering = {.omega = 8e-6, .alpha = 0.08, .beta = 0.90};
constexpr GarchParameters kLeverage = {.omega = 1e-5, .alpha = 0.03, .gamma = 0.09, .beta = 0.90};

std::vector<PredictiveLaw> laws_of(const GeneratedHistory& history, const LodestoneModelOptions& options = {}) {
  return lodestone_model(options).start({1, 10})(history.view(), true);
}

/// Mean of ln(VaR forecast/true VaR) of one day over histories, with its standard error.
struct Bias {
  double mean = 0.0;
  double standard_error = 0.0;
};

Bias bias_of(const GarchParameters& truth, const SkewedStudent& law, double tail) {
  constexpr int kHistories = 30;
  constexpr int kReturns = 1500;
  double sum = 0.0;
  double squares = 0.0;
  for (std::uint64_t seed = 1; seed <= kHistories; ++seed) {
    const GeneratedHistory history = generate_history(truth, law, kReturns, seed);
    const PredictiveLaw forecast = lodestone_model().start({1})(history.view(), true)[0];
    const double ratio = std::log(quantile(forecast, tail) / (history.next_deviation * law.quantile(tail)));
    sum += ratio / kHistories;
    squares += ratio * ratio / kHistories;
  }
  return {sum, std::sqrt((squares - sum * sum) / (kHistories - 1))};
}

// Each history's VaR errs by some 10 %; thirty of them know the mean error to 2 %. Three standard errors, and 1 % for what a
// prior and a tail of 2000 slices may cost.
void expect_unbiased(const GarchParameters& truth, const SkewedStudent& law) {
  for (const double tail : {0.025, 0.01}) {
    const Bias bias = bias_of(truth, law, tail);
    EXPECT_LT(std::abs(bias.mean), 3.0 * bias.standard_error + 0.01) << tail << ": " << bias.mean;
    EXPECT_LT(bias.standard_error, 0.035) << tail;
  }
}

TEST(LodestoneModel, KnowsTheQuantilesOfAConstantStudent) { expect_unbiased(kConstant, SkewedStudent(5.0, 1.0)); }

TEST(LodestoneModel, KnowsTheQuantilesOfAGarchWithStudentTails) { expect_unbiased(kClustering, SkewedStudent(5.0, 1.0)); }

TEST(LodestoneModel, KnowsTheQuantilesOfASkewedStudentWithLeverage) { expect_unbiased(kLeverage, SkewedStudent(6.0, 1.15)); }

TEST(LodestoneModel, AddsTenDaysAsVarianceDoes) {
  const GeneratedHistory history = generate_history(kConstant, SkewedStudent(5.0, 1.0), 2000, 1);
  const auto laws = laws_of(history);
  // Ten independent days of a t5 (excess kurtosis 6, a tenth of it in the sum): 1.96 to 2 standard deviations.
  EXPECT_NEAR(-quantile(laws[1], 0.025) / (0.02 * std::sqrt(10.0)), 1.98, 0.25);
}

TEST(LodestoneModel, SeesThatAutocorrelationWidensTenDaysAndNotOne) {
  const auto ratio = [](double autocorrelation) {
    GeneratedHistory history = generate_history(kConstant, SkewedStudent(5.0, 1.0), 2000, 2);
    for (std::size_t i = 1; i < history.returns.size(); ++i) history.returns[i] += autocorrelation * history.returns[i - 1];
    const auto laws = laws_of(history);
    return (quantile(laws[1], 0.99) - quantile(laws[1], 0.01)) / (quantile(laws[0], 0.99) - quantile(laws[0], 0.01));
  };
  // Variance of a sum of ten with φ = 0.13 after shrinking: 1 + 2·Σ(1 − k/10)φ^k ≈ 1.26 of the independent one.
  EXPECT_NEAR(ratio(0.15) / ratio(0.0), std::sqrt(1.26), 0.06);
}

TEST(LodestoneModel, AnswersAFallWithAWiderLaw) {
  GeneratedHistory history = generate_history(kConstant, SkewedStudent(5.0, 1.0), 1000, 3);
  history.returns.back() = 0.0;
  const double quiet = -quantile(laws_of(history)[0], 0.01);
  history.returns.back() = 0.10;
  const double risen = -quantile(laws_of(history)[0], 0.01);
  history.returns.back() = -0.10;
  const double fallen = -quantile(laws_of(history)[0], 0.01);
  EXPECT_GT(risen, 1.02 * quiet);
  EXPECT_GT(fallen, risen);
}

TEST(LodestoneModel, KeepsTheShareOfDaysWithoutAMove) {
  GeneratedHistory history = generate_history(kConstant, SkewedStudent(5.0, 1.0), 1000, 4);
  for (std::size_t i = 0; i < 1000; i += 5) history.returns[i] = 0.0;
  LodestoneModelOptions unweighted;
  unweighted.innovations.half_life = 1e9;
  const PredictiveLaw law = laws_of(history, unweighted)[0];
  const auto zeros = static_cast<double>(std::count(law.atoms.begin(), law.atoms.end(), 0.0));
  EXPECT_NEAR(zeros / static_cast<double>(law.atoms.size()), 0.2, 0.01);
}

TEST(LodestoneModel, GoesOnBetweenFitsWithTheParametersOfTheLast) {
  const GeneratedHistory history = generate_history(kClustering, SkewedStudent(5.0, 1.0), 1020, 5);
  const ReturnHistory all = history.view();
  Forecaster forecaster = lodestone_model().start({1});
  const PredictiveLaw before = forecaster({all.dates.first(1000), all.returns.first(1000)}, true)[0];
  const PredictiveLaw after = forecaster(all, false)[0];
  const double first = quantile(before, 0.01) / quantile(before, 0.2);
  EXPECT_NEAR(quantile(after, 0.01) / quantile(after, 0.2), first, 0.1 * first) << "the same shape";
  EXPECT_NE(quantile(after, 0.01), quantile(before, 0.01)) << "another day";
}

}  // namespace
}  // namespace lodestone::calibration
