#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <lodestone/model/validate.hpp>
#include <reference/certain_study.hpp>

namespace lodestone::reference {
namespace {

void expect_valid(const Study& study) {
  for (const Violation& violation : find_violations(study)) ADD_FAILURE() << to_string(violation);
}

TEST(OracleStudies, AreValid) {
  expect_valid(licence_toy_study(0.5));
  expect_valid(grid_model_study(52, 7, 2));
}

Factor diffusion(const std::string& id) {
  Factor factor;
  factor.id = id;
  factor.initial_value = 0.5;
  factor.drift_per_year = {0.1};
  factor.volatility_per_sqrt_year = {0.3};
  return factor;
}

struct Moments {
  double count = 0.0, sum = 0.0, squares = 0.0, fourth = 0.0;
  void add(double x) {
    ++count;
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  double mean() const { return sum / count; }
  double variance() const { return squares / count; }
  double error_of_mean() const { return std::sqrt(variance() / count); }
  double error_of_variance() const { return std::sqrt((fourth / count - variance() * variance()) / count); }
};

// One year, monthly. Brownian motion with drift 0.1 under a term structure m² = 1 + 3e^{−3t}: variance σ²(1 + 1 − e^{−3}).
// Mean reversion 2 to −1 from 0.5 under a mixture of ν = 4: mean −1 + 1.5e^{−2}, variance σ²(1 − e^{−4})/4.
TEST(ReferenceFactor, HasTheMomentsOfItsClosedForm) {
  Study study = certain_study();
  Factor brownian = diffusion("brownian");
  brownian.volatility_term_structure = "today is wild";
  study.market.volatility_term_structures = {{"today is wild", 2.0, 3.0}};
  Factor reverting = diffusion("reverting");
  reverting.drift_per_year.clear();
  reverting.mean_reversion_per_year = 2.0;
  reverting.long_run_mean = {-1.0};
  reverting.variance_group = "tails";
  study.market.variance_groups = {{"tails", 4.0}};
  study.market.factors.insert(study.market.factors.end(), {brownian, reverting});
  study.market.correlations = {{"brownian", "reverting", 0.6}};
  expect_valid(study);

  const ReferenceTwin twin(study);
  const double mean_1 = 0.6;
  const double mean_2 = -1.0 + 1.5 * std::exp(-2.0);
  Moments first, second, product;
  for (std::uint32_t path = 0; path < 20000; ++path) {
    const std::vector<double> x = twin.simulate(path).factor.back();
    first.add(x[1] - mean_1);
    second.add(x[2] - mean_2);
    product.add((x[1] - mean_1) * (x[2] - mean_2));
  }
  EXPECT_NEAR(first.mean(), 0.0, 4 * first.error_of_mean());
  EXPECT_NEAR(second.mean(), 0.0, 4 * second.error_of_mean());
  EXPECT_NEAR(first.variance(), 0.09 * (2.0 - std::exp(-3.0)), 4 * first.error_of_variance());
  EXPECT_NEAR(second.variance(), 0.09 * (1.0 - std::exp(-4.0)) / 4.0, 4 * second.error_of_variance());
  EXPECT_GT(product.mean(), 4 * product.error_of_mean()) << "correlated as asked";
}

// Fifty moves a year, and an event that sends every state to open: nobody can be anywhere else on its date.
TEST(ReferenceChain, MovesByTheGeneratorAndThenByTheEvent) {
  Study study = certain_study();
  study.policy.chains[0].generators[0].rows = {{"open", {-50.0, 50.0}}, {"squeeze", {50.0, -50.0}}};
  const ReferenceTwin twin(study);
  int squeezed_before = 0;
  for (std::uint32_t n = 0; n < 200; ++n) {
    const ReferencePath path = twin.simulate(n);
    const auto relief = std::find(path.grid.begin(), path.grid.end(), make_date(2026, 5, 15)) - path.grid.begin();
    EXPECT_EQ(path.chain_state[static_cast<std::size_t>(relief)][0], 0);
    squeezed_before += path.chain_state[static_cast<std::size_t>(relief - 1)][0];
  }
  EXPECT_GT(squeezed_before, 0) << "the test has lost its power";
}

TEST(ReferenceStance, IsTheMostSevereOfItsChains) {
  Study study = certain_study();
  Chain overlay = study.policy.chains[0];
  overlay.id = "overlay";
  overlay.events = {{"late", make_date(2026, 5, 10), {{"open", {0.0, 1.0}}, {"squeeze", {0.0, 1.0}}}}};
  study.policy.chains.push_back(overlay);
  study.policy.stances.push_back({"both", {"open", "squeeze"}, {"policy", "overlay"}});
  expect_valid(study);
  const ReferencePath path = simulate_reference_path(study, 0);
  for (std::size_t k = 0; k < path.grid.size(); ++k) {
    EXPECT_EQ(path.level[k][1], path.grid[k] >= make_date(2026, 4, 15) && path.grid[k] < make_date(2026, 5, 10)
                                    ? path.chain_state[k][0]
                                    : std::max(path.chain_state[k][0], path.chain_state[k][1]));
    EXPECT_EQ(path.level[k][1], path.grid[k] >= make_date(2026, 4, 15) ? 1 : 0) << to_string(path.grid[k]);
  }
}

// Squeezed from the first step on; one stage, λ = 1/2, g = 3, γ = 0.7. After steps of Δ₁, Δ₂: K = Δ₂·3·(Δ₁/2), and the means
// shrink.
TEST(ReferenceFeedback, WearsOutThePremiumOneStepAfterTheExposure) {
  Study study = certain_study();
  study.policy.chains[0].initial_state = "squeeze";
  study.policy.chains[0].events.clear();
  Feedback feedback;
  feedback.stance = "policy";
  feedback.exposure_by_level = {0.0, 1.0};
  feedback.lead_time_years = 2.0;
  feedback.capacity_per_year = 3.0;
  feedback.sensitivity = 0.7;
  study.policy.feedback = {feedback};
  Factor premium = diffusion("premium");
  premium.drift_per_year.clear();
  premium.mean_reversion_per_year = 2.0;
  premium.long_run_mean = {1.5};
  premium.volatility_per_sqrt_year = {0.0};
  premium.feels_feedback = true;
  study.market.factors.push_back(premium);
  study.simulation.grid_dates = {make_date(2026, 1, 31), make_date(2026, 2, 28)};
  study.simulation.horizons = {"2026-02-28"};
  expect_valid(study);
  const ReferencePath path = simulate_reference_path(study, 0);
  const double dt_1 = 31 / 365.0;
  const double dt_2 = 28 / 365.0;
  const double capacity = dt_2 * 3.0 * (dt_1 * 0.5);
  const double x_1 = 0.5 * std::exp(-2 * dt_1) + 1.5 * (1 - std::exp(-2 * dt_1));
  const double x_2 = x_1 * std::exp(-2 * dt_2) + 1.5 * std::exp(-0.7 * capacity) * (1 - std::exp(-2 * dt_2));
  EXPECT_EQ(path.capacity[1], 0.0);
  EXPECT_NEAR(path.capacity[2], capacity, 1e-15);
  EXPECT_NEAR(path.factor[1][1], x_1, 1e-15);
  EXPECT_NEAR(path.factor[2][1], x_2, 1e-15);
}

// 100 yuan a kilogram times 1.1 from June on; 7 yuan a dollar. The discount rate doubles on 1 July and acts on steps that start
// then.
TEST(ReferenceObservables, AdjustConvertAndDiscountWithTheRateAtTheStartOfTheStep) {
  Study study = certain_study();
  Observable& spot = study.market.observables[0];
  spot.currency = Currency::CNY;
  spot.adjustments = {{make_date(2026, 6, 1), 1.1}};
  Observable yuan;
  yuan.id = "usd per cny";
  yuan.meaning = ObservableMeaning::FX_RATE;
  yuan.multiplier = 1 / 7.0;
  yuan.currency = Currency::USD;
  yuan.base_currency = Currency::CNY;
  Observable& base = study.market.observables[1];
  base.adjustments = {{make_date(2026, 7, 1), 0.06}};
  study.market.observables.push_back(yuan);
  study.market.fx_rates = {"usd per cny"};
  study.market.discount_rate = "base";
  IndexSwap swap;
  swap.index = "spot";
  swap.currency = Currency::CNY;
  swap.fixed_price = 40.0;
  swap.settlements = {{make_date(2026, 3, 31), 7.0}, {make_date(2026, 6, 1), 7.0}};
  add_position(study, "swap", swap);
  expect_valid(study);
  const ReferencePath path = simulate_reference_path(study, 0);
  ASSERT_EQ(path.cash_flows.size(), 2u);
  EXPECT_NEAR(path.cash_flows[0].amount, 60.0, 1e-12);
  EXPECT_NEAR(path.cash_flows[1].amount, 70.0, 1e-12);
  EXPECT_NEAR(std::log(path.numeraire.back()), 0.06 * 182 / 365 + 0.12 * 183 / 365, 1e-14);
}

}  // namespace
}  // namespace lodestone::reference
