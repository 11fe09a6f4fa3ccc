#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/black_scholes.hpp>
#include <reference/oracle_studies.hpp>

#include "compiled_market.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

CashFlowLaw price_on(int step) {
  CashFlowLaw law;
  law.index = {{step, 0, 1.0}};
  return law;
}

/// One factor without a chain, over one step of a year.
Study lognormal_study(double sigma) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  study.market.factors = {stanced_factor("x", "", 0.0, 0.0, {-0.5 * sigma * sigma}, {sigma})};
  study.market.observables = {reference::oxide_price("spot", "x")};
  study.simulation.grid_dates = {study.as_of + days{365}};
  study.simulation.horizons = {to_string(study.as_of + days{365})};
  return study;
}

// Source: transform recursion and COS with 512 terms, weekly grid, start state 1.
TEST(OptionTable, ReproducesThePutsOfTheRegimeSwitchingLogPrice) {
  const CompiledMarket market(reference::grid_model_study(52, 7, 1));
  const CashFlowLaw law = price_on(52);
  const double a = market.exponent(market.transform(law, 0, {}).index_weights);
  for (const double tolerance : {kTableError, 1e-10}) {
    const OptionTable table = market.tables(law, 0, tolerance)[1];
    for (const auto& [strike, put] : {std::pair{2.0, 0.00477399981548065},
                                      {2.5, 0.0354242392465458},
                                      {3.0, 0.13320992376850044},
                                      {4.0, 0.5675247011168549}}) {
      EXPECT_NEAR(strike * table.put(a - std::log(strike)), put, strike * (tolerance + 1e-10)) << "strike " << strike;
    }
    EXPECT_LE(table.error, tolerance);
  }
}

// Source: Black (1976).
TEST(OptionTable, ReproducesBlacksFormulaWithoutAChain) {
  struct Case {
    double forward, strike, sigma, years, call, put;
  };
  for (const Case& c :
       {Case{75, 110, 0.45, 2, 9.46027138257, 44.4602713826}, Case{110, 110, 0.45, 2, 27.4631818263, 27.4631818263},
        Case{130, 110, 0.45, 2, 40.9491122684, 20.9491122684}, Case{100, 100, 0.2, 1, 7.96556745541, 7.96556745541}}) {
    const CompiledMarket market(lognormal_study(c.sigma * std::sqrt(c.years)));
    const OptionTable table = market.tables(price_on(1), 0, 1e-11).front();
    EXPECT_NEAR(table.forward, 1.0, 1e-14);
    const double a = std::log(c.forward / c.strike);
    EXPECT_NEAR(c.strike * table.put(a), c.put, 1e-9 * c.forward);
    EXPECT_NEAR(c.strike * table.call(a), c.call, 1e-9 * c.forward);
  }
}

TEST(OptionTable, RaisesTheIndexToItsPower) {
  const double sigma = 0.3;
  const CompiledMarket market(lognormal_study(sigma));
  for (const double q : {0.9, 1.0, 1.15}) {
    const OptionTable table = market.tables(price_on(1), 0, 1e-10, {q}).front();
    const double forward = std::exp(0.5 * q * (q - 1.0) * sigma * sigma);
    EXPECT_NEAR(table.forward, forward, 1e-14);
    for (const double a : {-1.2, -0.3, 0.0, 0.1, 0.8}) {
      EXPECT_NEAR(table.put(a), black_scholes_put({std::exp(a) * forward, 1.0, q * sigma, 1.0}), 2e-10)
          << "q " << q << ", a " << a;
    }
  }
}

// What the header promises of every state: bounds, order, parity, and the two ends meeting the intrinsic value.
TEST(OptionTable, FallsInTheIndexAndStaysBetweenItsBounds) {
  const CompiledMarket market(everything_study());
  CashFlowLaw law = price_on(7);
  law.money = {{7, 1, 1.0}};
  law.discounted_to = 7;
  for (const OptionTable& table : market.tables(law, 1, kTableError)) {
    EXPECT_LE(table.error, kTableError);
    const double last = table.first + static_cast<double>(table.cubics.size()) / 4.0 / table.pieces_per_unit;
    double before = table.mass;
    for (double a = table.first - 1.0; a < last + 1.0; a += 0.00371) {
      const double put = table.put(a);
      EXPECT_GE(put, table.intrinsic(a) - kTableError);
      EXPECT_GE(put, 0.0);
      EXPECT_LE(put, before + 1e-9 * table.mass) << a;
      EXPECT_NEAR(put - table.call(a), table.mass - std::exp(a) * table.forward, 1e-14 * (1.0 + std::exp(a)));
      before = put;
    }
    for (const double end : {table.first, last}) {
      EXPECT_NEAR(table.put(end + 1e-12), table.put(end - 1e-12), 1e-9 * table.mass);
    }
  }
}

/// Value of max(I, low), of min(I, high) and of both, for a unit of notional at strike K: by puts and calls of one table.
TEST(OptionTable, ValuesACollarAsAFloorLessACall) {
  const CompiledMarket market(everything_study());
  const CashFlowLaw law = price_on(6);
  const double level = std::exp(0.9);
  for (const OptionTable& table : market.tables(law, 0, kTableError)) {
    const auto put = [&](double strike) { return strike * table.put(std::log(level / strike)); };
    const auto call = [&](double strike) { return strike * table.call(std::log(level / strike)); };
    for (const double low : {1.0, 2.0, 3.0}) {
      const double high = 1.5 * low;
      const double index = level * table.forward;
      const double floor = index + put(low);
      const double cap = index - call(high);
      const double collar = low * table.mass + call(low) - call(high);
      EXPECT_NEAR(floor + cap - index, collar, 1e-10);
    }
  }
}

// Hermite's cubics: half the width, a sixteenth of the error. Each table is asked for half the error, so it has twice the
// pieces.
TEST(OptionTable, ErrorFallsAsTheFourthPowerOfTheWidth) {
  const CompiledMarket market(reference::grid_model_study(12, 30, 1));
  const std::vector<OptionTable> finest = market.tables(price_on(12), 0, 1e-11);
  double tolerance = 1e-4;
  for (int n = 0; n < 4; ++n) {
    const std::vector<OptionTable> coarse = market.tables(price_on(12), 0, tolerance);
    const std::vector<OptionTable> fine = market.tables(price_on(12), 0, coarse[1].error * 0.5);
    ASSERT_NEAR(fine[1].pieces_per_unit / coarse[1].pieces_per_unit, 2.0, 1e-12);
    EXPECT_NEAR(coarse[1].error / fine[1].error, 16.0, 2.0);
    double true_error = 0.0;
    for (double a = -2.0; a < 1.0; a += 0.00123)
      true_error = std::max(true_error, std::abs(coarse[1].put(a) - finest[1].put(a)));
    EXPECT_LT(true_error, 1.1 * coarse[1].error) << "the error that is reported is not the largest there is";
    EXPECT_GT(true_error, 0.8 * coarse[1].error);
    tolerance = fine[1].error;
  }
}

TEST(OptionTable, OfACertainLawIsItsIntrinsicValue) {
  Study study = lognormal_study(0.0);
  study.market.factors[0].drift_per_year = {0.07};
  const CompiledMarket market(study);
  const OptionTable table = market.tables(price_on(1), 0, kTableError).front();
  EXPECT_TRUE(table.cubics.empty());
  EXPECT_EQ(table.error, 0.0);
  EXPECT_NEAR(table.put(-0.2), 1.0 - std::exp(-0.13), 1e-15);
  EXPECT_EQ(table.put(-0.06), 0.0);
  EXPECT_NEAR(table.call(0.1), std::exp(0.17) - 1.0, 1e-15);
}

/// A price that jumps and does nothing else.
Study pure_jump_study(double sigma_when_high) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  reference::add_chain(study, "policy", {"low", "high"}, 0, {{0.0, 1.0}, {1.0, 0.0}}, 1.0);
  study.market.factors = {stanced_factor("x", "policy", 0.0, 0.0, {0.0}, {0.0, sigma_when_high})};
  study.market.factors[0].jumps = {{"low", "high", 0.5, 0.0}, {"high", "low", -0.5, 0.0}};
  study.market.observables = {reference::oxide_price("spot", "x")};
  study.simulation.grid_dates = {study.as_of + days{100}, study.as_of + days{200}};
  study.simulation.horizons = {to_string(study.as_of + days{200})};
  return study;
}

// Two atoms: |φ| never decays, so the table cannot be good; it says how bad it is, and is not worse.
TEST(OptionTable, SaysHowFarItIsFromALawOfSeveralAtoms) {
  const CompiledMarket market(pure_jump_study(0.0));
  const OptionTable table = market.tables(price_on(2), 0, kTableError).front();
  const std::vector<double> p = joint_transition(market.joint_of(price_on(2)), market.policy, 1);
  const double high = p[0] * p[1] + p[1] * p[3];
  EXPECT_GT(table.error, kTableError);
  EXPECT_LT(table.error, 1e-3);
  double worst = 0.0;
  for (double a = -1.0; a < 0.5; a += 1e-5) {
    const double exact = (1.0 - high) * std::max(1.0 - std::exp(a), 0.0) + high * std::max(1.0 - std::exp(a + 0.5), 0.0);
    worst = std::max(worst, std::abs(table.put(a) - exact));
  }
  EXPECT_LE(worst, table.error);
  EXPECT_GT(worst, 0.1 * table.error) << "a bound that says nothing";
}

TEST(OptionTable, IsNothingWhereTheEventCannotHappen) {
  const CompiledMarket market(pure_jump_study(0.3));
  CashFlowLaw law = price_on(2);
  law.level_stance = 0;
  law.level_step = 2;
  law.levels_wanted = {0, 0};
  const OptionTable table = market.tables(law, 0, kTableError).front();
  EXPECT_EQ(table.mass, 0.0);
  EXPECT_EQ(table.put(-1.0), 0.0);
  EXPECT_EQ(table.call(1.0), 0.0);
}

}  // namespace
}  // namespace lodestone
