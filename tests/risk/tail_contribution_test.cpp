#include <lodestone/risk/tail_contribution.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace lodestone {
namespace {

/// Three paths of weights 1, ½, 1; the two at VaR belong to it with a share each.
Tail tail_with_an_atom() {
  Tail tail;
  tail.confidence = 0.8;
  tail.mass = 1.9;
  tail.total_weight = 9.5;
  tail.total_squared_weight = 9.25;
  tail.value_at_risk = 5.0;
  tail.upper_95 = 5.0;
  tail.paths = {{1, 5.0, 0.6, 1.0}, {4, 7.0, 1.0, 0.5}, {6, 5.0, 0.8, 1.0}};
  return tail;
}

/// The tail's paths and two more.
std::vector<TailWeight> wider_paths() {
  std::vector<TailWeight> paths = tail_with_an_atom().paths;
  paths.insert(paths.begin(), {0, 2.0, 1.0, 1.0});
  paths.push_back({9, 3.0, 1.0, 1.0});
  return paths;
}

TEST(TailMultipliers, AreTheWeightsOfThePathsThatTheTailHasAndZeroElsewhere) {
  const TailMultipliers multipliers(tail_with_an_atom(), wider_paths());
  EXPECT_EQ(multipliers.tail.values, (std::vector<double>{0.0, 0.6, 0.5, 0.8, 0.0}));
  EXPECT_EQ(multipliers.squares.values, (std::vector<double>{0.0, 0.6 * 0.6, 0.25, 0.8 * 0.8, 0.0}));
  EXPECT_EQ(multipliers.products.values, (std::vector<double>{0.0, 0.6, 0.25, 0.8, 0.0}));
  EXPECT_EQ(multipliers.near.values, (std::vector<double>{0.0, 1.0, 0.0, 1.0, 0.0}));  // whole paths, whatever their share
  EXPECT_DOUBLE_EQ(multipliers.tail.sum, 1.9);
  EXPECT_DOUBLE_EQ(multipliers.near.sum, 2.0);
}

TEST(TailContribution, IsTheMeanLossOfThePartInHoweverManyPieces) {
  const Tail tail = tail_with_an_atom();
  const TailMultipliers multipliers(tail, wider_paths());
  const std::vector<double> losses = {100.0, 2.0, 3.0, -1.0, 100.0};
  TailContribution whole(2.0);
  whole.add(multipliers, 0, losses.data(), 5);
  TailContribution first(2.0), second(2.0);
  first.add(multipliers, 0, losses.data(), 2);
  second.add(multipliers, 2, losses.data() + 2, 3);
  first.join(second);
  const double expected = (0.6 * 2.0 + 0.5 * 3.0 - 0.8) / 1.9;
  EXPECT_DOUBLE_EQ(*whole.estimate(tail, multipliers).value, expected);
  EXPECT_DOUBLE_EQ(*first.estimate(tail, multipliers).value, expected);
  EXPECT_NEAR(*first.estimate(tail, multipliers).standard_error, *whole.estimate(tail, multipliers).standard_error, 1e-15);
}

}  // namespace
}  // namespace lodestone
