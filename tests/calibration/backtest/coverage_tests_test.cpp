#include <lodestone/calibration/backtest/coverage_tests.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace lodestone::calibration {
namespace {

TEST(Kupiec, IsTheLikelihoodRatioToItsPrintedDigits) {
  struct Row {
    std::int64_t breaches, count;
    double tail, statistic;
  };
  for (const Row& row : {Row{0, 250, 0.01, 5.025167927}, Row{5, 250, 0.01, 1.956809788}, Row{9, 250, 0.01, 10.22903063},
                         Row{10, 250, 0.01, 12.95549106}, Row{15, 1000, 0.01, 2.189248389}}) {
    EXPECT_NEAR(kupiec_test(row.breaches, row.count, row.tail).statistic, row.statistic, 5e-9)
        << row.breaches << " of " << row.count;
  }
  EXPECT_NEAR(kupiec_test(5, 250, 0.01).p_value, 0.16185492, 5e-9);
  EXPECT_NEAR(kupiec_test(15, 1000, 0.01).p_value, 0.138977, 5e-7);
}

TEST(Kupiec, RejectsOutsideTheTableOfUnrejectedCounts) {
  struct Row {
    double tail;
    std::int64_t count, least, most;
  };
  for (const Row& row : {Row{0.01, 250, 1, 6}, Row{0.01, 255, 1, 6}, Row{0.01, 510, 2, 10}, Row{0.01, 1000, 5, 16},
                         Row{0.05, 255, 7, 20}, Row{0.05, 510, 17, 35}, Row{0.05, 1000, 38, 64}, Row{0.025, 255, 3, 11},
                         Row{0.025, 510, 7, 20}, Row{0.025, 1000, 16, 35}}) {
    for (std::int64_t x = 0; x < 100; ++x) {
      EXPECT_EQ(kupiec_test(x, row.count, row.tail).p_value >= 0.05, x >= row.least && x <= row.most)
          << x << " of " << row.count;
    }
  }
}

TEST(Kupiec, IsZeroAtThePromisedShareAndFiniteWhenEveryDayFails) {
  EXPECT_NEAR(kupiec_test(10, 250, 0.04).statistic, 0.0, 1e-12);
  EXPECT_NEAR(kupiec_test(3, 3, 0.01).statistic, -6.0 * std::log(0.01), 1e-9);
}

std::vector<char> worked_case() {
  std::vector<char> breaches(250, 0);
  for (const std::size_t day : {40, 41, 42, 100, 101, 200, 201, 202, 203, 204}) breaches[day - 1] = 1;
  return breaches;
}

TEST(Christoffersen, ReproducesTheWorkedCase) {
  const std::vector<char> breaches = worked_case();
  const BreachTransitions n = count_transitions(breaches);
  EXPECT_EQ(n.n00, 236);
  EXPECT_EQ(n.n01, 3);
  EXPECT_EQ(n.n10, 3);
  EXPECT_EQ(n.n11, 7);
  EXPECT_NEAR(christoffersen_independence(n).statistic, 39.4436846, 5e-8);
  const TestResult both = christoffersen_conditional_coverage(breaches, 0.01);
  EXPECT_NEAR(both.statistic, 52.39917566, 1e-7);
  EXPECT_NEAR(both.p_value, std::exp(-52.39917566 / 2.0), 1e-18);
}

TEST(Christoffersen, DoesNotRejectScatteredBreachesNorTheirAbsence) {
  std::vector<char> breaches(1000, 0);
  for (std::size_t day = 50; day < 1000; day += 100) breaches[day] = 1;
  EXPECT_GT(christoffersen_independence(count_transitions(breaches)).p_value, 0.5);
  const TestResult none = christoffersen_independence(count_transitions(std::vector<char>(250, 0)));
  EXPECT_EQ(none.statistic, 0.0);
  EXPECT_EQ(none.p_value, 1.0);
}

}  // namespace
}  // namespace lodestone::calibration
