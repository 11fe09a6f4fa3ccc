/// Sums over a sample, the same bits however the sample was made.
#pragma once

#include <algorithm>
#include <cstddef>
#include <lodestone/base/sums.hpp>

namespace lodestone {

/// Σ term(i) for first ≤ i < last, in index order: compensated in blocks of kBlockPaths, block sums folded compensated.
/// Error: 4 ulp of Σ|term|.   Cost: one pass.
template <typename Term>
double block_sum(std::size_t first, std::size_t last, Term term) {
  CompensatedSum total;
  while (first < last) {
    const std::size_t end = std::min(first + kBlockPaths, last);
    CompensatedSum block;
    for (; first < end; ++first) block.add(term(first));
    total.add(block.value());
  }
  return total.value();
}

}  // namespace lodestone
