#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <lodestone/math/cholesky.hpp>
#include <random>
#include <vector>

namespace lodestone {
namespace {

using Matrix = std::vector<double>;

Matrix times_own_transpose(const Matrix& factor, std::size_t n) {
  Matrix result(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k < n; ++k) result[i * n + j] += factor[i * n + k] * factor[j * n + k];
    }
  }
  return result;
}

/// Correlation of `n` combinations of `rank` independent variables: positive semidefinite by construction.
Matrix correlation_of_rank(std::size_t rank, std::size_t n) {
  std::mt19937_64 bits(7);
  std::normal_distribution<double> normal;
  Matrix loadings(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    double squares = 0.0;
    for (std::size_t k = 0; k < rank; ++k) {
      loadings[i * n + k] = normal(bits);
      squares += loadings[i * n + k] * loadings[i * n + k];
    }
    for (std::size_t k = 0; k < rank; ++k) loadings[i * n + k] /= std::sqrt(squares);
  }
  Matrix result = times_own_transpose(loadings, n);
  for (std::size_t i = 0; i < n; ++i) result[i * n + i] = 1.0;
  return result;
}

void expect_near(const Matrix& actual, const Matrix& expected, double tolerance) {
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t e = 0; e < actual.size(); ++e) EXPECT_NEAR(actual[e], expected[e], tolerance) << "entry " << e;
}

TEST(Cholesky, IsTheHandWorkedFactor) {
  const Matrix factor = cholesky_semidefinite(Matrix{1, 0.6, 0, 0.6, 1, 0.8, 0, 0.8, 1}, 3);
  expect_near(factor, {1, 0, 0, 0.6, 0.8, 0, 0, 1, 0}, 1e-15);  // 0.36 + 0.64 = 1 and 0 + 1 = 1: the last pivot is 0
}

TEST(Cholesky, MultipliesBackToTheCorrelation) {
  for (const std::size_t n : {1u, 2u, 7u, 31u}) {
    const Matrix correlation = correlation_of_rank(n, n);
    const double bound = static_cast<double>(n + 1) * std::numeric_limits<double>::epsilon();
    expect_near(times_own_transpose(cholesky_semidefinite(correlation, n), n), correlation, bound);
  }
}

TEST(Cholesky, IsLowerTriangularSoThatAFactorUsesTheDrawsBeforeItAlone) {
  const Matrix factor = cholesky_semidefinite(correlation_of_rank(6, 6), 6);
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = i + 1; j < 6; ++j) EXPECT_EQ(factor[i * 6 + j], 0.0);
  }
}

TEST(Cholesky, GivesAZeroColumnForAVariableThatCombinesTheOnesBeforeIt) {
  const Matrix twins = cholesky_semidefinite(Matrix{1, 1, 0.5, 1, 1, 0.5, 0.5, 0.5, 1}, 3);
  EXPECT_EQ(twins[3], 1.0);
  EXPECT_EQ(twins[4], 0.0);
  EXPECT_EQ(twins[7], 0.0);
  EXPECT_NEAR(twins[8], std::sqrt(0.75), 1e-15);

  const Matrix opposites = cholesky_semidefinite(Matrix{1, -1, -1, 1}, 2);
  EXPECT_EQ(opposites, (Matrix{1, 0, -1, 0}));
}

TEST(Cholesky, LosesAtMostTheRootOfItsSmallestPivotWhenRankIsMissing) {
  for (const std::size_t rank : {1u, 3u, 8u}) {
    const Matrix correlation = correlation_of_rank(rank, 12);
    const Matrix factor = cholesky_semidefinite(correlation, 12);
    expect_near(times_own_transpose(factor, 12), correlation, std::sqrt(kSmallestPivot));
    for (std::size_t j = rank; j < 12; ++j) EXPECT_EQ(factor[j * 12 + j], 0.0) << "column " << j;
  }
}

TEST(Cholesky, OfIndependentVariablesIsTheIdentity) {
  EXPECT_EQ(cholesky_semidefinite(Matrix{1, 0, 0, 1}, 2), (Matrix{1, 0, 0, 1}));
}

}  // namespace
}  // namespace lodestone
