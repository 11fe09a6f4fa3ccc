/// The rows φ(state, label; u) on their way back through the grid.
#pragma once

#include <lodestone/plan/licence_labels.hpp>
#include <lodestone/plan/move_exponentials.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// How labels move in one step: from `labels_before` of them, by old and new level of the stance.
struct LabelStep {
  int labels_before = 1;
  int levels = 1;
  const std::vector<std::uint8_t>* level = nullptr;  ///< of the stance, by joint state
  const std::vector<LabelMoves>* moves = nullptr;    ///< [old·levels + new]; null: one label before and after
};

/// Values by state, label and frequency; rows that are 0 throughout are known and cost nothing.
class BackwardRows {
 public:
  /// φ = 1 in every state, one label.
  BackwardRows(int states, const Frequencies& frequencies);

  int labels() const { return labels_; }
  const std::vector<double>& real() const { return real_; }            ///< [(state·labels + label)·count + n]
  const std::vector<double>& imaginary() const { return imaginary_; }  ///< empty for real u

  /// From one label to `labels`, all alike.
  void split(int labels);
  /// φ = 0.
  void clear(int state, int label);

  /// φ(i, ℓ) ← Σ_j P_ij e_ij Σ_ℓ' P(ℓ → ℓ' | level i → level j) φ(j, ℓ').  P: [from·states + to].
  void step_back(const std::vector<double>& transition, const MoveExponentials& exponentials, const LabelStep& label_step);

 private:
  /// factor·row, or nothing.
  struct Source {
    const double* real = nullptr;
    const double* imaginary = nullptr;
    double factor = 0.0;
  };

  Source row(int state, int label) const;
  Source mix(const LabelMoves& moves, int state, std::size_t label);
  void find_sources(int to, int old_level, const LabelStep& label_step);
  void add_product(const double* real, const double* imaginary, const Source& source, std::size_t to_row);

  int states_;
  int labels_ = 1;
  std::size_t count_;
  bool is_imaginary_;
  std::vector<double> real_, imaginary_;
  std::vector<std::uint8_t> is_live_;               ///< by row
  std::vector<double> next_real_, next_imaginary_;  ///< the same, before the step
  std::vector<std::uint8_t> next_live_;
  std::vector<Source> sources_;                       ///< what one state looks like from another, by label
  std::vector<double> mixed_real_, mixed_imaginary_;  ///< rows of one state after its labels' moves, [label·count + n]
};

}  // namespace lodestone
