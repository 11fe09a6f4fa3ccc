/// The states of one licence slot as dated labels, so that value can carry them beside the chains: shipping is joint with
/// price.
#pragma once

#include <lodestone/plan/label_obstacle.hpp>
#include <lodestone/plan/licence_label_rules.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

struct LabelMove {
  std::int32_t to = 0;
  double probability = 0.0;
};

/// Moves from the labels of one step to those of the next, given one move of the stance: label ℓ's are moves[first[ℓ] …
/// first[ℓ+1]), ascending. None for a label that cannot occur at the old level; else they sum to 1 within 1e-15.
struct LabelMoves {
  std::vector<std::uint32_t> first;
  std::vector<LabelMove> moves;
};

/// The labels of one date as paths know them: after its deliveries, at a level.
struct LabelLookup {
  struct Entry {
    int level = 0;
    LicenceLabel label;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> entries;  ///< ascending
  std::vector<int> index;      ///< of a label, before the deliveries, that becomes the entry's

  /// kNone when it cannot occur.   Cost: a binary search.
  int find(int level, const LicenceLabel& label) const;
};

/// The labels that can occur on each step, and how they move. Labels of step k are those *after* the date's licences (phase 5
/// of docs/conventions.md) and before its deliveries; a step's moves include what the date before did with its deliveries.
/// Labels that become the same by the date's deliveries have the same moves, so a path that is past them is found by what it
/// has become: labels that share an entry of the lookup share every value of what comes after the date.
struct LabelSpace {
  int stance = 0;  ///< of the lane
  int levels = 1;
  std::vector<int> start;                           ///< [level]: the label of step 0
  std::vector<std::vector<LicenceLabel>> labels;    ///< [step], ascending
  std::vector<std::vector<LabelMoves>> moves;       ///< [step ≥ 1][old·levels + new]
  std::vector<std::vector<std::uint8_t>> may_ship;  ///< [step][label·levels + level]
  std::vector<LabelLookup> lookups;                 ///< [step]

  /// The label whose future a path's slot has on `step`, from LicenceLabelRules::label_of; kNone when it cannot occur.
  int find(int step, int level, const LicenceLabel& label) const {
    return lookups[static_cast<std::size_t>(step)].find(level, label);
  }
};

inline constexpr std::size_t kMostLabels = 400;

struct LabelResult {
  LabelObstacle obstacle = LabelObstacle::NONE;
  LabelSpace space;  ///< empty when there is an obstacle
};

/// Labels of a slot from today (step 0, after the applications of start) to `last_step`, at most to the step on which its last
/// delivery is decided: those that can be reached from any level under any moves of the stance. `contracts` holds all of the
/// slot's deliveries.
///
/// Several counterparties under one account: the default of one leaves its deliveries asking for the licence in the eyes of the
/// others, a small error in theirs; labels that only such paths know are included, so every path has one.
///
/// Cost: O(labels · levels²) a step.
LabelResult licence_labels(const LicencePlan& licences, int slot, const Grid& grid, const ContractsPlan& contracts,
                           int last_step);

}  // namespace lodestone
