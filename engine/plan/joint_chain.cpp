#include <lodestone/plan/joint_chain.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cstddef>

namespace lodestone {
namespace {

/// P(from → to) as the simulation draws it: the first state whose cumulative probability exceeds u < 1.
double probability(const ChainPlan& chain, const TransitionTable& table, int from, int to) {
  const double below = to == 0 ? 0.0 : std::min(table.cumulative(from, to - 1), 1.0);
  const double up_to = to + 1 == chain.states ? 1.0 : std::min(table.cumulative(from, to), 1.0);
  return up_to - below;
}

/// Level of a stance by joint state; empty when it follows a chain that is not part of the joint one.
std::vector<std::uint8_t> levels_of(const JointChain& joint, const PolicyPlan& policy, const StancePlan& stance) {
  std::vector<std::uint8_t> levels(static_cast<std::size_t>(joint.states), 0);
  for (const StanceChain& member : stance.chains) {
    const auto found = std::lower_bound(joint.chains.begin(), joint.chains.end(), member.chain);
    if (found == joint.chains.end() || *found != member.chain) return {};
    const int stride = joint.strides[static_cast<std::size_t>(found - joint.chains.begin())];
    const int states = policy.chains[static_cast<std::size_t>(member.chain)].states;
    for (std::size_t s = 0; s < levels.size(); ++s) {
      const std::size_t state = static_cast<std::size_t>(static_cast<int>(s) / stride % states);
      levels[s] = std::max(levels[s], member.level_of_state[state]);
    }
  }
  return levels;
}

}  // namespace

JointChain join_chains(const PolicyPlan& policy, const std::vector<int>& stances) {
  JointChain joint;
  for (const int stance : stances) {
    for (const StanceChain& member : policy.stances[static_cast<std::size_t>(stance)].chains)
      joint.chains.push_back(member.chain);
  }
  std::sort(joint.chains.begin(), joint.chains.end());
  joint.chains.erase(std::unique(joint.chains.begin(), joint.chains.end()), joint.chains.end());
  for (const int chain : joint.chains) {
    joint.strides.push_back(joint.states);
    joint.states *= policy.chains[static_cast<std::size_t>(chain)].states;
    if (joint.states > kMaximumJointStates) return joint;
  }
  for (const StancePlan& stance : policy.stances) joint.level.push_back(levels_of(joint, policy, stance));
  return joint;
}

std::vector<double> initial_probabilities(const JointChain& joint, const PolicyPlan& policy) {
  std::vector<double> probability(static_cast<std::size_t>(joint.states), 1.0);
  for (std::size_t s = 0; s < probability.size(); ++s) {
    for (std::size_t c = 0; c < joint.chains.size(); ++c) {
      const ChainPlan& chain = policy.chains[static_cast<std::size_t>(joint.chains[c])];
      const int state = static_cast<int>(s) / joint.strides[c] % chain.states;
      if (!chain.is_drawn_at_start) {
        probability[s] *= state == chain.initial_state ? 1.0 : 0.0;
        continue;
      }
      const double below = state == 0 ? 0.0 : chain.initial_cumulative[static_cast<std::size_t>(state - 1)];
      probability[s] *= std::min(chain.initial_cumulative[static_cast<std::size_t>(state)], 1.0) - below;
    }
  }
  return probability;
}

std::vector<double> joint_transition(const JointChain& joint, const PolicyPlan& policy, int step) {
  LODESTONE_EXPECT(joint.states <= kMaximumJointStates);
  std::vector<double> matrix{1.0};
  std::size_t size = 1;  // of the matrix of the chains that are in it already
  for (const int index : joint.chains) {
    const ChainPlan& chain = policy.chains[static_cast<std::size_t>(index)];
    const TransitionTable& table = chain.tables[static_cast<std::size_t>(chain.table_of_step[static_cast<std::size_t>(step)])];
    const std::size_t states = static_cast<std::size_t>(chain.states);
    std::vector<double> next(size * states * size * states);
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = 0; j < states; ++j) {
        const double p = probability(chain, table, static_cast<int>(i), static_cast<int>(j));
        for (std::size_t from = 0; from < size; ++from) {
          double* row = next.data() + (i * size + from) * size * states + j * size;
          for (std::size_t to = 0; to < size; ++to) row[to] = p * matrix[from * size + to];
        }
      }
    }
    matrix = std::move(next);
    size *= states;
  }
  return matrix;
}

}  // namespace lodestone
