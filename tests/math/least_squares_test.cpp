#include <gtest/gtest.h>
#include <lodestone/math/least_squares.hpp>

#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace lodestone {
namespace {

/// Rows 1, a, b, c with a, b, c uniform on (−1, 1), and noise of the same law.
std::vector<std::array<double, 5>> rows(std::size_t count) {
  std::mt19937_64 bits(20251231);
  const auto uniform = [&] { return 2.0 * (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53 - 1.0; };
  std::vector<std::array<double, 5>> result(count);
  for (std::array<double, 5>& row : result) row = {1.0, uniform(), uniform(), uniform(), uniform()};
  return result;
}

TEST(LeastSquares, FindsTheCoefficientsOfAnExactModel) {
  NormalEquations equations(4);
  for (const auto& row : rows(50)) equations.add(row.data(), 3.0 - 2.0 * row[1] + 1e3 * row[2] + 0.5 * row[3]);
  const LeastSquaresFit fit = solve_least_squares(equations, 0.0);
  const std::vector<double> expected = {3.0, -2.0, 1e3, 0.5};
  for (std::size_t n = 0; n < 4; ++n) EXPECT_NEAR(fit.coefficients[n], expected[n], 1e-10 * 1e3) << n;
  EXPECT_LT(fit.residual_square, 1e-8 * equations.target_square());
}

TEST(LeastSquares, LeavesOutACombinationOfEarlierColumnsAndAnEmptyOne) {
  NormalEquations equations(5);
  for (const auto& row : rows(50)) {
    const std::array<double, 5> dependent = {1.0, row[1], 2.0 * row[1] - 1.0, 0.0, row[2]};
    equations.add(dependent.data(), 1.0 + row[1] + row[2]);
  }
  const LeastSquaresFit fit = solve_least_squares(equations, 0.0);
  EXPECT_EQ(fit.columns_used, 3u);
  EXPECT_EQ(fit.coefficients[2], 0.0);
  EXPECT_EQ(fit.coefficients[3], 0.0);
  EXPECT_NEAR(fit.coefficients[1], 1.0, 1e-12);
  EXPECT_NEAR(fit.coefficients[4], 1.0, 1e-12);
}

// The noise has sd 1/√3 and so has each column: at 10,000 rows a coefficient is known to 0.01, so 0.1 is 10 errors and stays.
TEST(LeastSquares, DropsWhatDoesNotHelpAndNothingElse) {
  NormalEquations equations(4);
  for (const auto& row : rows(10000)) equations.add(row.data(), 0.1 * row[1] + row[4]);
  const LeastSquaresFit fit = solve_least_squares(equations, 4.0);
  EXPECT_EQ(fit.columns_used, 2u);
  EXPECT_NEAR(fit.coefficients[1], 0.1, 0.04);
  EXPECT_EQ(fit.coefficients[2], 0.0);
  EXPECT_EQ(fit.coefficients[3], 0.0);
  EXPECT_NEAR(fit.residual_square, 10000.0 / 3.0, 100.0);  // sd of Σ noise²: 30
}

TEST(LeastSquares, AddsUpHeaps) {
  NormalEquations whole(4), first(4), second(4);
  const auto all = rows(100);
  for (std::size_t n = 0; n < all.size(); ++n) {
    whole.add(all[n].data(), all[n][4]);
    (n < 64 ? first : second).add(all[n].data(), all[n][4]);
  }
  first.add(second);
  EXPECT_EQ(first.rows(), 100u);
  const LeastSquaresFit once = solve_least_squares(whole, 0.0), twice = solve_least_squares(first, 0.0);
  for (std::size_t n = 0; n < 4; ++n) EXPECT_NEAR(once.coefficients[n], twice.coefficients[n], 1e-13);
}

TEST(LeastSquares, OfNoRowsIsZero) {
  const LeastSquaresFit fit = solve_least_squares(NormalEquations(3), 1.5);
  for (const double coefficient : fit.coefficients) EXPECT_EQ(coefficient, 0.0);
}

}  // namespace
}  // namespace lodestone
