/// Chains as tables of cumulative probabilities, stances as tables of levels.
#pragma once

#include <lodestone/model/study.hpp>
#include <lodestone/plan/grid.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace lodestone {

inline constexpr int kMaximumStates = 8;

/// P_k = expm(QΔ_k)·R as cumulative probabilities: from state i the chain moves to the first j with u < cumulative(i, j).
struct TransitionTable {
  std::array<double, kMaximumStates * kMaximumStates> by_target{};  ///< [kMaximumStates·j + i]: one j for every i is a register

  double& cumulative(int from, int to) { return by_target[static_cast<std::size_t>(to * kMaximumStates + from)]; }
  double cumulative(int from, int to) const { return by_target[static_cast<std::size_t>(to * kMaximumStates + from)]; }
  const double* cumulative_to(int to) const { return by_target.data() + to * kMaximumStates; }

  friend bool operator==(const TransitionTable&, const TransitionTable&) = default;
};

struct ChainPlan {
  int states = 1;
  std::array<double, kMaximumStates> initial_cumulative{};
  bool is_drawn_at_start = false;
  std::uint8_t initial_state = 0;
  std::vector<int> table_of_step;       ///< index into `tables`, for k = 1 … N
  std::vector<TransitionTable> tables;  ///< equal steps share one

  friend bool operator==(const ChainPlan&, const ChainPlan&) = default;
};

struct StanceChain {
  int chain = 0;
  std::array<std::uint8_t, kMaximumStates> level_of_state{};

  friend bool operator==(const StanceChain&, const StanceChain&) = default;
};

struct StancePlan {
  int levels = 1;
  std::vector<StanceChain> chains;  ///< the stance is at the highest of their levels

  friend bool operator==(const StancePlan&, const StancePlan&) = default;
};

struct FeedbackPlan {
  bool is_on = false;
  int stance = 0;
  int stages = 1;
  std::array<double, kMaximumStates> exposure{};
  double stage_rate = 0;   ///< λ [1/yr]
  double growth = 0;       ///< g [1/yr]
  double sensitivity = 0;  ///< γ

  friend bool operator==(const FeedbackPlan&, const FeedbackPlan&) = default;
};

struct PolicyPlan {
  std::vector<ChainPlan> chains;
  std::vector<StancePlan> stances;
  FeedbackPlan feedback;

  friend bool operator==(const PolicyPlan&, const PolicyPlan&) = default;
};

PolicyPlan compile_policy(const Study& study, const Grid& grid);

}  // namespace lodestone
