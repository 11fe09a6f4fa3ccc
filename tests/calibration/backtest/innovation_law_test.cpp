#include <lodestone/calibration/backtest/innovation_law.hpp>

#include <lodestone/calibration/backtest/predictive_law.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

const std::vector<double> kResiduals = {-2.0, -1.0, 0.0, 0.0, 0.0, 1.0, 1.5, 3.0};
const std::vector<char> kOrdinary(8, 1);
const InnovationOptions kPlain = {.count = 16, .half_life = 1e12};

TEST(InnovationLaw, IsTheSampleWhenNothingIsAsked) {
  const auto atoms = innovation_atoms(kResiduals, kOrdinary, kPlain);
  ASSERT_EQ(atoms.size(), 16u);
  EXPECT_TRUE(std::is_sorted(atoms.begin(), atoms.end()));
  EXPECT_EQ(atoms.front(), -2.0) << "a slice below the first residual's middle is that residual";
  EXPECT_DOUBLE_EQ(atoms[1], -1.75) << "its own middle at 1/16, the next at 3/16, the slice at 3/32: a quarter of the way";
  EXPECT_EQ(atoms.back(), 3.0);
  EXPECT_EQ(std::count(atoms.begin(), atoms.end(), 0.0), 4) << "between the middles of the three zeros";
}

TEST(InnovationLaw, WeighsTheLatestMost) {
  std::vector<double> residuals(1000, -1.0);
  std::fill(residuals.begin() + 900, residuals.end(), 1.0);  // the last hundred
  const auto atoms = innovation_atoms(residuals, std::vector<char>(1000, 1), {.count = 2000, .half_life = 100.0});
  const auto recent = static_cast<double>(std::count(atoms.begin(), atoms.end(), 1.0)) / 2000.0;
  EXPECT_NEAR(recent, 0.5 / (1.0 - std::exp2(-10.0)), 0.01) << "one half-life of ten";
}

TEST(InnovationLaw, LeansOnTheSectorsTailWhereItHasFewResiduals) {
  std::vector<double> residuals;
  for (int i = 0; i < 400; ++i) residuals.push_back(normal_quantile((i + 0.5) / 400.0));
  const std::vector<char> ordinary(400, 1);
  InnovationOptions options = {.half_life = 1e12, .degrees_of_freedom = 3.0};
  const PredictiveLaw own{innovation_atoms(residuals, ordinary, options)};
  options.tail_prior = 400.0;
  const PredictiveLaw half{innovation_atoms(residuals, ordinary, options)};
  options.tail_prior = 1e12;
  const PredictiveLaw sector{innovation_atoms(residuals, ordinary, options)};
  EXPECT_TRUE(std::is_sorted(sector.atoms.begin(), sector.atoms.end()));
  EXPECT_NEAR(quantile(half, 0.01), 0.5 * (quantile(own, 0.01) + quantile(sector, 0.01)), 1e-9);
  const PredictiveLaw student{student_atoms(2000, 3.0)};
  EXPECT_NEAR(quantile(sector, 0.01) / quantile(sector, 0.049), quantile(student, 0.01) / quantile(student, 0.049), 2e-3);
  EXPECT_NEAR(quantile(own, 0.2), quantile(sector, 0.2), 1e-12) << "the body is the series' own";
}

TEST(InnovationLaw, MixesPolicyJumpsAndLeavesTheirDaysOut) {
  std::vector<double> residuals;
  std::vector<char> ordinary;
  for (int i = 0; i < 2000; ++i) {
    residuals.push_back(normal_quantile((i + 0.5) / 2000.0));
    ordinary.push_back(1);
  }
  residuals.push_back(-30.0);
  ordinary.push_back(0);
  InnovationOptions options = {.half_life = 1e12};
  const auto without = innovation_atoms(residuals, ordinary, options);
  EXPECT_GT(without.front(), -4.0) << "the policy day is no residual";
  options.jumps = {0.02, 3.0};
  const PredictiveLaw with{innovation_atoms(residuals, ordinary, options)};
  double variance = 0.0;
  for (const double atom : with.atoms) variance += atom * atom / 2000.0;
  EXPECT_NEAR(variance, 1.0 + 0.02 * 9.0, 0.02) << "ten slices of a normal keep 96 % of its variance";
}

}  // namespace
}  // namespace lodestone::calibration
