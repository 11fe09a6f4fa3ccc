/// A picture of a sample whose size does not grow with the paths.
#pragma once

#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {

/// Bins of equal width from the least to the greatest value, with edges on multiples of a round step (1, 2, 2.5 or 5 × 10^k):
/// as many as the roundest fitting step gives, at most max(2, `bins`). Counts are of paths and add up to n.
/// A single value gets one bin that holds it. Preconditions: sample not empty, bins ≥ 1.   Cost: O(bins·log n).
Histogram histogram(const SortedSample& sample, int bins);

}  // namespace lodestone
