#include <lodestone/math/eigenvalues.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <numbers>

namespace lodestone {
namespace {

// The second difference matrix, 2 on the diagonal and −1 beside it: λ_k = 2 − 2 cos(kπ/(n+1)), v_k(i) ∝ sin(ikπ/(n+1)).
std::vector<double> second_difference(std::size_t n) {
  std::vector<double> matrix(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    matrix[i * n + i] = 2.0;
    if (i > 0) matrix[i * n + i - 1] = matrix[(i - 1) * n + i] = -1.0;
  }
  return matrix;
}

TEST(SmallestEigenpair, IsThatOfTheSecondDifferenceMatrix) {
  for (const std::size_t n : {1u, 2u, 3u, 17u, 64u}) {
    const double angle = std::numbers::pi / static_cast<double>(n + 1);
    const Eigenpair least = smallest_eigenpair(second_difference(n), n);
    const double bound = static_cast<double>(n) * 0x1p-52 * 4.0;  // |A| ≤ 4
    EXPECT_NEAR(least.value, 2.0 - 2.0 * std::cos(angle), bound);
    ASSERT_EQ(least.vector.size(), n);
    const double scale = std::sqrt(2.0 / static_cast<double>(n + 1));
    const double gap = n == 1 ? 1.0 : 2.0 * std::cos(angle) - 2.0 * std::cos(2.0 * angle);  // to the next eigenvalue
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(least.vector[i], scale * std::sin(static_cast<double>(i + 1) * angle), 2.0 * bound / gap);
    }
  }
}

TEST(SmallestEigenpair, ReadsTheLowerTriangleOfARowMajorMatrix) {
  const std::vector<double> whole = {1.0, 0.8, 0.8, 1.0};
  const std::vector<double> lower = {1.0, 99.0, 0.8, 1.0};
  EXPECT_NEAR(smallest_eigenpair(whole, 2).value, 0.2, 1e-15);
  EXPECT_EQ(smallest_eigenpair(lower, 2).value, smallest_eigenpair(whole, 2).value);
  EXPECT_TRUE(is_positive_semidefinite(lower, 2, 1e-10));
}

TEST(IsPositiveSemidefinite, AgreesWithTheLeastEigenvalueAroundTheTolerance) {
  // [1 ρ; ρ 1] has least eigenvalue 1 − ρ.
  const auto holds = [](double least, double tolerance) {
    const double rho = 1.0 - least;
    return is_positive_semidefinite(std::vector<double>{1.0, rho, rho, 1.0}, 2, tolerance);
  };
  EXPECT_TRUE(holds(0.5, 1e-10));
  EXPECT_TRUE(holds(0.0, 1e-10));
  EXPECT_TRUE(holds(-0.99e-10, 1e-10));
  EXPECT_FALSE(holds(-1.01e-10, 1e-10));
  EXPECT_FALSE(holds(-0.5, 1e-10));
}

TEST(IsPositiveSemidefinite, AcceptsAMatrixOfRankOne) {
  const std::size_t n = 40;
  EXPECT_TRUE(is_positive_semidefinite(std::vector<double>(n * n, 1.0), n, 1e-10 * static_cast<double>(n)));
}

}  // namespace
}  // namespace lodestone
