/// Sums whose bits depend on the order of the index alone: never on threads, tiles or shards.
#pragma once

#include <cstddef>
#include <span>

namespace lodestone {

/// Paths are summed in blocks of this many, block by block in index order; shards begin and end on blocks.
inline constexpr std::size_t kBlockPaths = 4096;

/// Neumaier's compensated sum. Error: at most 2 ulp of Σ|x| for any length met here.
class CompensatedSum {
 public:
  void add(double x) {
    const double total = sum_ + x;
    const double larger = magnitude(sum_) >= magnitude(x) ? sum_ : x;
    const double smaller = magnitude(sum_) >= magnitude(x) ? x : sum_;
    correction_ += (larger - total) + smaller;
    sum_ = total;
  }
  double value() const { return sum_ + correction_; }

 private:
  static double magnitude(double x) { return x < 0 ? -x : x; }
  double sum_ = 0.0;
  double correction_ = 0.0;
};

/// Σ x in index order, compensated.
inline double compensated_sum(std::span<const double> values) {
  CompensatedSum sum;
  for (const double value : values) sum.add(value);
  return sum.value();
}

}  // namespace lodestone
