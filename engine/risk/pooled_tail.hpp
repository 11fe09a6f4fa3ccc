/// The worst losses of many samples together, without keeping the samples.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

/// VaR and ES of the sample that all added samples make together: the law of a path whose parameters were drawn as well.
///
/// Of `total` values the worst ⌈(1 − a)·total⌉ + 1 are kept, a the least confidence that will be asked for, and the sum of all.
/// What is kept depends on the values alone; the sum on the order in which samples are added.
/// Memory: 8·(1 − a) bytes a value of the total, and as much again of one sample while it is added.   Cost: linear.
class PooledTail {
 public:
  /// Preconditions: 0 < least_confidence < 1, total > 0.
  PooledTail(std::size_t total, double least_confidence);

  /// One sample of P&L, gains positive, all finite.
  void add(std::span<const double> pnl);

  struct Measure {
    double value_at_risk = 0.0;
    double expected_shortfall = 0.0;
  };

  /// As `tail_measure` has it, losses from ZERO.   Preconditions: all samples are added; confidence ≥ the least one.
  Measure measure(double confidence) const;

  /// Mean P&L of everything added.
  double mean() const { return sum_ / static_cast<double>(added_); }

 private:
  std::size_t total_;
  std::size_t kept_;
  std::size_t added_ = 0;
  double sum_ = 0.0;
  std::vector<double> losses_;  // unordered, the `kept_` greatest so far or all
};

}  // namespace lodestone
