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

void add(NormalEquations& equations, const double* row, double target) { equations.add(row, &target, 1); }

TEST(LeastSquares, FindsTheCoefficientsOfAnExactModel) {
  NormalEquations equations(4);
  for (const auto& row : rows(50)) add(equations, row.data(), 3.0 - 2.0 * row[1] + 1e3 * row[2] + 0.5 * row[3]);
  const LeastSquaresFit fit = solve_least_squares(equations, 0.0);
  const std::vector<double> expected = {3.0, -2.0, 1e3, 0.5};
  for (std::size_t n = 0; n < 4; ++n) EXPECT_NEAR(fit.coefficients[n], expected[n], 1e-10 * 1e3) << n;
  EXPECT_LT(fit.residual_square, 1e-8 * equations.target_square());
}

TEST(LeastSquares, LeavesOutACombinationOfEarlierColumnsAndAnEmptyOne) {
  NormalEquations equations(5);
  for (const auto& row : rows(50)) {
    const std::array<double, 5> dependent = {1.0, row[1], 2.0 * row[1] - 1.0, 0.0, row[2]};
    add(equations, dependent.data(), 1.0 + row[1] + row[2]);
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
  for (const auto& row : rows(10000)) add(equations, row.data(), 0.1 * row[1] + row[4]);
  const LeastSquaresFit fit = solve_least_squares(equations, 4.0);
  EXPECT_EQ(fit.columns_used, 2u);
  EXPECT_NEAR(fit.coefficients[1], 0.1, 0.04);
  EXPECT_EQ(fit.coefficients[2], 0.0);
  EXPECT_EQ(fit.coefficients[3], 0.0);
  EXPECT_NEAR(fit.residual_square, 10000.0 / 3.0, 100.0);  // sd of Σ noise²: 30
}

TEST(LeastSquares, AddsUpRowsAndHeaps) {
  NormalEquations whole(4), singly(4), first(4), second(4);
  std::vector<double> flat, targets;
  const auto all = rows(100);
  for (std::size_t n = 0; n < all.size(); ++n) {
    flat.insert(flat.end(), all[n].begin(), all[n].begin() + 4);
    targets.push_back(all[n][4]);
    add(singly, all[n].data(), all[n][4]);
    add(n < 64 ? first : second, all[n].data(), all[n][4]);
  }
  whole.add(flat.data(), targets.data(), 99);  // 24 fours and three more
  whole.add(flat.data() + 4 * 99, &targets[99], 1);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j <= i; ++j) EXPECT_EQ(whole.gram(i, j), singly.gram(i, j));
    EXPECT_EQ(whole.moment(i), singly.moment(i));
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
