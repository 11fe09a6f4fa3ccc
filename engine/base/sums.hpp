/// Sums whose bits depend on the order of the index alone: never on threads, tiles or shards.
#pragma once

#include <cstddef>
#include <span>

namespace lodestone {

/// Paths are summed in blocks of this many, block by block in index order; shards begin and end on blocks.
inline constexpr std::size_t kBlockPaths = 4096;

/// Compensated sum: what each addition rounds off is kept exactly (Knuth's two-sum) and added up apart. Error: at most 2 ulp of
/// Σ|x| for any length met here.
class CompensatedSum {
 public:
  void add(double x) {
    const double total = sum_ + x;
    const double part = total - sum_;
    correction_ += (sum_ - (total - part)) + (x - part);
    sum_ = total;
  }
  double value() const { return sum_ + correction_; }

 private:
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
