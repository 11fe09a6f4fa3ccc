#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <lodestone/risk/estimate.hpp>

namespace lodestone {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Estimate, HasAnIntervalOfOnePointNineSixErrors) {
  const Estimate estimate = normal_estimate(10.0, 2.0);
  EXPECT_EQ(estimate.value, 10.0);
  EXPECT_EQ(estimate.standard_error, 2.0);
  EXPECT_DOUBLE_EQ(*estimate.lower_95, 10.0 - 2.0 * 1.959963984540054);
  EXPECT_DOUBLE_EQ(*estimate.upper_95, 10.0 + 2.0 * 1.959963984540054);
  EXPECT_FALSE(estimate.absence);
}

TEST(Estimate, NeverLetsANaNOrAnInfinityOut) {
  for (const double bad : {kNaN, kInfinity, -kInfinity}) {
    EXPECT_EQ(normal_estimate(bad, 1.0), absent(AbsenceReason::NOT_APPLICABLE));
    EXPECT_EQ(value_only(bad, AbsenceReason::TOO_FEW_PATHS), absent(AbsenceReason::NOT_APPLICABLE));
    EXPECT_EQ(normal_estimate(3.0, bad), value_only(3.0, AbsenceReason::TOO_FEW_PATHS));
    EXPECT_EQ(mean_from_sums(2.0, bad, 1.0), absent(AbsenceReason::NOT_APPLICABLE));
  }
  EXPECT_EQ(normal_estimate(1e308, 1e308), value_only(1e308, AbsenceReason::TOO_FEW_PATHS));  // its interval overflows
}

TEST(Estimate, OfAMeanFromSumsIsTheFamiliarOne) {  // 1, 2, 3, 4: mean 2.5, s² = 5/3
  const Estimate estimate = mean_from_sums(4, 10, 30);
  EXPECT_EQ(estimate.value, 2.5);
  EXPECT_DOUBLE_EQ(*estimate.standard_error, std::sqrt(5.0 / 12.0));
  EXPECT_EQ(mean_from_sums(0, 0, 0), absent(AbsenceReason::NOT_APPLICABLE));
  EXPECT_EQ(mean_from_sums(1, 7, 49), value_only(7.0, AbsenceReason::TOO_FEW_PATHS));
}

TEST(Estimate, OfAMeanFromSumsOfLikeNumbersHasNoNegativeVariance) {  // Σx² − (Σx)²/n rounds to either side of 0
  for (int n = 2; n < 200; ++n) {
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < n; ++i) {
      sum += 0.1;
      squares += 0.1 * 0.1;
    }
    EXPECT_LT(mean_from_sums(n, sum, squares).standard_error.value_or(1.0), 1e-8) << n;
  }
}

}  // namespace
}  // namespace lodestone
