// The stated error of averages against the gap between value and simulation that it is to cover.
#include <gtest/gtest.h>
#include <lodestone/engine.hpp>

#include <cmath>
#include <reference/study_parts.hpp>

namespace lodestone {
namespace {

/// Floors on quarterly means, one under way and one far, of an index at 60 whose volatility is `volatility`; on a chain that
/// jumps, or on none.
Study floors_on_means(double volatility, bool has_chain) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  Factor x;
  x.id = "x";
  x.initial_value = std::log(60.0);
  x.mean_reversion_per_year = 0.8;
  x.long_run_mean = {std::log(60.0)};
  x.volatility_per_sqrt_year = {volatility};
  if (has_chain) {
    reference::add_chain(study, "policy", {"open", "shut"}, 0, {{0.0, 2.0}, {3.0, 0.0}}, 1.0);
    x.stance = "policy";
    x.long_run_mean = {std::log(60.0), std::log(90.0)};
    x.volatility_per_sqrt_year = {volatility, 1.5 * volatility};
    x.jumps = {{"open", "shut", 0.4, 0.1}, {"shut", "open", -0.3, 0.0}};
  }
  study.market.factors = {x};
  study.market.observables = {reference::oxide_price("spot", "x")};
  for (const Date due : {make_date(2026, 3, 31), make_date(2026, 12, 31)}) {
    PriceFloorAgreement floor;
    floor.index = "spot";
    floor.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
    floor.floor = 63.0;
    floor.settlements = {{due, 100.0}};
    study.portfolio.positions.push_back(reference::position("floor " + to_string(due), floor));
  }
  study.simulation.horizons = {"2w", "1y"};
  return study;
}

// The gap of the value today to the mean of 400,000 paths is the error itself, within 4 standard errors.
TEST(AverageErrors, CoverTheGapToSimulationAndAreNoMoreThanAPercent) {
  for (const bool has_chain : {false, true}) {
    Study study = floors_on_means(0.5, has_chain);
    study.simulation.paths = 400'000;
    const Simulation simulation = simulate(validate(study));
    for (const ContractValue& contract : simulation.report().results.contract_values) {
      ASSERT_EQ(contract.method, ValuationMethod::GEOMETRIC_AVERAGE);
      ASSERT_TRUE(contract.method_error.has_value());
      const double value = *contract.value_today.value;
      const Estimate& simulated = contract.present_values.back().mean;
      EXPECT_NEAR(value, *simulated.value, 4.0 * *simulated.standard_error + *contract.method_error) << contract.position;
      EXPECT_GT(*contract.method_error, 0.0);
      EXPECT_LT(*contract.method_error, 0.01 * value) << contract.position;
    }
  }
}

// A lognormal mean is its geometric one to second order: the error goes with σ³ of the option's value, which goes with σ.
TEST(AverageErrors, VanishWithVolatility) {
  double error[2];
  for (const bool is_quiet : {false, true}) {
    Study study = floors_on_means(is_quiet ? 0.05 : 0.5, false);
    study.simulation.paths = 64;
    const Simulation simulation = simulate(validate(study));
    error[is_quiet] = *simulation.report().results.contract_values.front().method_error;
  }
  EXPECT_LT(error[1], 0.1 * error[0]);
}

TEST(AverageErrors, AreTheSameForAnyNumberOfThreads) {
  Study study = floors_on_means(0.5, true);
  study.simulation.paths = 64;
  Options one, three;
  one.threads = 1;
  three.threads = 3;
  const Simulation first = simulate(validate(study), one), second = simulate(validate(study), three);
  for (std::size_t n = 0; n < 2; ++n) {
    EXPECT_EQ(first.report().results.contract_values[n].method_error, second.report().results.contract_values[n].method_error);
  }
}

}  // namespace
}  // namespace lodestone
