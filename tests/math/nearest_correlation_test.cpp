#include <lodestone/math/nearest_correlation.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/math/eigenvalues.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace lodestone {
namespace {

// Higham (2002) §4.
TEST(NearestCorrelation, ReproducesHighamsExamples) {
  const std::vector<double> three = {1, 1, 0, 1, 1, 1, 0, 1, 1};
  const NearestCorrelation of_three = nearest_correlation(three, 3);
  EXPECT_NEAR(of_three.matrix[1], 0.7606898534, 5e-11);
  EXPECT_NEAR(of_three.matrix[2], 0.1572981061, 5e-11);
  const std::vector<double> four = {2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2};
  const NearestCorrelation of_four = nearest_correlation(four, 4);
  EXPECT_NEAR(of_four.matrix[1], -0.8084124981, 5e-11);
  EXPECT_NEAR(of_four.matrix[2], 0.1915875019, 5e-11);
  EXPECT_NEAR(of_four.matrix[3], 0.106775049, 5e-10);
  EXPECT_NEAR(of_four.matrix[6], -0.6562326948, 5e-11);
}

// Jäckel's matrix: two algorithms, two answers.
TEST(NearestCorrelation, IsNotWhatSpectralSalvageGives) {
  const std::vector<double> matrix = {1, 0.9, 0.7, 0.9, 1, 0.3, 0.7, 0.3, 1};
  const NearestCorrelation nearest = nearest_correlation(matrix, 3);
  EXPECT_NEAR(nearest.matrix[1], 0.894575292, 5e-10);
  EXPECT_NEAR(nearest.matrix[2], 0.6966207666, 5e-11);
  EXPECT_NEAR(nearest.matrix[5], 0.3025436001, 5e-11);
  const NearestCorrelation spectral = spectral_correlation(matrix, 3);
  EXPECT_NEAR(spectral.matrix[1], 0.894024408508599, 1e-14);
  EXPECT_NEAR(spectral.matrix[2], 0.696319066114392, 1e-14);
  EXPECT_NEAR(spectral.matrix[5], 0.300969036104592, 1e-14);
  EXPECT_LT(nearest.distance, spectral.distance);
  EXPECT_NEAR(nearest.largest_change, 0.9 - nearest.matrix[1], 1e-15);
  EXPECT_NEAR(nearest.distance * nearest.distance,
              2.0 * (std::pow(0.9 - nearest.matrix[1], 2) + std::pow(0.7 - nearest.matrix[2], 2) +
                     std::pow(0.3 - nearest.matrix[5], 2)),
              1e-15);
}

TEST(NearestCorrelation, LeavesACorrelationMatrixAlone) {
  const std::vector<double> matrix = {1, 0.25, 0.1, 0.25, 1, -0.3, 0.1, -0.3, 1};
  for (const NearestCorrelation& result : {nearest_correlation(matrix, 3), spectral_correlation(matrix, 3)}) {
    EXPECT_EQ(result.matrix, matrix);
    EXPECT_EQ(result.distance, 0.0);
    EXPECT_EQ(result.iterations, 0);
  }
}

// Random matrices of a desk's size: a correlation matrix comes out, and none that lies between it and A, or beside it, is
// nearer.
TEST(NearestCorrelation, IsACorrelationMatrixThatNoOtherIsNearerThan) {
  std::mt19937_64 bits(51);
  const auto uniform = [&bits] { return static_cast<double>(bits() >> 11) * 0x1p-53; };
  for (const std::size_t n : {5u, 12u, 30u}) {
    std::vector<double> matrix(n * n, 1.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) matrix[i * n + j] = matrix[j * n + i] = 2.0 * uniform() - 1.0;
    }
    const NearestCorrelation nearest = nearest_correlation(matrix, n);
    EXPECT_LT(nearest.iterations, kMostCorrelationRounds);
    EXPECT_TRUE(is_positive_semidefinite(nearest.matrix, n, kNegativeEigenvalue));
    for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(nearest.matrix[i * n + i], 1.0);
    EXPECT_LE(nearest.distance, spectral_correlation(matrix, n).distance);
    // A − X makes no acute angle with any C − X, C a correlation matrix: the mark of the nearest point of a convex set.
    for (int trial = 0; trial < 200; ++trial) {
      std::vector<double> loading;
      for (std::size_t i = 0; i < n; ++i) loading.push_back(uniform() < 0.5 ? -1.0 : 1.0);
      double product = 0.0;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
          product += (matrix[i * n + j] - nearest.matrix[i * n + j]) * (loading[i] * loading[j] - nearest.matrix[i * n + j]);
        }
      }
      EXPECT_LT(product, 1e-8 * static_cast<double>(n * n));
    }
  }
}

TEST(NearestCorrelation, RefusesWhatIsNoSymmetricMatrix) {
  const std::vector<double> lopsided = {1, 0.5, 0.4, 1};
  const std::vector<double> holes = {1, std::numeric_limits<double>::quiet_NaN(), 0.4, 1};
  const std::vector<double> flat = {0, 0, 0, 0};
  for (const std::vector<double>& matrix : {lopsided, holes, flat}) {
    EXPECT_THROW(nearest_correlation(matrix, 2), InvalidInput);
    EXPECT_THROW(spectral_correlation(matrix, 2), InvalidInput);
  }
  EXPECT_THROW(nearest_correlation(lopsided, 3), InvalidInput);
}

}  // namespace
}  // namespace lodestone
