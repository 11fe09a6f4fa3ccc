#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/order_statistic_ranks.hpp>
#include <vector>

namespace lodestone {
namespace {

struct Case {
  std::int64_t count;
  double probability;
  std::int64_t lower;
  std::int64_t upper;
};

TEST(OrderStatisticRanks, AreTheExactOnesOfTheOracles) {  // computed independently from the binomial law
  const Case cases[] = {
      {10000, 0.975, 9719, 9781},      {10000, 0.99, 9880, 9920},        {10000, 0.999, 9983, 9997},
      {100000, 0.975, 97403, 97597},   {100000, 0.99, 98938, 99062},     {100000, 0.999, 99880, 99920},
      {1000000, 0.99, 989805, 990196}, {1000000, 0.999, 998938, 999062}, {1000, 0.99, 983, 997},
  };
  for (const Case& c : cases) {
    const RankInterval ranks = order_statistic_ranks(c.count, c.probability);
    EXPECT_EQ(ranks.lower, c.lower) << c.count << " at " << c.probability;
    EXPECT_EQ(ranks.upper, c.upper) << c.count << " at " << c.probability;
  }
}

TEST(OrderStatisticRanks, HaveNoEndWhereTheSampleHoldsNone) {
  EXPECT_EQ(order_statistic_ranks(1000, 0.999).upper, 1001);  // P(B = 1000) = 0.999¹⁰⁰⁰ = 37 %
  EXPECT_EQ(order_statistic_ranks(1000, 0.001).lower, 0);
  const RankInterval one = order_statistic_ranks(1, 0.5);
  EXPECT_EQ(one.lower, 0);
  EXPECT_EQ(one.upper, 2);
}

/// P(B ≤ k) for k = 0 … n, added up from the probabilities themselves.
std::vector<double> binomial_distribution_function(int n, double p) {
  std::vector<double> cumulative;
  double sum = 0.0;
  for (int k = 0; k <= n; ++k) {
    const double choose = std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
    cumulative.push_back(sum += std::exp(choose + k * std::log(p) + (n - k) * std::log1p(-p)));
  }
  return cumulative;
}

TEST(OrderStatisticRanks, AreTheTightestWithAtMostATwentiethsHalfInEachTail) {
  for (const int n : {2, 10, 59, 200}) {
    for (const double p : {0.05, 0.5, 0.9, 0.975}) {
      const std::vector<double> below = binomial_distribution_function(n, p);
      const auto at_most = [&](std::int64_t k) { return k < 0 ? 0.0 : below[static_cast<std::size_t>(k)]; };
      const auto [lower, upper] = order_statistic_ranks(n, p);
      EXPECT_LE(at_most(lower - 1), 0.025);
      EXPECT_GT(at_most(lower), 0.025);
      EXPECT_GE(at_most(upper - 1), 0.975);
      EXPECT_LT(at_most(upper - 2), 0.975);
    }
  }
}

}  // namespace
}  // namespace lodestone
