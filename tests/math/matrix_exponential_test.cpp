#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/matrix_exponential.hpp>
#include <numeric>
#include <vector>

namespace lodestone {
namespace {

/// A five-state policy chain [1/yr], rows Open, Easy, Tight, Restricted, Embargo; the values expected of it were computed
/// independently, to the digits shown.
std::vector<double> policy_generator() {
  std::vector<double> q = {0,   0.8,  0.1, 0.05, 0,   0.3, 0,   0.6, 0.15, 0.02, 0.05, 1.2, 0,
                           0.7, 0.05, 0,   0.4,  1.6, 0,   0.4, 0,   0.1,  0.5,  1.4,  0};
  for (std::size_t i = 0; i < 5; ++i) q[6 * i] = -std::accumulate(&q[5 * i], &q[5 * i] + 5, 0.0);
  return q;
}

constexpr double kTenDigits = 1e-10;

TEST(MatrixExponential, ReproducesThePolicyChainOfTheOracles) {
  const double after_a_year[] = {0.1333919316, 0.5310276585, 0.2198499601, 0.09420145788, 0.02152899189};
  const double after_a_quarter[] = {0.0595835262, 0.7896040033, 0.1106164479, 0.03457973061, 0.005616291909};
  const double at_rest[] = {0.1523368098, 0.4411258359, 0.24764437, 0.1235755139, 0.0353174704};
  const std::vector<double> year = matrix_exponential(policy_generator(), 5, 1.0);
  const std::vector<double> quarter = matrix_exponential(policy_generator(), 5, 0.25);
  const std::vector<double> rest = matrix_exponential(policy_generator(), 5, 1000.0);
  for (std::size_t j = 0; j < 5; ++j) {
    EXPECT_NEAR(year[5 + j], after_a_year[j], kTenDigits);
    EXPECT_NEAR(quarter[5 + j], after_a_quarter[j], kTenDigits);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_NEAR(rest[5 * i + j], at_rest[j], kTenDigits);
  }
}

TEST(MatrixExponential, GivesHittingProbabilitiesWhenStatesAbsorb) {
  std::vector<double> q = policy_generator();
  std::fill(q.begin() + 15, q.end(), 0.0);  // Restricted and Embargo keep what reaches them
  const std::vector<double> p = matrix_exponential(q, 5, 1.0);
  EXPECT_NEAR(p[5 + 3] + p[5 + 4], 0.2156457987, kTenDigits);
}

TEST(MatrixExponential, GivesTheLaplaceTransformOfOccupationByKilling) {
  const std::vector<double> q = policy_generator();
  std::vector<double> killed(36, 0.0);  // a sixth state takes paths at rate 2 while Restricted or Embargo
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) killed[6 * i + j] = q[5 * i + j];
    killed[6 * i + 5] = i >= 3 ? 2.0 : 0.0;
    killed[7 * i] -= killed[6 * i + 5];
  }
  EXPECT_NEAR(1.0 - matrix_exponential(killed, 6, 1.0)[6 + 5], 0.9118463477, kTenDigits);
}

TEST(MatrixExponential, IntegratesToTheOracleOccupationTimes) {
  const double occupation[] = {0.08685695219, 0.694551034, 0.1508145207, 0.05652176307, 0.01125573003};
  constexpr int kIntervals = 200;  // Simpson's error is λ⁴/(180·200⁴) ≈ 1e-10 for rates of at most 2.4
  double integral[5] = {};
  for (int k = 0; k <= kIntervals; ++k) {
    const std::vector<double> p = matrix_exponential(policy_generator(), 5, k / static_cast<double>(kIntervals));
    const double weight = k == 0 || k == kIntervals ? 1.0 : k % 2 == 1 ? 4.0 : 2.0;
    for (std::size_t j = 0; j < 5; ++j) integral[j] += weight / (3.0 * kIntervals) * p[5 + j];
  }
  for (std::size_t j = 0; j < 5; ++j) EXPECT_NEAR(integral[j], occupation[j], 3e-10);
}

TEST(MatrixExponential, IsTheClosedFormForTwoStatesAtAnySpeed) {
  for (const double years : {1e-9, 1e-3, 0.0191780821917808, 0.25, 1.0, 7.0, 100.0}) {
    const double a = 1.5;
    const double b = 4.0;
    const double leaves = -std::expm1(-(a + b) * years);
    const std::vector<double> p = matrix_exponential(std::vector<double>{-a, a, b, -b}, 2, years);
    const double expected[] = {1.0 - a / (a + b) * leaves, a / (a + b) * leaves, b / (a + b) * leaves,
                               1.0 - b / (a + b) * leaves};
    for (std::size_t e = 0; e < 4; ++e) {
      EXPECT_NEAR(p[e] / expected[e], 1.0, matrix_exponential_error(2, b * years)) << "years " << years << " entry " << e;
    }
  }
}

TEST(MatrixExponential, IsTheErlangLawForAChainThatOnlyAscends) {  // a defective matrix: no eigenvectors to build it from
  for (const double years : {1e-6, 0.3, 2.0, 20.0}) {
    const std::vector<double> p = matrix_exponential(std::vector<double>{-1, 1, 0, 0, -1, 1, 0, 0, 0}, 3, years);
    EXPECT_NEAR(p[0] / std::exp(-years), 1.0, matrix_exponential_error(3, years));
    EXPECT_NEAR(p[1] / (years * std::exp(-years)), 1.0, matrix_exponential_error(3, years));
  }
  const double t = 1e-6;  // 1 − e^{−t}(1 + t) = t²/2 − t³/3 + …: no digit may be lost to cancellation
  const std::vector<double> p = matrix_exponential(std::vector<double>{-1, 1, 0, 0, -1, 1, 0, 0, 0}, 3, t);
  EXPECT_NEAR(p[2] / (t * t / 2 - t * t * t / 3), 1.0, t * t);
}

TEST(MatrixExponential, HasRowsOfProbabilitiesThatSumToOne) {
  for (const double years : {1e-6, 0.02, 1.0, 50.0, 1e6}) {
    const std::vector<double> p = matrix_exponential(policy_generator(), 5, years);
    for (std::size_t i = 0; i < 5; ++i) {
      double sum = 0.0;
      for (std::size_t j = 0; j < 5; ++j) {
        EXPECT_GE(p[5 * i + j], 0.0);
        sum += p[5 * i + j];
      }
      EXPECT_NEAR(sum, 1.0, 5 * std::numeric_limits<double>::epsilon());
    }
  }
}

TEST(MatrixExponential, OfNoTimeOrNoRatesIsTheIdentity) {
  const std::vector<double> identity = {1, 0, 0, 1};
  EXPECT_EQ(matrix_exponential(std::vector<double>{-1, 1, 2, -2}, 2, 0.0), identity);
  EXPECT_EQ(matrix_exponential(std::vector<double>{0, 0, 0, 0}, 2, 3.0), identity);
}

TEST(MatrixExponentialDeathTest, RefusesANegativeRate) {
  EXPECT_DEATH(matrix_exponential(std::vector<double>{1, -1, 2, -2}, 2, 1.0), "jump_chain");
}

}  // namespace
}  // namespace lodestone
