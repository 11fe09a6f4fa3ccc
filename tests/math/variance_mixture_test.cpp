#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/math/variance_mixture.hpp>

namespace lodestone {
namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

/// E[exp(σ√ω·η)] = Σ p·exp(σ²ω/2).
double mean_exponential(const VarianceMixture& mixture, double sigma) {
  double mean = 0.0;
  for (std::size_t q = 0; q < mixture.multipliers.size(); ++q) {
    mean += mixture.probabilities[q] * std::exp(0.5 * sigma * sigma * mixture.multipliers[q]);
  }
  return mean;
}

double tail(const VarianceMixture& mixture, double x) {
  double probability = 0.0;
  for (std::size_t q = 0; q < mixture.multipliers.size(); ++q) {
    probability += mixture.probabilities[q] * normal_cdf(-x / std::sqrt(mixture.multipliers[q]));
  }
  return probability;
}

TEST(VarianceMixture, GivesTheOracleMeansOfALognormalWeek) {  // computed independently, 14 % weekly volatility
  EXPECT_NEAR(mean_exponential(variance_mixture(4.0), 0.14), 1.0101, 5e-5);
  EXPECT_NEAR(mean_exponential(variance_mixture(3.0), 0.14), 1.020, 5e-4);
  EXPECT_NEAR(mean_exponential(variance_mixture(1000.0), 0.14), 1.0098, 5e-5);  // Gaussian: exp(0.0098) = 1.00985
}

TEST(VarianceMixture, KeepsTheStudentLawToTheTenThousandth) {
  for (const double nu : {3.0, 4.0, 6.0}) {
    const VarianceMixture mixture = variance_mixture(nu);
    const boost::math::students_t student(nu);
    for (double probability = 0.5; probability > 0.99e-4; probability *= 0.9) {
      const double x = boost::math::quantile(boost::math::complement(student, probability)) * std::sqrt((nu - 2.0) / nu);
      EXPECT_NEAR(tail(mixture, x) / probability, 1.0, kMixtureTailError) << "nu " << nu << " tail " << probability;
    }
  }
}

TEST(VarianceMixture, HasProbabilitiesThatSumToOneAndMeanVarianceOne) {
  for (const double nu : {3.0, 3.5, 4.0, 6.0, 30.0, 1000.0}) {
    const VarianceMixture mixture = variance_mixture(nu);
    ASSERT_EQ(mixture.multipliers.size(), kMixtureNodes);
    double sum = 0.0;
    double mean = 0.0;
    for (std::size_t q = 0; q < kMixtureNodes; ++q) {
      EXPECT_GT(mixture.probabilities[q], 0.0);
      sum += mixture.probabilities[q];
      mean += mixture.probabilities[q] * mixture.multipliers[q];
      EXPECT_NEAR(mixture.cumulative[q], sum, kMixtureNodes * kEpsilon);
      EXPECT_GT(mixture.multipliers[q], q > 0 ? mixture.multipliers[q - 1] : 0.0) << "nu " << nu;
    }
    EXPECT_NEAR(sum, 1.0, kMixtureNodes * kEpsilon);
    EXPECT_NEAR(mean, 1.0, 2 * kMixtureNodes * kEpsilon);
    EXPECT_EQ(mixture.cumulative.back(), 1.0);
  }
}

TEST(VarianceMixture, LeavesNoUniformWithoutANode) {  // sums of 16 probabilities round to either side of 1
  for (double nu = 3.0; nu <= 1000.0; nu *= 1.05) EXPECT_EQ(variance_mixture(nu).cumulative.back(), 1.0) << nu;
}

TEST(VarianceMixture, HasTheConditionalMeansOfItsBinsAsNodes) {
  const double nu = 5.0;
  const VarianceMixture mixture = variance_mixture(nu);
  const boost::math::chi_squared law(nu);
  const double least = boost::math::quantile(law, kLowerCut);
  const double most = boost::math::quantile(boost::math::complement(law, kUpperCut));
  std::vector<double> integral(kMixtureNodes, 0.0);  // of (ν−2)/χ² over each bin, by the midpoint rule in log χ²
  std::vector<double> mass(kMixtureNodes, 0.0);
  constexpr int kPoints = 2000;
  const double width = std::log(most / least) / (kMixtureNodes * kPoints);
  for (std::size_t point = 0; point < kMixtureNodes * kPoints; ++point) {
    const double chi2 = least * std::exp((static_cast<double>(point) + 0.5) * width);
    const double weight = boost::math::pdf(law, chi2) * chi2 * width;
    mass[kMixtureNodes - 1 - point / kPoints] += weight;
    integral[kMixtureNodes - 1 - point / kPoints] += weight * (nu - 2.0) / chi2;
  }
  double total_mass = 0.0;
  double total = 0.0;
  for (std::size_t q = 0; q < kMixtureNodes; ++q) {
    total_mass += mass[q];
    total += integral[q];
  }
  for (std::size_t q = 0; q < kMixtureNodes; ++q) {
    EXPECT_NEAR(mixture.probabilities[q], mass[q] / total_mass, 1e-7);
    EXPECT_NEAR(mixture.multipliers[q] / (integral[q] / mass[q] / (total / total_mass)), 1.0, 1e-6) << "node " << q;
  }
}

TEST(VarianceMixture, ApproachesOneVarianceAsTheTailsThin) {
  const VarianceMixture mixture = variance_mixture(1000.0);
  EXPECT_GT(mixture.multipliers.front(), 0.8);
  EXPECT_LT(mixture.multipliers.back(), 1.25);
}

TEST(VarianceMixtureDeathTest, RefusesDegreesOfFreedomWithoutAFiniteMixture) {
  EXPECT_DEATH(variance_mixture(2.9), "degrees_of_freedom");
  EXPECT_DEATH(variance_mixture(std::numeric_limits<double>::quiet_NaN()), "degrees_of_freedom");
}

}  // namespace
}  // namespace lodestone
