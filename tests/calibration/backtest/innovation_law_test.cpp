#include <lodestone/calibration/backtest/innovation_law.hpp>

#include <lodestone/calibration/backtest/predictive_law.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

const std::vector<double> kResiduals = {-2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 1.5, 3.0};
// A half-life of 1e9 days weighs eight residuals alike to 1e-8.
const InnovationOptions kPlain = {.count = 16, .tail = 0.0, .mean_sd = 1e9};

TEST(InnovationLaw, IsTheSampleWhenNothingIsAsked) {
  const auto atoms = innovation_atoms(kResiduals, kPlain);
  ASSERT_EQ(atoms.size(), 16u);
  EXPECT_TRUE(std::is_sorted(atoms.begin(), atoms.end()));
  EXPECT_NEAR(atoms.front(), -2.0, 1e-8) << "a slice below the first residual's middle is that residual";
  EXPECT_NEAR(atoms[1], -1.75, 1e-8) << "its own middle at 1/16, the next at 3/16, the slice at 3/32: a quarter of the way";
  EXPECT_NEAR(atoms.back(), 3.0, 1e-8);
  EXPECT_EQ(std::count(atoms.begin(), atoms.end(), 0.0), 4) << "between the middles of the three zeros";
}

TEST(InnovationLaw, WeighsTheLatestMost) {
  std::vector<double> residuals(1000, -1.0);
  std::fill(residuals.begin() + 900, residuals.end(), 1.0);  // the last hundred
  const auto atoms = innovation_atoms(residuals, {.half_life = 100.0, .tail = 0.0, .mean_sd = 1e9});
  const auto recent =
      static_cast<double>(std::count_if(atoms.begin(), atoms.end(), [](double z) { return z > 0.99; })) / 2000.0;
  EXPECT_NEAR(recent, 0.5 / (1.0 - std::exp2(-10.0)), 0.01) << "one half-life of ten";
}

TEST(InnovationLaw, KnowsTheTailOfAStudent) {
  const PredictiveLaw truth{student_atoms(2000, 5.0)};
  const double tails[] = {0.025, 0.01, 0.002};
  double bias[3] = {};
  constexpr int kSamples = 40;
  std::mt19937_64 bits(1);
  std::student_t_distribution<double> student(5.0);
  for (int sample = 0; sample < kSamples; ++sample) {
    std::vector<double> residuals(1500);
    for (double& residual : residuals) residual = std::sqrt(0.6) * student(bits);
    const PredictiveLaw law{innovation_atoms(residuals, {})};
    EXPECT_TRUE(std::is_sorted(law.atoms.begin(), law.atoms.end()));
    for (int k = 0; k < 3; ++k) bias[k] += std::log(quantile(law, tails[k]) / quantile(truth, tails[k])) / kSamples;
  }
  // One sample's quantiles err by √(p(1−p)/n)/(f·q): 4, 5 and 9 %; a Pareto tail over 150 of them not much less. Three standard
  // errors of forty.
  EXPECT_NEAR(bias[0], 0.0, 3.0 * 0.04 / std::sqrt(kSamples));
  EXPECT_NEAR(bias[1], 0.0, 3.0 * 0.05 / std::sqrt(kSamples));
  EXPECT_NEAR(bias[2], 0.0, 3.0 * 0.09 / std::sqrt(kSamples));
}

TEST(InnovationLaw, TakesTheTailsShapeFromItsPriorWhereItHasFewResiduals) {
  std::vector<double> residuals;
  for (int i = 0; i < 200; ++i) residuals.push_back(normal_quantile((i + 0.5) / 200.0));
  const PredictiveLaw light{innovation_atoms(residuals, {.tail_shape = 0.0, .tail_shape_sd = 0.01})};
  const PredictiveLaw heavy{innovation_atoms(residuals, {.tail_shape = 0.4, .tail_shape_sd = 0.01})};
  EXPECT_LT(heavy.atoms.front(), 1.3 * light.atoms.front());
  EXPECT_NEAR(quantile(heavy, 0.2), quantile(light, 0.2), 1e-9) << "the body is the series' own";
}

TEST(InnovationLaw, BelievesInAMeanOnlyAsFarAsItsPrior) {
  std::vector<double> residuals;
  for (int i = 0; i < 1000; ++i) residuals.push_back(0.1 + normal_quantile((i + 0.5) / 1000.0));
  const auto mean_with = [&](double mean_sd) {
    const auto atoms = innovation_atoms(residuals, {.tail = 0.0, .mean_sd = mean_sd});
    double mean = 0.0;
    for (const double atom : atoms) mean += atom / 2000.0;
    return mean;
  };
  EXPECT_NEAR(mean_with(1e9), 0.1, 1e-3);
  EXPECT_NEAR(mean_with(1e-9), 0.0, 1e-9);
  EXPECT_NEAR(mean_with(std::sqrt(1e-3)), 0.05, 1e-3) << "a prior worth as much as the sample";
}

}  // namespace
}  // namespace lodestone::calibration
