#include <lodestone/run/simulation.hpp>

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <tuple>

#include "model/example_study.hpp"

namespace lodestone {
namespace {

using Key = std::tuple<std::string, std::string, PnlBasis, double>;

std::map<Key, Contribution> of_positions(const Results& results) {
  std::map<Key, Contribution> found;
  for (const Contribution& part : results.contributions) {
    if (part.node.kind == NodeKind::POSITION)
      found.emplace(Key{part.node.id, part.horizon, part.pnl_basis, part.confidence}, part);
  }
  return found;
}

/// A sample of every position, and none.
Study sampled_study() {
  Study study = example_study();
  study.measures.positions.clear();
  for (const Position& position : study.portfolio.positions) study.measures.positions.push_back(position.id);
  study.simulation.maximum_sampled_series = 1000;
  study.simulation.paths = 5000;
  return study;
}

Study replayed_study() {
  Study study = sampled_study();
  study.measures.positions.clear();
  study.measures.position_contributions = true;
  return study;
}

RiskReport report_of(const Study& study, int threads = 1) {
  Options options;
  options.threads = threads;
  return simulate(validate(study), options).report();
}

// The sample of a position and the tail run again are two routes to one number: the same paths, other sums.
TEST(PositionContributions, AreThoseOfTheSamplesOfEveryPosition) {
  const RiskReport sampled_report = report_of(sampled_study());
  const RiskReport replayed_report = report_of(replayed_study());
  const std::map<Key, Contribution> sampled = of_positions(sampled_report.results);
  const std::map<Key, Contribution> replayed = of_positions(replayed_report.results);
  ASSERT_FALSE(sampled.empty());
  ASSERT_EQ(replayed.size(), sampled.size());
  for (const auto& [key, expected] : sampled) {
    const Contribution& got = replayed.at(key);
    const std::string where = std::get<0>(key) + " " + std::get<1>(key) + " " + std::to_string(std::get<3>(key));
    const double scale = 1e-9 * (1.0 + std::abs(*expected.expected_shortfall.value));
    EXPECT_NEAR(*got.expected_shortfall.value, *expected.expected_shortfall.value, scale) << where;
    ASSERT_EQ(got.expected_shortfall.standard_error.has_value(), expected.expected_shortfall.standard_error.has_value())
        << where;
    if (expected.expected_shortfall.standard_error) {
      EXPECT_NEAR(*got.expected_shortfall.standard_error, *expected.expected_shortfall.standard_error,
                  1e-6 * *expected.expected_shortfall.standard_error + 1e-9)
          << where;
    }
    ASSERT_EQ(got.share.has_value(), expected.share.has_value()) << where;
    if (expected.share) {
      EXPECT_NEAR(*got.share, *expected.share, 1e-8) << where;
    }
  }
}

TEST(PositionContributions, HaveTheSameBitsOnAnyThreads) {
  const RiskReport one = report_of(replayed_study(), 1);
  const RiskReport three = report_of(replayed_study(), 3);
  const std::map<Key, Contribution> left = of_positions(one.results);
  const std::map<Key, Contribution> right = of_positions(three.results);
  for (const auto& [key, contribution] : left) {
    EXPECT_EQ(contribution.expected_shortfall.value, right.at(key).expected_shortfall.value);
    EXPECT_EQ(contribution.expected_shortfall.standard_error, right.at(key).expected_shortfall.standard_error);
  }
}

}  // namespace
}  // namespace lodestone
