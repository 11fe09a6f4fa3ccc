/// Chains and stances of a tile: the next state, the level it stands for, the move that made.
///
/// Shapes: rows (n,), n a multiple of 64; states and levels are below kMaximumStates.
/// Bits:   comparisons and lookups only: nothing rounds.
/// Cost:   a lookup and a comparison a state and path; a lookup of bytes for a level and for a move.
/// Twin:   the definition, path by path.
#pragma once

#include <lodestone/plan/policy_plan.hpp>
#include <lodestone/simd/isa.hpp>

#include <cstddef>
#include <cstdint>

namespace lodestone {

using ByState = std::array<std::uint8_t, kMaximumStates>;

struct ChainKernels {
  /// state[p] ← the first of `states` states j with u[p] < table.cumulative(state[p], j); the last if there is none.
  void (*move)(const TransitionTable& table, int states, const double* u, std::uint8_t* state, std::size_t n);

  /// level[p] ← max(level[p], level_of_state[state[p]])
  void (*raise)(const ByState& level_of_state, const std::uint8_t* state, std::uint8_t* level, std::size_t n);

  /// move[p] ← from[p]·levels + to[p]
  void (*number_moves)(int levels, const std::uint8_t* from, const std::uint8_t* to, std::uint8_t* move, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const ChainKernels& chain_kernels(Isa isa);

}  // namespace lodestone
