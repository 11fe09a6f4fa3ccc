#include <lodestone/base/sums.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace lodestone {
namespace {

// Neumaier's own example, on which a plain sum gives 0 and Kahan's 0 too.
TEST(CompensatedSum, KeepsWhatALargeTermWouldSwallow) {
  EXPECT_EQ(compensated_sum(std::vector<double>{1.0, 1e100, 1.0, -1e100}), 2.0);
}

TEST(CompensatedSum, IsEmptyOrOneTermExactly) {
  EXPECT_EQ(compensated_sum({}), 0.0);
  EXPECT_EQ(compensated_sum(std::vector<double>{-0.3}), -0.3);
}

TEST(CompensatedSum, IsWithinTwoUlpOfTheSumOfMagnitudes) {
  std::vector<double> values;
  long double exact = 0.0L;
  double magnitude = 0.0;
  for (int k = 1; k <= 100000; ++k) {
    const double value = (k % 3 == 0 ? -1.0 : 1.0) / k;
    values.push_back(value);
    exact += static_cast<long double>(value);  // 11 more bits than a double: error below 1e5·2⁻⁶⁴, far below the bound
    magnitude += std::abs(value);
  }
  const double two_ulp = 2.0 * magnitude * 0x1p-52;
  EXPECT_NEAR(compensated_sum(values), static_cast<double>(exact), two_ulp);
}

TEST(CompensatedSum, DependsOnTheOrderOfTheIndexAlone) {
  CompensatedSum whole;
  std::vector<double> values;
  for (int k = 0; k < 1000; ++k) values.push_back(std::sin(k) * std::exp2(k % 40));
  for (const double value : values) whole.add(value);
  EXPECT_EQ(whole.value(), compensated_sum(values));
}

}  // namespace
}  // namespace lodestone
