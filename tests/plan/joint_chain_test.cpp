#include <gtest/gtest.h>

#include "compiled_market.hpp"
#include "everything_study.hpp"

namespace lodestone {
namespace {

TEST(JointChain, IsTheChainsThatTheStancesFollowOnce) {
  const CompiledMarket market(everything_study());
  const JointChain both = join_chains(market.policy, {2, 0, 2});
  EXPECT_EQ(both.chains, (std::vector<int>{0, 1}));
  EXPECT_EQ(both.strides, (std::vector<int>{1, 3}));
  EXPECT_EQ(both.states, 6);
  EXPECT_EQ(both.level[0], (std::vector<std::uint8_t>{0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(both.level[1], (std::vector<std::uint8_t>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(both.level[2], (std::vector<std::uint8_t>{0, 1, 2, 2, 2, 2})) << "the most severe of open and shut";

  const JointChain one = join_chains(market.policy, {1});
  EXPECT_EQ(one.chains, std::vector<int>{1});
  EXPECT_EQ(one.level[1], (std::vector<std::uint8_t>{0, 1}));
  EXPECT_TRUE(one.level[0].empty() && one.level[2].empty()) << "they follow a chain that is not named";

  const JointChain none = join_chains(market.policy, {});
  EXPECT_EQ(none.states, 1);
  EXPECT_EQ(joint_transition(none, market.policy, 1), std::vector<double>{1.0});
}

TEST(JointChain, MovesAsIndependentChainsDo) {
  const CompiledMarket market(everything_study());
  const JointChain both = join_chains(market.policy, {2});
  const JointChain policy = join_chains(market.policy, {0});
  const JointChain support = join_chains(market.policy, {1});
  for (int step = 1; step <= market.grid.last_step(); ++step) {  // the event is on step 4
    const std::vector<double> p = joint_transition(both, market.policy, step);
    const std::vector<double> one = joint_transition(policy, market.policy, step);
    const std::vector<double> two = joint_transition(support, market.policy, step);
    for (std::size_t i = 0; i < 6; ++i) {
      double row = 0.0;
      for (std::size_t j = 0; j < 6; ++j) {
        EXPECT_DOUBLE_EQ(p[i * 6 + j], one[i % 3 * 3 + j % 3] * two[i / 3 * 2 + j / 3]);
        row += p[i * 6 + j];
      }
      EXPECT_NEAR(row, 1.0, 1e-15);
    }
  }
}

// The uniform that draws the move is below 1 and the last state takes the rest: the last probability is what is left.
TEST(JointChain, HasTheLawThatTheSimulationDraws) {
  const CompiledMarket market(everything_study());
  const std::vector<double> p = joint_transition(join_chains(market.policy, {0}), market.policy, 4);
  const ChainPlan& chain = market.policy.chains[0];
  const TransitionTable& table = chain.tables[static_cast<std::size_t>(chain.table_of_step[4])];
  for (int i = 0; i < 3; ++i) {
    const double* row = p.data() + 3 * i;
    EXPECT_EQ(row[0], table.cumulative(i, 0));
    EXPECT_EQ(row[1], table.cumulative(i, 1) - table.cumulative(i, 0));
    EXPECT_EQ(row[2], 1.0 - table.cumulative(i, 1));
  }
}

TEST(JointChain, SaysWhenThereAreTooManyStates) {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  const std::vector<std::string> states{"a", "b", "c", "d", "e"};
  for (const char* id : {"first", "second", "third"}) {
    reference::add_chain(study, id, states, 0, std::vector<std::vector<double>>(5, std::vector<double>(5, 0.0)), 1.0);
  }
  study.simulation.horizons = {to_string(study.as_of + days{7})};
  const CompiledMarket market(study);
  EXPECT_LE(join_chains(market.policy, {0, 1}).states, kMaximumJointStates);
  const JointChain joint = join_chains(market.policy, {0, 1, 2});
  EXPECT_GT(joint.states, kMaximumJointStates);
  EXPECT_TRUE(joint.level.empty());
}

}  // namespace
}  // namespace lodestone
