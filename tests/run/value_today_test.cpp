// Values today against numbers from elsewhere: published, in closed form, or the mean of every path's flows.
#include <lodestone/engine.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>

namespace lodestone {
namespace {

const ContractValue& contract(const RiskReport& report, const std::string& position) {
  for (const ContractValue& value : report.results.contract_values) {
    if (value.position == position) return value;
  }
  ADD_FAILURE() << "no contract " << position;
  return report.results.contract_values.front();
}

RiskReport report_of(Study study, std::int64_t paths) {
  study.simulation.paths = paths;
  return simulate(validate(std::move(study))).report();
}

TEST(ValueToday, OfALicensedDeliveryIsThePublishedRecursions) {
  for (const double climate : {0.0, 0.5}) {
    const RiskReport report = report_of(reference::licence_toy_study(climate), 64);
    EXPECT_NEAR(*contract(report, "purchase").value_today.value + *contract(report, "sale").value_today.value,
                reference::kLicenceToyValue, 1e-12);
  }
}

/// Sales of 1 kg at 0, each of one index, a year away; the horizon is two weeks.
Study forward_study() {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  Factor reverting;
  reverting.id = "reverting";
  reverting.initial_value = 4.0;
  reverting.mean_reversion_per_year = 1.5;
  reverting.long_run_mean = {4.2};
  reverting.volatility_per_sqrt_year = {0.3};
  Factor drifting = reverting;
  drifting.id = "drifting";
  drifting.mean_reversion_per_year = 0.0;
  drifting.long_run_mean.clear();
  study.market.factors = {reverting, drifting};
  study.market.observables = {reference::oxide_price("reverting", "reverting"), reference::oxide_price("drifting", "drifting")};
  for (const char* index : {"reverting", "drifting"}) {
    Offtake purchase;
    purchase.price.formula = FixedPrice{0.0};
    purchase.spot_index = index;
    purchase.deliveries = {{study.as_of + days{365}, 1.0}};
    study.portfolio.positions.push_back(reference::position(index, purchase));
  }
  study.simulation.horizons = {"2w"};
  return study;
}

// dx = (… − λ)dt: E[x_T] falls by λ(1 − e^{−κT})/κ, or λT.
TEST(ValueToday, TakesRiskPremiaOffTheDriftsAndEchoesThem) {
  Study study = forward_study();
  const RiskReport without = report_of(study, 64);
  study.market.factors[0].risk_premium_per_year = 0.2;
  study.market.factors[1].risk_premium_per_year = -0.1;
  const RiskReport with = report_of(study, 64);
  const auto ratio = [&](const char* id) {
    return *contract(with, id).value_today.value / *contract(without, id).value_today.value;
  };
  EXPECT_NEAR(ratio("reverting"), std::exp(-0.2 * (1.0 - std::exp(-1.5)) / 1.5), 1e-12);
  EXPECT_NEAR(ratio("drifting"), std::exp(0.1), 1e-12);
  EXPECT_TRUE(without.results.risk_premia.empty());
  ASSERT_EQ(with.results.risk_premia.size(), 2u);
  EXPECT_EQ(with.results.risk_premia[1].factor, "drifting");
  EXPECT_EQ(with.results.risk_premia[1].risk_premium_per_year, -0.1);
}

TEST(ValueToday, IsTheMeanOverTheStatesThatAChainMayBeInToday) {
  Study study = reference::grid_model_study(52, 7, 1);
  double mixed = 0.0;
  const double weights[] = {0.1, 0.2, 0.3, 0.4};
  for (int state = 0; state < 4; ++state) {
    mixed += weights[state] * *contract(report_of(reference::grid_model_study(52, 7, state), 64), "put 3").value_today.value;
  }
  study.policy.chains[0].initial_state.clear();
  study.policy.chains[0].initial_distribution = {0.1, 0.2, 0.3, 0.4};
  const Estimate drawn = contract(report_of(study, 64), "put 3").value_today;  // the report does not outlive the line
  EXPECT_NEAR(*drawn.value, mixed, 1e-6 * 3.0);                                // tables of one law, on four grids
  EXPECT_EQ(*drawn.standard_error, 0.0);
}

// Ī of thirteen Fridays, near (the quarter under way) and far; σ = 50 %. The engine's own paths are the other route.
TEST(ValueToday, OfAFloorOnAnAverageIsWithinSixTenthsOfAPercentOfItsPaths) {
  Study study = forward_study();
  study.market.factors[0].volatility_per_sqrt_year = {0.5};
  study.portfolio.positions.clear();
  const double strike = std::exp(4.1);
  for (const int quarter : {1, 4}) {
    PriceFloorAgreement floor;
    floor.index = "reverting";
    floor.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
    floor.floor = strike;
    floor.settlements = {{quarter == 1 ? make_date(2026, 3, 31) : make_date(2026, 12, 31), 1.0}};
    study.portfolio.positions.push_back(reference::position("floor " + std::to_string(quarter), floor));
  }
  study.simulation.horizons = {"1y"};
  const RiskReport report = report_of(study, 400'000);
  for (const char* id : {"floor 1", "floor 4"}) {
    const ContractValue& value = contract(report, id);
    EXPECT_EQ(value.method, ValuationMethod::GEOMETRIC_AVERAGE);
    const Estimate& simulated = value.present_values.front().mean;
    EXPECT_NEAR(*value.value_today.value, *simulated.value, 4.0 * *simulated.standard_error + 0.006 * *simulated.value) << id;
    EXPECT_LT(*simulated.standard_error, 0.004 * *simulated.value) << "the test has lost its power";
  }
}

}  // namespace
}  // namespace lodestone
