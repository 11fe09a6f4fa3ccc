#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/risk/probability_estimate.hpp>
#include <random>

namespace lodestone {
namespace {

TEST(ProbabilityEstimate, IsWilsonsInterval) {  // 19 of 141: the formula worked by hand with z = 1.96
  const Estimate estimate = probability_estimate(19, 141);
  EXPECT_DOUBLE_EQ(*estimate.value, 19.0 / 141.0);
  EXPECT_DOUBLE_EQ(*estimate.standard_error, std::sqrt(19.0 / 141.0 * (122.0 / 141.0) / 141.0));
  EXPECT_NEAR(*estimate.lower_95, 0.0880, 5e-5);
  EXPECT_NEAR(*estimate.upper_95, 0.2009, 5e-5);
}

TEST(ProbabilityEstimate, BoundsWhatWasNeverSeen) {
  const Estimate never = probability_estimate(0, 1000);
  EXPECT_EQ(never.value, 0.0);
  EXPECT_EQ(never.lower_95, 0.0);
  EXPECT_NEAR(*never.upper_95, 3.8415 / (1000 + 3.8415), 1e-7);
  const Estimate always = probability_estimate(1000, 1000);
  EXPECT_EQ(always.upper_95, 1.0);
  EXPECT_NEAR(*always.lower_95, 1000 / (1000 + 3.8415), 1e-7);
}

TEST(ProbabilityEstimate, OfNoTrialsIsNotApplicable) {
  const Estimate none = probability_estimate(0, 0);
  EXPECT_FALSE(none.value || none.standard_error || none.lower_95 || none.upper_95);
  EXPECT_EQ(none.absence, AbsenceReason::NOT_APPLICABLE);
}

struct QuadraticForm {
  double weights[3];
  int degrees[3];
  double thresholds[3];
  double exceedances[3];
};

TEST(ProbabilityEstimate, MeetsImhofsTableOfQuadraticForms) {  // Imhof (1961): P(Σ λ χ²_m > x), a delta-gamma book's losses
  constexpr int kPaths = 200'000;
  const QuadraticForm table[] = {
      {{0.6, 0.3, 0.1}, {1, 1, 1}, {0.1, 0.7, 2}, {0.945789, 0.506439, 0.123959}},
      {{0.6, 0.3, 0.1}, {2, 2, 2}, {0.2, 2, 6}, {0.993547, 0.399795, 0.016103}},
      {{0.6, 0.3, 0.1}, {6, 4, 2}, {1, 5, 12}, {0.997319, 0.435251, 0.00876901}},
      {{0.6, 0.3, 0.1}, {2, 4, 6}, {1, 3, 8}, {0.96664, 0.419555, 0.00871536}},
  };
  std::mt19937_64 bits(1961);
  std::normal_distribution<double> normal;
  for (const QuadraticForm& form : table) {
    int counts[3] = {};
    for (int path = 0; path < kPaths; ++path) {
      double q = 0.0;
      for (int term = 0; term < 3; ++term) {
        for (int m = 0; m < form.degrees[term]; ++m) {
          const double z = normal(bits);
          q += form.weights[term] * z * z;
        }
      }
      for (int t = 0; t < 3; ++t) counts[t] += q > form.thresholds[t] ? 1 : 0;
    }
    for (int t = 0; t < 3; ++t) {
      const Estimate estimate = probability_estimate(counts[t], kPaths);
      EXPECT_NEAR(*estimate.value, form.exceedances[t], 4.0 * *estimate.standard_error);
    }
  }
}

}  // namespace
}  // namespace lodestone
