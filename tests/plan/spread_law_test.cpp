#include <gtest/gtest.h>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/model/validate.hpp>
#include <lodestone/plan/simulation_plan.hpp>
#include <lodestone/plan/spread_law.hpp>

#include <cmath>
#include <plan/everything_study.hpp>
#include <reference/study_parts.hpp>

namespace lodestone {
namespace {

/// A spread of 1 % on one Ornstein–Uhlenbeck factor; its chain never moves but is drawn today.
Study spread_study() {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  reference::add_chain(study, "support", {"open", "shut"}, 0, {{0.0, 0.0}, {0.0, 0.0}}, 1.0);
  study.policy.chains[0].initial_state.clear();
  study.policy.chains[0].initial_distribution = {0.75, 0.25};
  study.market.factors = {stanced_factor("spread", "support", 0.02, 0.5, {0.03, 0.06}, {0.02, 0.04})};
  study.market.observables = {linear_rate("credit", "spread")};
  study.market.observables[0].intercept = 0.01;
  study.simulation.horizons = {"2y"};
  return study;
}

NegativeSpread most_negative_of(const Study& study, int last_step) {
  const SimulationPlan plan = compile_paths(validate(study), Isa::AVX2, Reach::LAST_FLOW);
  return most_negative(plan.policy, plan.factors, plan.observables, 0, last_step == 0 ? plan.end_step : last_step);
}

double below(double years, double mean, double volatility) {
  const double a = std::exp(-0.5 * years);
  const double expected = 0.01 + 0.02 * a + mean * (1.0 - a);
  return normal_cdf(-expected / (volatility * std::sqrt(1.0 - a * a)));  // 2κ = 1
}

// Steps of one chain that rests make the exact law; the spread rises towards its mean more slowly than its deviation grows.
TEST(NegativeSpread, IsTheMixtureOfNormalsOfTheStates) {
  const NegativeSpread most = most_negative_of(spread_study(), 0);
  double greatest = 0.0;
  const SimulationPlan plan = compile_paths(validate(spread_study()), Isa::AVX2, Reach::LAST_FLOW);
  for (int step = 1; step <= plan.end_step; ++step) {
    const double years = plan.grid.days[static_cast<std::size_t>(step)] / 365.0;
    greatest = std::max(greatest, 0.75 * below(years, 0.03, 0.02) + 0.25 * below(years, 0.06, 0.04));
  }
  EXPECT_GT(greatest, 0.03);
  EXPECT_NEAR(most.probability, greatest, 1e-12);
  EXPECT_NEAR(most_negative_of(spread_study(), 1).probability,
              0.75 * below(plan.grid.days[1] / 365.0, 0.03, 0.02) + 0.25 * below(plan.grid.days[1] / 365.0, 0.06, 0.04), 1e-15);
}

// Two factors of opposite loading: correlation takes their variance away.
TEST(NegativeSpread, KnowsTheCorrelationOfItsFactors) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  study.market.factors = {stanced_factor("first", "", 0.0, 0.0, {0.0}, {0.05}),
                          stanced_factor("second", "", 0.0, 0.0, {0.0}, {0.03})};
  study.market.correlations = {{"first", "second", 0.6}};
  study.market.observables = {linear_rate("credit", "first")};
  study.market.observables[0].weights = {{"first", 1.0}, {"second", -1.0}};
  study.market.observables[0].intercept = 0.05;
  study.simulation.horizons = {"1y"};
  const double variance = 0.05 * 0.05 + 0.03 * 0.03 - 2.0 * 0.6 * 0.05 * 0.03;
  EXPECT_NEAR(most_negative_of(study, 0).probability, normal_cdf(-0.05 / std::sqrt(variance)), 1e-14);
}

TEST(NegativeSpread, IsNoneOfAPrice) {
  Study study = spread_study();
  study.market.observables = {reference::oxide_price("price", "spread")};
  EXPECT_EQ(most_negative_of(study, 0).probability, 0.0);
}

}  // namespace
}  // namespace lodestone
