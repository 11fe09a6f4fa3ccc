#include <lodestone/calibration/estimate/maximise.hpp>

#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace lodestone::calibration {
namespace {

double valley(std::span<const double> x) { return -100.0 * std::pow(x[1] - x[0] * x[0], 2) - std::pow(1.0 - x[0], 2); }

TEST(Maximise, FindsTheEndOfRosenbrocksValley) {
  const Maximum best = maximise(with_numeric_gradient(valley, {1e-6, 1e-6}), {{-3, -3}, {3, 3}},
                                std::vector<std::vector<double>>{{-1.2, 1.0}, {2, -2}});
  EXPECT_NEAR(best.at[0], 1.0, 1e-4);
  EXPECT_NEAR(best.at[1], 1.0, 2e-4);
  EXPECT_TRUE(best.converged);
  EXPECT_EQ(best.starts_agreeing, 2);
  EXPECT_FALSE(best.at_bound[0] || best.at_bound[1]);
}

TEST(Maximise, SaysWhenItEndsOnABound) {
  const Maximum best = maximise(with_numeric_gradient(valley, {1e-6, 1e-6}), {{-3, -3}, {0.5, 3}},
                                std::vector<std::vector<double>>{{-1.2, 1.0}});
  EXPECT_TRUE(best.at_bound[0]);
  EXPECT_FALSE(best.at_bound[1]);
  EXPECT_NEAR(best.at[1], 0.25, 1e-4);
}

// sin(x) + x/100 on [0, 20]: four hills, the last one the highest.
TEST(Maximise, KeepsTheBestOfItsStarts) {
  const SmoothFunction hills = [](std::span<const double> x, std::span<double> gradient) {
    if (!gradient.empty()) gradient[0] = std::cos(x[0]) + 0.01;
    return std::sin(x[0]) + 0.01 * x[0];
  };
  const Maximum best = maximise(hills, {{0}, {17}}, std::vector<std::vector<double>>{{1.0}, {7.5}, {14.0}});
  EXPECT_NEAR(best.at[0], 4.0 * std::numbers::pi + std::acos(-0.01), 1e-6);
  EXPECT_EQ(best.starts_agreeing, 1);
}

TEST(Curvature, IsTheHessianOfAQuadratic) {
  const Function quadratic = [](std::span<const double> x) {
    return 3.0 * x[0] * x[0] + x[0] * x[1] - 2.0 * x[1] * x[1] + x[0];
  };
  const std::vector<double> at = {0.7, -0.3};
  const std::vector<double> steps = {1e-3, 1e-3};
  const std::vector<double> by_gradient = hessian_of_gradient(with_numeric_gradient(quadratic, {1e-5, 1e-5}), at, steps);
  const std::vector<double> expected = {6.0, 1.0, 1.0, -4.0};
  const std::vector<double> by_value = numeric_hessian(quadratic, at, steps);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(by_value[k], expected[k], 1e-8);
    EXPECT_NEAR(by_gradient[k], expected[k], 1e-6);
  }
  EXPECT_FALSE(inverse_of_positive(by_value, 2).has_value());
  const auto inverse = inverse_of_positive(std::vector<double>{4.0, 1.0, 1.0, 1e-6 + 0.25}, 2);
  ASSERT_TRUE(inverse.has_value());
  EXPECT_NEAR((*inverse)[0] / ((1e-6 + 0.25) / 4e-6), 1.0, 1e-8);
  EXPECT_NEAR(standard_error_of(std::vector<double>{1.0, 1.0}, std::vector<double>{2.0, 0.5, 0.5, 1.0}), 2.0, 1e-15);
  EXPECT_TRUE(std::isnan(standard_errors(std::nullopt, 1)[0]));
}

// −½((x − 2)/0.1)²: maximum, error and interval are those of a normal law.
TEST(Profile, HasTheErrorAndTheIntervalOfAParabola) {
  const auto parabola = [](double x) { return -50.0 * (x - 2.0) * (x - 2.0); };
  const ProfileMaximum best = maximise_profile(parabola, 0.0, 5.0);
  EXPECT_NEAR(best.at, 2.0, 1e-7);
  EXPECT_NEAR(best.standard_error, 0.1, 1e-6);
  EXPECT_NEAR(best.interval95.lower, 2.0 - 0.1959964, 1e-6);
  EXPECT_NEAR(best.interval95.upper, 2.0 + 0.1959964, 1e-6);
  const ProfileMaximum at_end = maximise_profile(parabola, 0.0, 1.0);
  EXPECT_TRUE(at_end.at_upper);
  EXPECT_EQ(at_end.interval95.upper, 1.0);
  EXPECT_TRUE(std::isnan(at_end.standard_error));
}

}  // namespace
}  // namespace lodestone::calibration
