#include <lodestone/calibration/backtest/simulated_sum.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr GarchParameters kConstant = {.omega = 0.0004};  // h = ω for ever
constexpr int kPaths = 4000;

double variance_of(const PredictiveLaw& law) {
  double sum = 0.0;
  for (const double atom : law.atoms) sum += atom * atom;
  return sum / static_cast<double>(law.atoms.size());
}

TEST(DrawTable, TakesEverySliceOnceADay) {
  const DrawTable table = draw_table(100, 3, 1);
  ASSERT_EQ(table.uniforms.size(), 3u);
  for (std::vector<float> column : table.uniforms) {
    EXPECT_FALSE(std::is_sorted(column.begin(), column.end()));
    std::sort(column.begin(), column.end());
    for (std::size_t k = 0; k < 100; ++k) EXPECT_EQ(column[k], (static_cast<float>(k) + 0.5F) / 100.0F);
  }
  EXPECT_NE(table.uniforms[0], table.uniforms[1]);
}

TEST(SimulatedSum, OfConstantVarianceIsTheNormalOfTheSum) {
  const auto atoms = normal_atoms(2000);
  const PredictiveLaw law =
      simulated_sum(0.0, variance_by_atom(kConstant, 0.0004, atoms), atoms, draw_table(kPaths, 10, 1), 10);
  EXPECT_TRUE(std::is_sorted(law.atoms.begin(), law.atoms.end()));
  const double deviation = std::sqrt(0.0004 * 10);
  // Four standard errors of a variance from so many paths, and of a quantile: √(p(1 − p)/n)/φ(z).
  EXPECT_NEAR(variance_of(law) / (deviation * deviation), 1.0, 4.0 * std::sqrt(2.0 / kPaths));
  EXPECT_NEAR(quantile(law, 0.025) / deviation, -1.95996, 4.0 * std::sqrt(0.025 * 0.975 / kPaths) / 0.05845);
}

TEST(SimulatedSum, AccumulatesTheGarchForecastOfVariance) {
  const GarchParameters parameters = {.omega = 2e-5, .alpha = 0.05, .gamma = 0.1, .beta = 0.85, .degrees_of_freedom = 6.0};
  const double next = 9e-4;
  const auto atoms = normal_atoms(2000);
  const PredictiveLaw law = simulated_sum(0.0, variance_by_atom(parameters, next, atoms), atoms, draw_table(kPaths, 10, 1), 10);
  const double expected = garch_variance_ahead(parameters, next, 10);
  EXPECT_NEAR(variance_of(law) / expected, 1.0, 4.0 * std::sqrt(4.0 / kPaths)) << "kurtosis of the sum below 5";
  EXPECT_LT(quantile(law, 0.01), -quantile(law, 0.99)) << "leverage: the lower tail is the longer one";
}

TEST(SimulatedSum, CarriesAutocorrelationIntoTheSum) {
  const auto atoms = normal_atoms(2000);
  const Autoregression after_a_fall{0.2, -0.1};
  const PredictiveLaw law =
      simulated_sum(0.0, variance_by_atom(kConstant, 0.0004, atoms), atoms, draw_table(kPaths, 2, 1), 2, after_a_fall);
  double mean = 0.0;
  for (const double atom : law.atoms) mean += atom / kPaths;
  // r₁ + r₂ = (φ + φ²)·r₀ + (1 + φ)·e₁ + e₂.
  const double deviation = std::sqrt(0.0004 * (1.2 * 1.2 + 1.0));
  EXPECT_NEAR(mean, (0.2 + 0.04) * -0.1, 1e-6) << "each day's draws have mean zero exactly";
  EXPECT_NEAR((variance_of(law) - mean * mean) / (deviation * deviation), 1.0, 4.0 * std::sqrt(2.0 / kPaths));
}

TEST(ScaledLaw, IsTheAtomsMovedAndStretched) {
  EXPECT_EQ(scaled_law(1.0, 2.0, std::vector<double>{-1.0, 0.5}).atoms, (std::vector<double>{-1.0, 2.0}));
}

}  // namespace
}  // namespace lodestone::calibration
