/// Do 95 % intervals hold the truth 95 times in 100? Fixed seeds; bands are 3 binomial standard errors of the coverage itself.
#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/probability_estimate.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

constexpr int kReplications = 1000;
const double kBand = 3.0 * std::sqrt(0.95 * 0.05 / kReplications);  // 2.1 %
constexpr double kAsymptoticShortfall = 0.01;  // a skewed tail of 250 paths: ± 1.96 errors fall short by up to a point

struct Coverage {
  int held = 0;
  void count(const Estimate& estimate, double truth) {
    held += *estimate.lower_95 <= truth && truth <= *estimate.upper_95 ? 1 : 0;
  }
  double share() const { return held / static_cast<double>(kReplications); }
};

TEST(IntervalCoverage, IsAsStatedForMomentsVarAndEs) {
  const double var = 1.6448536269514722;  // of N(0, 1) at 95 %
  const double es = 2.0627128075074253;   // φ(1.645)/0.05
  Coverage of_mean, of_sd, of_var, of_es, of_centred_var, of_centred_es;
  const Measures measures = testing::measures_at({0.95}, {LossReference::ZERO, LossReference::MEAN});
  for (int r = 0; r < kReplications; ++r) {
    const Distribution d = describe_pnl(testing::normal_sample(5000, 1000u + static_cast<unsigned>(r), 1.0), measures);
    of_mean.count(d.mean, 1.0);
    of_sd.count(d.standard_deviation, 1.0);
    of_var.count(d.measures[0].value_at_risk, var - 1.0);
    of_es.count(d.measures[0].expected_shortfall, es - 1.0);
    of_centred_var.count(d.measures[1].value_at_risk, var);
    of_centred_es.count(d.measures[1].expected_shortfall, es);
  }
  EXPECT_NEAR(of_mean.share(), 0.95, kBand);
  EXPECT_NEAR(of_sd.share(), 0.95, kBand);
  EXPECT_NEAR(of_var.share(), 0.95, kBand);
  for (const Coverage& coverage : {of_es, of_centred_var, of_centred_es}) {
    EXPECT_GT(coverage.share(), 0.95 - kBand - kAsymptoticShortfall);
    EXPECT_LT(coverage.share(), 0.95 + kBand);
  }
}

TEST(IntervalCoverage, IsAsStatedForVarOfAHeavyTail) {  // no density, no moments: the ranks know nothing of the law
  Coverage coverage;
  for (int r = 0; r < kReplications; ++r) {
    Sample pnl = testing::normal_sample(2000, 9000u + static_cast<unsigned>(r));
    for (double& value : pnl) value = std::sinh(3.0 * value);
    coverage.count(describe_pnl(pnl, testing::measures_at({0.975})).measures[0].value_at_risk,
                   std::sinh(3.0 * 1.959963984540054));
  }
  EXPECT_NEAR(coverage.share(), 0.95, kBand);
}

TEST(IntervalCoverage, IsAtLeastAsStatedForVarOnAnAtom) {
  Coverage coverage;
  std::mt19937_64 bits(17);
  for (int r = 0; r < kReplications; ++r) {
    Sample pnl(2000);
    for (double& value : pnl) {  // P(L > 100) = 2 %, P(L = 100) = 2 %: VaR at 97.5 % is 100
      const double u = static_cast<double>(bits() >> 11) * 0x1p-53;
      value = u < 0.02 ? -500.0 : u < 0.04 ? -100.0 : 10.0;
    }
    coverage.count(describe_pnl(pnl, testing::measures_at({0.975})).measures[0].value_at_risk, 100.0);
  }
  EXPECT_GT(coverage.share(), 0.95 - kBand);
}

TEST(IntervalCoverage, IsAsStatedForProbabilities) {
  for (const double p : {0.5, 0.1, 0.01}) {  // exact: Σ over the binomial law of the counts whose interval holds p
    const int n = 500;
    double coverage = 0.0;
    for (int k = 0; k <= n; ++k) {
      const double choose = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
      const Estimate estimate = probability_estimate(k, n);
      if (*estimate.lower_95 <= p && p <= *estimate.upper_95) {
        coverage += std::exp(choose + k * std::log(p) + (n - k) * std::log1p(-p));
      }
    }
    EXPECT_NEAR(coverage, 0.95, 0.02) << p;  // Brown, Cai and DasGupta (2001): Wilson's coverage oscillates within this
  }
}

}  // namespace
}  // namespace lodestone
