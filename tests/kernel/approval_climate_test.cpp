#include <gtest/gtest.h>
#include <lodestone/kernel/run_tile.hpp>

#include <cmath>
#include <reference/oracle_studies.hpp>

namespace lodestone {
namespace {

/// The licence toy with a second account in the same lane, under which the sale now stands: both applications have ordinal 0.
SimulationPlan two_accounts(double climate_correlation) {
  Study study = reference::licence_toy_study(climate_correlation);
  LicenceAccount second = study.licences.accounts.front();
  second.id = "second";
  study.licences.accounts.push_back(second);
  for (Position& position : study.portfolio.positions) {
    if (position.id == "sale") std::get<Offtake>(position.instrument).licence_account = "second";
  }
  return compile(validate(std::move(study)), Isa::AVX2);
}

struct Joint {
  double probability;
  double correlation;
  double both;  ///< P(U₁ < p, U₂ < p)
};

// Source: bivariate normal law, P(Φ(z₁) < p, Φ(z₂) < p) at correlation ρ; computed independently.
const Joint kJoint[] = {{0.6, 0.3, 0.4058492724}, {0.25, 0.3, 0.09510342449}, {0.25, 0.5, 0.1202751073}};

TEST(ApprovalClimate, MakesTheClocksOfALaneLateTogetherAsTheGaussianCopulaSays) {
  constexpr std::size_t kTile = 4096;
  constexpr std::uint32_t kTiles = 100;
  for (const Joint& joint : kJoint) {
    const SimulationPlan plan = two_accounts(joint.correlation);
    ASSERT_EQ(plan.licences.slots.size(), 2u);
    Workspace work(plan, kTile);
    std::int64_t first = 0;
    std::int64_t both = 0;
    for (std::uint32_t tile = 0; tile < kTiles; ++tile) {
      start_paths(plan, {tile * static_cast<std::uint32_t>(kTile), kTile, kTile}, work);
      for (std::size_t p = 0; p < kTile; ++p) {
        const bool is_first = std::exp(-work.clock.row(0)[p]) < joint.probability;
        first += is_first ? 1 : 0;
        both += is_first && std::exp(-work.clock.row(1)[p]) < joint.probability ? 1 : 0;
      }
    }
    const double n = static_cast<double>(kTile) * kTiles;
    const auto error = [n](double p) { return 4.0 * std::sqrt(p * (1.0 - p) / n); };
    EXPECT_NEAR(static_cast<double>(first) / n, joint.probability, error(joint.probability)) << "the margin stays Exp(1)";
    EXPECT_NEAR(static_cast<double>(both) / n, joint.both, error(joint.both)) << "ρ = " << joint.correlation;
  }
}

}  // namespace
}  // namespace lodestone
