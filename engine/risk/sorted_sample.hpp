/// A sample in ascending order: what every estimator reads.
#pragma once

#include <cstddef>
#include <cstdint>
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
/// exactly 1, which is also what a sample without weights has, so both give the same bits everywhere below. Every number
/// taken from here depends on the set of (value, weight) pairs alone, not on the order of the paths. A zero has no sign.
///
/// Preconditions: values finite; weights none or one for each value, finite, ≥ 0, not all 0.   Cost: one sort, O(n log n).
class SortedSample {
 public:
  explicit SortedSample(std::span<const double> values, std::span<const double> path_weights = {});

  std::size_t size() const { return values_.size(); }
  double operator[](std::size_t i) const { return values_[i]; }
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

  /// First i with x_i ≥ value, and first i with x_i > value.
  std::size_t first_at_least(double value) const;
  std::size_t first_above(double value) const;

  /// −x in ascending order: the losses of a sample of gains, in the memory of the gains.
  SortedSample reflected() &&;

 private:
  SortedSample() = default;
  void accumulate_weights();

  std::vector<double> values_;
  std::vector<double> weights_;  // empty: every weight is 1
  std::vector<double> weight_before_;
  std::vector<double> squared_weight_before_;
};

}  // namespace lodestone
