/// Sums over a sample, the same bits however the sample was made.
#pragma once

#include <cstddef>
#include <lodestone/base/sums.hpp>

namespace lodestone {

/// Σ term(i) for first ≤ i < last: eight compensated sums side by side, since each waits for itself, folded in order.
/// Error: 4 ulp of Σ|term|.   Cost: one pass.
template <typename Term>
double sample_sum(std::size_t first, std::size_t last, Term term) {
  constexpr std::size_t kLanes = 8;
  CompensatedSum lanes[kLanes];
  for (; first + kLanes <= last; first += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) lanes[lane].add(term(first + lane));
  }
  for (std::size_t lane = 0; first + lane < last; ++lane) lanes[lane].add(term(first + lane));
  CompensatedSum total;
  for (const CompensatedSum& lane : lanes) total.add(lane.value());
  return total.value();
}

}  // namespace lodestone
