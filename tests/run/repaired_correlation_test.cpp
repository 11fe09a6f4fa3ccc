// Correlations that fit no matrix: refused, or repaired and reported, and what is reported is what is simulated.
#include <gtest/gtest.h>

#include <run/small_studies.hpp>

namespace lodestone {
namespace {

/// Three shares that move by one factor each.
Study three_shares() {
  Study study = with_paths(reference::empty_study(make_date(2025, 12, 31)), 2000);
  study.portfolio.positions.clear();
  for (const char* id : {"a", "b", "c"}) {
    Factor factor;
    factor.id = id;
    factor.initial_value = 0.0;
    factor.volatility_per_sqrt_year = {0.3};
    study.market.factors.push_back(factor);
    Observable share;
    share.id = std::string("share_") + id;
    share.weights = {{id, 1.0}};
    share.currency = Currency::USD;
    share.unit = Unit::SHARE;
    study.market.observables.push_back(share);
    study.portfolio.positions.push_back(reference::position(std::string("long_") + id, EquityPosition{share.id, 100.0, ""}));
  }
  study.simulation.horizons = {"10d"};
  study.market.correlations = {{"a", "b", 0.9}, {"b", "c", 0.9}, {"a", "c", -0.2}};
  return study;
}

TEST(CorrelationRepair, IsRefusedUnlessAskedFor) { EXPECT_EQ(find_violations(three_shares()).size(), 1u); }

TEST(CorrelationRepair, SimulatesTheMatrixThatItReports) {
  Study study = three_shares();
  study.market.correlation_repair = CorrelationRepair::NEAREST;
  const Simulation repaired = simulate(validate(study));
  ASSERT_TRUE(repaired.report().results.repaired_correlation);
  const RepairedCorrelation& used = *repaired.report().results.repaired_correlation;
  EXPECT_GT(used.distance, 0.0);
  EXPECT_EQ(used.matrix.size(), 3u);
  EXPECT_EQ(std::abs(used.used - used.written), used.largest_change);

  Study written = three_shares();
  written.market.correlations = used.matrix;
  const Simulation plain = simulate(validate(written));
  EXPECT_FALSE(plain.report().results.repaired_correlation);
  expect_same_pnl(pnl_of(repaired.report(), "portfolio"), pnl_of(plain.report(), "portfolio"));

  written.market.correlation_repair = CorrelationRepair::NEAREST;
  EXPECT_FALSE(simulate(validate(written)).report().results.repaired_correlation) << "nothing to repair";
}

}  // namespace
}  // namespace lodestone
