#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "compiled_market.hpp"
#include "enumerated_law.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

/// A number in [0, 1) that looks like no other: of a quadratic residue.
double scattered(int n) { return std::fmod(0.6180339887498949 * n * n + 0.31 * n, 1.0); }

/// Labels of no meaning: 1, 3, 2, 4, 3, 2 of them on steps 0 … 5, moves of one, two or no destinations, shipping here and
/// there.
LabelSpace scattered_labels() {
  const std::vector<std::size_t> counts{1, 3, 2, 4, 3, 2};
  LabelSpace space;
  space.stance = 0;
  space.levels = 3;
  int seed = 1;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    space.labels.emplace_back(counts[k]);
    space.may_ship.emplace_back();
    for (std::size_t n = 0; n < counts[k] * 3; ++n) space.may_ship.back().push_back(scattered(seed++) < 0.4 ? 1 : 0);
    space.moves.emplace_back(k == 0 ? 0 : 9);
    for (LabelMoves& moves : space.moves.back()) {
      moves.first.push_back(0);
      for (std::size_t label = 0; label < counts[k - 1]; ++label) {
        const double p = scattered(seed++);
        const std::int32_t to = static_cast<std::int32_t>(static_cast<double>(counts[k]) * scattered(seed++));
        const std::int32_t other = (to + 1) % static_cast<std::int32_t>(counts[k]);
        moves.moves.push_back({to, p < 0.3 ? 1.0 : p});
        if (p >= 0.3 && other != to) moves.moves.push_back({other, 1.0 - p});
        if (p >= 0.3 && other == to) moves.moves.back().probability = 1.0;
        moves.first.push_back(static_cast<std::uint32_t>(moves.moves.size()));
      }
    }
  }
  return space;
}

/// A price that is paid after the event is decided: its levels are the policy's, the goods' price follows both chains.
CashFlowLaw licensed_law(const LabelSpace& space, int decided_step, bool ships) {
  CashFlowLaw law;
  law.index = {{6, 0, 1.0}};
  law.money = {{6, 1, 1.0}};
  law.discounted_to = 6;
  law.event = {&space, 3, decided_step, ships};
  return law;
}

TEST(ShippingEvent, IsTheSumOverEveryPathOfChainAndLabel) {
  const Study study = everything_study();
  const CompiledMarket market(study);
  const LabelSpace space = scattered_labels();
  const std::vector<double> x{0.9, 0.35, -0.02, 0.055, 0.045};
  for (const bool ships : {true, false}) {
    for (const int decided : {3, 5}) {
      const CashFlowLaw law = licensed_law(space, decided, ships);
      const Frequencies frequencies{.is_imaginary = true, .spacing = 1.7, .count = 1, .first = 1};
      // on the steps before it is due, while it is open (on the step itself the path knows that it is), and once it is decided
      for (const Transform& phi : market.model.transforms(law, market.joint_of(law), {5, 4, 3, 2, 0}, frequencies)) {
        const EnumeratedLaw twin(study, market, law, phi.step, x, {0.0, 1.7});
        std::complex<double> exponent = 0.0;
        for (std::size_t f = 0; f < x.size(); ++f)
          exponent += std::complex<double>(phi.money_weights[f], 1.7 * phi.index_weights[f]) * x[f];
        EXPECT_EQ(static_cast<std::size_t>(phi.labels),
                  phi.step < decided ? space.labels[static_cast<std::size_t>(phi.step)].size() : 1u);
        for (int row = 0; row < phi.states * phi.labels; ++row) {
          const std::complex<double> value(phi.real[static_cast<std::size_t>(row)],
                                           phi.imaginary[static_cast<std::size_t>(row)]);
          EXPECT_NEAR(std::abs(std::exp(exponent) * value - twin.value(row / phi.labels, row % phi.labels)), 0.0, 1e-13)
              << "decided " << decided << (ships ? ", ships" : ", fails") << ", step " << phi.step << ", row " << row;
        }
      }
    }
  }
}

TEST(ShippingEvent, HappensOnOneStepOrNever) {
  const CompiledMarket market(everything_study());
  const LabelSpace space = scattered_labels();
  std::vector<double> sum(6, 0.0);
  const auto add = [&](int decided, bool ships) {
    const std::vector<double> part = market.expectations(licensed_law(space, decided, ships));
    ASSERT_EQ(part.size(), sum.size());
    for (std::size_t s = 0; s < sum.size(); ++s) sum[s] += part[s];
  };
  for (int step = 3; step <= 5; ++step) add(step, true);
  add(5, false);
  CashFlowLaw certain = licensed_law(space, 5, true);
  certain.event = {};
  const std::vector<double> whole = market.expectations(certain);
  for (std::size_t s = 0; s < sum.size(); ++s) EXPECT_NEAR(sum[s], whole[s], 1e-13 * whole[s]);
}

}  // namespace
}  // namespace lodestone
