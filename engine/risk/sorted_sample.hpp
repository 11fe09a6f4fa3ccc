/// A sample in ascending order: what every estimator reads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <lodestone/base/expect.hpp>
#include <span>
#include <vector>

namespace lodestone {

/// True when no value is NaN or infinite: only such samples can be sorted and measured.
bool all_finite(std::span<const double> values);

/// The values that are finite: NaN marks a path to which an outcome does not apply. With `path_weights`, theirs are kept too.
struct ApplicableSample {
  std::vector<double> values;
  std::vector<double> weights;
};
ApplicableSample applicable(std::span<const double> values, std::span<const double> path_weights = {});

/// Values x_0 ≤ x_1 ≤ … with the weights w of their paths, divided by the largest weight: weights that are all alike become
/// exactly 1, which is also what a sample without weights has, so both give the same bits everywhere below. A zero has no sign.
///
/// With `lowest` < 1 only that share of a large sample without weights is put in order, found by a bracket that a few of the
/// values suggest and all of them confirm; of the rest only the greatest has a rank. Then `values` must outlive the sample, and
/// sums over all of it depend on the order of the paths; else every number taken from here depends on the set of (value,
/// weight) pairs alone.
///
/// Preconditions: values finite; weights none or one for each value, finite, ≥ 0, not all 0.
/// Cost: one sort; with a bracket four passes and the sort of its share.
class SortedSample {
 public:
  explicit SortedSample(std::span<const double> values, std::span<const double> path_weights = {}, double lowest = 1.0);

  std::size_t size() const { return size_; }

  /// The value of rank i: any of a sample that is all in order, else of the share that is, or the one at the other end.
  double operator[](std::size_t i) const {
    if (i - offset_ < values_.size()) return values_[i - offset_];
    LODESTONE_EXPECT(i == (offset_ == 0 ? size_ - 1 : 0));
    return other_end_;
  }

  /// The i-th value in no order that means anything: for sums over the whole sample.
  double value(std::size_t i) const {
    if (whole_.empty()) return values_[i];
    return offset_ != 0 ? 0.0 - whole_[i] : whole_[i] + 0.0;
  }

  double weight(std::size_t i) const { return weights_.empty() ? 1.0 : weights_[i]; }

  /// Σ w_j and Σ w_j² over j < i.
  double weight_before(std::size_t i) const { return weights_.empty() ? static_cast<double>(i) : weight_before_[i]; }
  double squared_weight_before(std::size_t i) const {
    return weights_.empty() ? static_cast<double>(i) : squared_weight_before_[i];
  }
  double total_weight() const { return weight_before(size()); }
  double total_squared_weight() const { return squared_weight_before(size()); }

  /// (Σw)²/Σw²: how many paths of equal weight would be worth as much; n without weights.
  double effective_size() const { return total_weight() * (total_weight() / total_squared_weight()); }

  /// Least i with Σ_{j ≤ i} w_j ≥ target − 1e-9·(mean weight); the slack keeps n·0.95 from rounding to the next rank.
  std::size_t index_at_weight(double target) const;

  /// First i with x_i ≥ value, and first i with x_i > value; where only a share is in order, of a value in it.
  std::size_t first_at_least(double value) const;
  std::size_t first_above(double value) const;

  /// −x in ascending order: the losses of a sample of gains, in the memory of the gains.
  SortedSample reflected() &&;

 private:
  SortedSample() = default;
  /// Puts what is at most a quantile of a few of the values into `values_`; false when the bracket missed.
  bool select_lowest(std::span<const double> values, double lowest);
  void accumulate_weights();

  std::vector<double> values_;     // in order
  std::span<const double> whole_;  // not empty: values_ are its lowest, reflected or not
  std::size_t size_ = 0;
  std::size_t offset_ = 0;       // rank of the first of values_; not 0: they are reflected
  double other_end_ = 0.0;       // the value of the greatest rank, reflected of the least, outside values_
  std::vector<double> weights_;  // empty: every weight is 1
  std::vector<double> weight_before_;
  std::vector<double> squared_weight_before_;
};

}  // namespace lodestone
