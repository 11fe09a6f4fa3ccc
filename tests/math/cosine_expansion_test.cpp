#include <gtest/gtest.h>
#include <lodestone/math/black_scholes.hpp>
#include <lodestone/math/cosine_expansion.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <cmath>
#include <limits>

namespace lodestone {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Y normal with mean `mean` and deviation `sigma`, of total mass `mass`.
CosineExpansion normal_law(double mean, double sigma, double mass, std::size_t terms) {
  CosineExpansion law{mean - 8.0 * sigma, 16.0 * sigma, {}};
  for (std::size_t n = 0; n < terms; ++n) {
    const double u = kPi * static_cast<double>(n) / law.width;
    const double phase = u * (mean - law.low);
    law.coefficients.push_back((n == 0 ? 1.0 : 2.0) / law.width * mass * std::exp(-0.5 * sigma * sigma * u * u) *
                               std::cos(phase));
  }
  return law;
}

TEST(CosineExpansion, GivesPutsOnALognormalAndTheirSlopes) {
  const double mean = -0.1;
  const double sigma = 0.25;
  for (const double power : {0.8, 1.0, 1.3}) {
    const CosineExpansion law = normal_law(mean, sigma, 0.9, 64);
    for (const std::size_t intervals : {16u, 64u}) {  // fewer than terms, which then fold, and as many
      const CosinePuts puts = cosine_puts(law, power, FourierSum(2 * intervals));
      ASSERT_EQ(puts.value.size(), intervals + 1);
      for (std::size_t k = 0; k <= intervals; ++k) {
        const double y = law.low + law.width * static_cast<double>(k) / static_cast<double>(intervals);
        const double forward = std::exp(power * (mean - y) + 0.5 * power * power * sigma * sigma);
        const double exact = 0.9 * black_scholes_put({forward, 1.0, power * sigma, 1.0});
        const double d1 = std::log(forward) / (power * sigma) + 0.5 * power * sigma;
        EXPECT_NEAR(puts.value[k], exact, 1e-13) << "power " << power << ", k " << k;
        EXPECT_NEAR(puts.slope[k], -0.9 * forward * normal_cdf(-d1), 1e-12) << "power " << power << ", k " << k;
      }
    }
  }
}

TEST(CosineExpansion, LeavesOutNoMoreThanItsTail) {
  const CosineExpansion law = normal_law(0.0, 0.2, 1.0, 80);
  const CosinePuts whole = cosine_puts(law, 1.0, FourierSum(256));
  for (const std::size_t terms : {6u, 10u, 16u, 24u}) {
    CosineExpansion cut = law;
    cut.coefficients.resize(terms);
    const double u = kPi * static_cast<double>(terms) / law.width;
    const double bound = cosine_tail(law.width, 1.0, std::exp(-0.5 * 0.04 * u * u), terms);
    const CosinePuts puts = cosine_puts(cut, 1.0, FourierSum(256));
    double worst = 0.0;
    for (std::size_t k = 0; k < puts.value.size(); ++k) worst = std::max(worst, std::abs(puts.value[k] - whole.value[k]));
    EXPECT_LE(worst, 1.05 * bound + 1e-14) << terms;  // the sum over n > N of 1/n² is 1/N but for a share of 1/(2N)
    EXPECT_GT(worst, 1e-3 * bound) << "a bound that says nothing";
  }
}

TEST(ChernoffInterval, HoldsAllButTheNeglectedMass) {
  const double mean = 0.3;
  for (const double sigma : {0.01, 0.2, 3.0}) {
    std::vector<double> u;
    std::vector<double> moments;
    for (int m = -3; m <= 10; ++m) {
      for (const double v : {std::ldexp(1.0, m), -std::ldexp(1.0, m)}) {
        u.push_back(v);
        moments.push_back(std::exp(mean * v + 0.5 * sigma * sigma * v * v));  // overflows for the largest: says nothing then
      }
    }
    const Interval interval = chernoff_interval(u, moments, 1e-11);
    EXPECT_LE(normal_cdf((interval.low - mean) / sigma), 1e-11);
    EXPECT_LE(normal_cdf((mean - interval.high) / sigma), 1e-11);
    // the best u of all gives 7.12 deviations, one that is off by √2 gives 7.55
    EXPECT_NEAR(interval.high - mean, mean - interval.low, 1e-12 * sigma + 1e-14);
    EXPECT_GE((interval.high - mean) / sigma, std::sqrt(2.0 * std::log(1e11)) - 1e-9);
    EXPECT_LE((interval.high - mean) / sigma, 7.56);
  }
}

}  // namespace
}  // namespace lodestone
