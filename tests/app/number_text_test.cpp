#include <lodestone/app/number_text.hpp>

#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

TEST(NumberText, PutsCommasBetweenThousandsAndNowhereElse) {
  EXPECT_EQ(fixed(0.5, 2), "0.50");
  EXPECT_EQ(fixed(999.0, 0), "999");
  EXPECT_EQ(fixed(1000.0, 0), "1,000");
  EXPECT_EQ(fixed(-123456.789, 2), "-123,456.79");
  EXPECT_EQ(fixed(-123.4, 1), "-123.4");
  EXPECT_EQ(whole(1234567), "1,234,567");
  EXPECT_EQ(whole(-100), "-100");
}

TEST(NumberText, NeverShowsANegativeZero) {
  EXPECT_EQ(fixed(-0.0, 2), "0.00");
  EXPECT_EQ(fixed(-0.004, 2), "0.00");
  EXPECT_EQ(fixed(-0.006, 2), "-0.01");
}

TEST(NumberText, ShowsAConfidenceWithTheDecimalsItHas) {
  EXPECT_EQ(confidence_text(0.99), "99 %");
  EXPECT_EQ(confidence_text(0.975), "97.5 %");
  EXPECT_EQ(confidence_text(0.9), "90 %");
  EXPECT_EQ(confidence_text(0.9999), "99.99 %");
}

TEST(NumberText, ShowsMoneyInMillionsFromAMillionOn) {
  const NumberScale small = money_scale({-999999.0, 3.0}, "USD");
  EXPECT_EQ(small.unit, "USD");
  EXPECT_EQ(scaled(small, 999999.0), "999,999");
  const NumberScale large = money_scale({-1e6, 3.0}, "AUD");
  EXPECT_EQ(large.unit, "m AUD");
  EXPECT_EQ(scaled(large, 1234567.0), "1.235");
  EXPECT_EQ(scaled(money_scale({2.5e7}, "USD"), 2.5e7), "25.00");
  EXPECT_EQ(scaled(money_scale({5e9}, "USD"), 5e9), "5,000.0");
  EXPECT_EQ(scaled(money_scale({12.0}, "USD"), 12.0), "12.00");
  EXPECT_EQ(money_scale({}, "USD").unit, "USD");
}

TEST(NumberText, ShowsTimeInTheUnitsPeopleUse) {
  EXPECT_EQ(duration_text(0.84), "0.8 s");
  EXPECT_EQ(duration_text(9.96), "10 s");
  EXPECT_EQ(duration_text(59.6), "1 min 00 s");
  EXPECT_EQ(duration_text(200.0), "3 min 20 s");
  EXPECT_EQ(duration_text(3900.0), "1 h 05 min");
}

TEST(NumberText, CountsThreads) {
  EXPECT_EQ(threads_text(1), "1 thread");
  EXPECT_EQ(threads_text(2), "2 threads");
}

TEST(NumberText, ShowsMemoryInBinaryUnits) {
  EXPECT_EQ(bytes_text(512), "512 bytes");
  EXPECT_EQ(bytes_text(1536), "1.5 KiB");
  EXPECT_EQ(bytes_text(1024.0 * 1024.0 * 38.1), "38.1 MiB");
  EXPECT_EQ(bytes_text(1024.0 * 1024.0 * 1024.0 * 1.25), "1.25 GiB");
}

TEST(NumberText, FindsAQuantileWhoseProbabilityWasRoundedOnTheWay) {
  const std::vector<Quantile> grid{{0.05, -1.0}, {0.1 + 0.2, 7.0}};
  EXPECT_EQ(quantile_at(grid, 0.3), 7.0);
  EXPECT_EQ(quantile_at(grid, 0.5), std::nullopt);
}

}  // namespace
}  // namespace lodestone::app
