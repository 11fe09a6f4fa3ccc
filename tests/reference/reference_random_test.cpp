#include <gtest/gtest.h>

#include <cmath>
#include <reference/reference_matrix.hpp>
#include <reference/reference_random.hpp>

namespace lodestone::reference {
namespace {

// Source: Random123 1.14, tests/kat_vectors, philox4x32 with 10 rounds.
TEST(ReferencePhilox, ReproducesThePublishedVectors) {
  const std::array<std::uint32_t, 4> zeros = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), zeros);
  const std::uint32_t f = 0xffffffff;
  const std::array<std::uint32_t, 4> ones = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
  EXPECT_EQ(philox({f, f, f, f}, {f, f}), ones);
  const std::array<std::uint32_t, 4> digits_of_pi = {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}), digits_of_pi);
}

// FNV-1a of "a" and "foobar": test vectors of draft-eastlake-fnv.
TEST(ReferenceHash, ReproducesThePublishedVectors) {
  EXPECT_EQ(fnv1a(""), 0x811c9dc5u);
  EXPECT_EQ(fnv1a("a"), 0xe40c292cu);
  EXPECT_EQ(fnv1a("foobar"), 0xbf9cf968u);
}

TEST(ReferenceDraws, AreStandardNormalAndUncorrelatedInPairs) {
  const int n = 100000;
  double sum = 0.0, squares = 0.0, products = 0.0, uniform = 0.0;
  for (int path = 0; path < n; ++path) {
    const Draws draws(7, static_cast<std::uint32_t>(path));
    const Pair z = draws.normals(Stream::FACTORS, 3, 0);
    sum += z.first + z.second;
    squares += z.first * z.first + z.second * z.second;
    products += z.first * z.second;
    uniform += draws.uniforms(Stream::APPROVAL, 0, 11).first;
  }
  // Standard errors: 1/√2n of the mean, √(2/2n) of the variance, 1/√n of the covariance, 1/√12n of the uniform's mean.
  EXPECT_NEAR(sum / (2 * n), 0.0, 4 / std::sqrt(2.0 * n));
  EXPECT_NEAR(squares / (2 * n), 1.0, 4 / std::sqrt(1.0 * n));
  EXPECT_NEAR(products / n, 0.0, 4 / std::sqrt(1.0 * n));
  EXPECT_NEAR(uniform / n, 0.5, 4 / std::sqrt(12.0 * n));
}

// Source: matrix exponential of a five-state generator, computed independently (ten digits).
TEST(ReferenceMatrix, ExponentialIsTheLawOfTheChain) {
  const Matrix generator = {{-0.95, 0.8, 0.1, 0.05, 0.0},
                            {0.3, -1.07, 0.6, 0.15, 0.02},
                            {0.05, 1.2, -2.0, 0.7, 0.05},
                            {0.0, 0.4, 1.6, -2.4, 0.4},
                            {0.0, 0.1, 0.5, 1.4, -2.0}};
  const std::vector<double> expected = {0.1333919316, 0.5310276585, 0.2198499601, 0.09420145788, 0.02152899189};
  const Matrix law = exponential(generator);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(law[1][j], expected[j], 1e-10) << j;
}

TEST(ReferenceMatrix, CholeskyFactorReproducesASingularCorrelation) {
  const Matrix correlation = {{1.0, 0.6, 1.0}, {0.6, 1.0, 0.6}, {1.0, 0.6, 1.0}};
  const Matrix lower = cholesky(correlation);
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < 3; ++k) sum += lower[i][k] * lower[j][k];
      EXPECT_NEAR(sum, correlation[i][j], 1e-15);
    }
  }
}

}  // namespace
}  // namespace lodestone::reference
