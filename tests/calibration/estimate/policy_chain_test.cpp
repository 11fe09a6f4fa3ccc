#include <lodestone/calibration/estimate/policy_chain.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr Date kStart = make_date(2010, 1, 1);

// Fifteen years of a chain with the given rates, in whole days.
StateHistory watched(Random& random, const std::vector<double>& rates, std::size_t states) {
  StateHistory history{{{kStart, 0}}, kStart + days{15 * 365}};
  double day = 0.0;
  std::size_t state = 0;
  for (;;) {
    double leaving = 0.0;
    for (std::size_t j = 0; j < states; ++j) leaving += rates[state * states + j];
    day += 365.0 * random.exponential(leaving);
    if (day >= 15.0 * 365.0 - 1.0) return history;
    double pick = leaving * random.uniform();
    std::size_t next = 0;
    while (pick >= rates[state * states + next]) pick -= rates[state * states + next++];
    state = next;
    const Date date = std::max(kStart + days{static_cast<int>(day)}, history.labels.back().from + days{1});
    history.labels.push_back({date, state});
  }
}

TEST(GammaPosterior, ReproducesThePrintedExamples) {
  const GammaPosterior two_in_a_year = update(kJeffreysRate, 2.0, 1.0);
  EXPECT_DOUBLE_EQ(two_in_a_year.mean(), 2.5);
  EXPECT_NEAR(probability_of_no_event(two_in_a_year, 1.0), 0.1768, 5e-5);
  const GammaPosterior three_in_fifteen = update(kJeffreysRate, 3.0, 15.2);
  EXPECT_NEAR(three_in_fifteen.mean(), 0.230, 5e-4);
  EXPECT_NEAR(probability_of_no_event(three_in_fifteen, 1.0), 0.8001, 5e-5);
}

// Γ(1, b) is exponential: quantile −ln(1 − p)/b.
TEST(GammaPosterior, HasTheQuantilesOfItsLaw) {
  const GammaPosterior law{1.0, 4.0};
  EXPECT_NEAR(quantile(law, 0.3), -std::log(0.7) / 4.0, 1e-15);
  EXPECT_NEAR(summarise(law).standard_error, 0.25, 1e-15);
  EXPECT_TRUE(std::isinf(interval95(kJeffreysRate).upper));
}

// Beta(2, 1) has distribution p².
TEST(BetaPosterior, HasTheQuantilesOfItsLaw) {
  const BetaPosterior law{2.0, 1.0};
  EXPECT_NEAR(quantile(law, 0.3), std::sqrt(0.3), 1e-15);
  EXPECT_NEAR(summarise(law).standard_error, std::sqrt(1.0 / 18.0), 1e-15);
}

TEST(ChainCounts, CountMovesAndTimeWithTheRunningSpellCensored) {
  const StateHistory history{{{kStart, 0}, {kStart + days{365}, 1}, {kStart + days{438}, 1}, {kStart + days{730}, 0}},
                             kStart + days{1095}};
  const ChainCounts counts = count_moves(std::vector<StateHistory>{history, history}, 3);
  EXPECT_EQ(counts.moves, (std::vector<double>{0, 2, 0, 2, 0, 0, 0, 0, 0}));
  EXPECT_EQ(counts.years, (std::vector<double>{4.0, 2.0, 0.0}));
}

TEST(ChainEstimate, IsEventsOverTimeWithGammaPosteriors) {
  const ChainEstimate estimate = estimate_chain({2, {0, 3, 1, 0}, {6.0, 0.5}});
  EXPECT_DOUBLE_EQ(estimate.rates_per_year[1].value, 0.5);
  EXPECT_DOUBLE_EQ(estimate.rates_per_year[1].standard_error, std::sqrt(3.0) / 6.0);
  EXPECT_DOUBLE_EQ(estimate.posteriors[1].mean(), 3.5 / 6.0);
  EXPECT_DOUBLE_EQ(estimate.posteriors[2].mean(), 3.0);
  EXPECT_NEAR(estimate.log_likelihood, 3.0 * std::log(0.5) - 3.0 + std::log(2.0) - 1.0, 1e-14);
  const std::vector<GammaPosterior> prior = {{}, {2.0, 4.0}, {1.0, 0.5}, {}};
  EXPECT_DOUBLE_EQ(estimate_chain({2, {0, 3, 1, 0}, {6.0, 0.5}}, prior).posteriors[1].mean(), 0.5);
}

// The interval is that of the posterior; Jeffreys' prior makes it one of 95 % over repeated histories too, if not to the digit
// where only a few moves are expected.
TEST(ChainEstimate, HoldsTheTruthIn95PerCentOfHistories) {
  Random random(81);
  const std::vector<double> rates = {0, 0.4, 0.1, 0.9, 0, 0.6, 0.3, 1.2, 0};
  Coverage coverage;
  for (int history = 0; history < 400; ++history) {
    const ChainEstimate estimate = estimate_chain(count_moves(std::vector<StateHistory>{watched(random, rates, 3)}, 3));
    for (const std::size_t k : {1u, 3u, 5u, 6u, 7u}) {
      if (estimate.posteriors[k].years > 0.0) coverage.add(interval95(estimate.posteriors[k]), rates[k]);
    }
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
}

TEST(ChainEstimate, MakesAGeneratorThatSumsToZero) {
  const std::vector<std::string> names = {"open", "squeeze", "freeze"};
  const ChainEstimate estimate = estimate_chain({3, {0, 3, 0, 1, 0, 0, 0, 0, 0}, {6.0, 0.5, 0.0}});
  const Generator generator = generator_of(estimate, names);
  ASSERT_EQ(generator.rows.size(), 3u);
  EXPECT_EQ(generator.rows[1].from_state, "squeeze");
  for (const GeneratorRow& row : generator.rows)
    EXPECT_NEAR(std::accumulate(row.rates_per_year.begin(), row.rates_per_year.end(), 0.0), 0.0, 1e-15);
  EXPECT_DOUBLE_EQ(generator.rows[0].rates_per_year[1], 3.5 / 6.0);
  EXPECT_EQ(generator.rows[2].rates_per_year, (std::vector<double>{0, 0, 0}));  // never visited, no opinion
}

TEST(EventMatrix, HasDirichletRows) {
  const std::vector<double> prior = {4, 1, 0, 1, 4, 1, 0, 0, 5};
  const std::vector<double> outcomes = {1, 0, 0, 2, 3, 0, 0, 0, 0};
  const EventMatrixEstimate estimate = estimate_event_matrix(prior, outcomes, 3);
  EXPECT_DOUBLE_EQ(estimate.probabilities[0].value, 5.0 / 6.0);
  EXPECT_DOUBLE_EQ(estimate.probabilities[3].value, 3.0 / 11.0);
  EXPECT_NEAR(estimate.probabilities[3].standard_error, std::sqrt(3.0 * 8.0 / (121.0 * 12.0)), 1e-15);
  EXPECT_NEAR(estimate.intervals95[3].upper, quantile(BetaPosterior{3.0, 8.0}, 0.975), 1e-15);
  EXPECT_EQ(estimate.probabilities[2].value, 0.0);
  EXPECT_EQ(estimate.intervals95[2].upper, 0.0);
  EXPECT_EQ(estimate.intervals95[8].lower, 1.0);
  const std::vector<std::string> names = {"open", "squeeze", "freeze"};
  for (const EventRow& row : event_rows_of(estimate, names)) {
    EXPECT_NEAR(std::accumulate(row.probabilities.begin(), row.probabilities.end(), 0.0), 1.0, 1e-15);
  }
}

TEST(PolicyChain, RefusesWhatItCannotUseAllAtOnce) {
  const StateHistory wrong{{{kStart, 0}, {kStart, 7}}, kStart};
  try {
    count_moves(std::vector<StateHistory>{wrong, {}}, 3);
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);  // order, state, end; no labels
    EXPECT_EQ(refused.violations()[1].path, "histories[0].labels[1].state");
  }
  const std::vector<GammaPosterior> bad_prior(4, GammaPosterior{0.0, -1.0});
  EXPECT_THROW(estimate_chain({2, {0, 0, 0, 0}, {1, 1}}, bad_prior), InvalidInput);
  EXPECT_THROW(estimate_event_matrix(std::vector<double>{0, 0, 0, 1}, std::vector<double>{0, 0, 0, 1}, 2), InvalidInput);
}

}  // namespace
}  // namespace lodestone::calibration
