/// Several independent chains as one: the discrete state that the value of a cash flow depends on.
#pragma once

#include <lodestone/plan/policy_plan.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// More joint states than this are not valued exactly.
inline constexpr int kMaximumJointStates = 64;

/// Joint state = Σ state(chains[n])·strides[n]; the first chain runs fastest. No chains: one state.
/// With more than kMaximumJointStates there are no levels, and `states` says only that there are too many.
struct JointChain {
  std::vector<int> chains;  ///< ascending, into PolicyPlan::chains
  std::vector<int> strides;
  int states = 1;
  std::vector<std::vector<std::uint8_t>> level;  ///< [stance][state]; empty for a stance that follows a chain not named here
};

/// The joint chain that the named stances (indices, any order, repeated or not) follow together.
JointChain join_chains(const PolicyPlan& policy, const std::vector<int>& stances);

/// P of each joint state today. Precondition: at most kMaximumJointStates states.
std::vector<double> initial_probabilities(const JointChain& joint, const PolicyPlan& policy);

/// P of one step k ≥ 1, [from·states + to], the law that the simulation draws from.
/// Precondition: at most kMaximumJointStates states.
std::vector<double> joint_transition(const JointChain& joint, const PolicyPlan& policy, int step);

}  // namespace lodestone
