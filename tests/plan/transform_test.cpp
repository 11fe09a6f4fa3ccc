#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <reference/oracle_studies.hpp>

#include "compiled_market.hpp"
#include "enumerated_law.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

constexpr int kPrice = 0, kFx = 1, kRate = 2, kOther = 4;

/// Everything at once: an index read twice, money, discounting, a counterparty, a condition on a level.
CashFlowLaw everything_law() {
  CashFlowLaw law;
  law.index = {{5, kPrice, 0.5}, {7, kPrice, 0.5}, {6, kRate, 0.7}};
  law.money = {{7, kFx, 1.0}, {6, kOther, -1.0}};
  law.discounted_to = 7;
  law.counterparty = 0;
  law.survives_to = 6;
  return law;
}

std::vector<CounterpartyPlan> one_counterparty() { return {{3, kNone, 1.0 / 0.6, 0.4}}; }

/// φ of every state and label at each of `steps` against every path, at factors that are not today's.
void expect_enumerated(const Study& study, const CompiledMarket& market, const CashFlowLaw& law,
                       const std::vector<int>& steps) {
  const std::vector<double> x{0.9, 0.35, -0.02, 0.055, 0.045};
  for (const Frequencies& frequencies : {Frequencies{.is_imaginary = false, .points = {1.0, -0.7}},
                                         Frequencies{.is_imaginary = true, .spacing = 2.6, .first = 1}}) {
    for (const Transform& phi : market.model.transforms(law, market.joint_of(law), steps, frequencies)) {
      for (int n = 0; n < frequencies.count; ++n) {
        const std::complex<double> u =
            frequencies.is_imaginary ? std::complex<double>(0.0, frequencies.at(n)) : frequencies.at(n);
        const EnumeratedLaw twin(study, market, law, phi.step, x, u);
        std::complex<double> exponent = 0.0;
        for (std::size_t f = 0; f < x.size(); ++f) exponent += (u * phi.index_weights[f] + phi.money_weights[f]) * x[f];
        for (int row = 0; row < phi.states * phi.labels; ++row) {
          const std::size_t at = static_cast<std::size_t>(row * frequencies.count + n);
          const std::complex<double> value(phi.real[at], frequencies.is_imaginary ? phi.imaginary[at] : 0.0);
          const std::complex<double> expected = twin.value(row / phi.labels, row % phi.labels);
          EXPECT_NEAR(std::abs(std::exp(exponent) * value - expected), 0.0, 1e-12 * std::max(1.0, std::abs(expected)))
              << "step " << phi.step << ", row " << row << ", u " << u;
        }
      }
    }
  }
}

TEST(Transform, IsTheSumOverEveryPathOfTheJointChain) {
  const Study study = everything_study();
  const CompiledMarket market(study, one_counterparty());
  EXPECT_EQ(market.joint_of(everything_law()).states, 6);
  expect_enumerated(study, market, everything_law(), {7, 6, 3, 0});
}

TEST(Transform, HoldsItsConditionsOnLevelsAndOnStandingStill) {
  const Study study = everything_study();
  const CompiledMarket market(study, one_counterparty());
  CashFlowLaw law = everything_law();
  law.level_stance = 2;
  law.level_step = 5;
  law.levels_wanted = {0, 1, 1};
  expect_enumerated(study, market, law, {5, 3});
  law.levels_wanted = {};
  law.still_from = 2;
  law.still_to = 5;
  expect_enumerated(study, market, law, {4, 1});
}

// A level is the one or the other; the chain stands still or it does not.
TEST(Transform, AddsUpOverConditionsThatExcludeEachOther) {
  const CompiledMarket market(everything_study(), one_counterparty());
  CashFlowLaw law = everything_law();
  law.level_stance = 2;
  law.level_step = 4;
  std::vector<double> sum(6, 0.0);
  for (const std::vector<std::uint8_t>& wanted : {std::vector<std::uint8_t>{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
    law.levels_wanted = wanted;
    const std::vector<double> part = market.expectations(law);
    for (std::size_t s = 0; s < sum.size(); ++s) sum[s] += part[s];
  }
  const std::vector<double> whole = market.expectations(everything_law());
  for (std::size_t s = 0; s < sum.size(); ++s) EXPECT_NEAR(sum[s], whole[s], 1e-13 * whole[s]);
}

TEST(Transform, ReproducesTheForwardsOfTheRegimeSwitchingLogPrice) {
  struct Case {
    int steps;
    int days;
    std::array<double, 4> forwards;
  };
  for (const Case& expected : {Case{52, 7, {2.1335121884214194, 4.3111284323014525, 4.339956427490695, 4.308340360117547}},
                               Case{12, 30, {2.131831820786804, 4.172046894333045, 4.155264921913125, 4.111545884970778}},
                               Case{365, 1, {2.134925603969597, 4.35397016181638, 4.3957892195384725, 4.36797511368177}}}) {
    const CompiledMarket market(reference::grid_model_study(expected.steps, expected.days, 1));
    CashFlowLaw law;
    law.index = {{expected.steps, 0, 1.0}};
    const std::vector<double> forwards = market.expectations(law);
    for (std::size_t s = 0; s < 4; ++s)
      EXPECT_NEAR(forwards[s], expected.forwards[s], 1e-12 * forwards[s]) << expected.steps << " steps, state " << s;
  }
}

}  // namespace
}  // namespace lodestone
