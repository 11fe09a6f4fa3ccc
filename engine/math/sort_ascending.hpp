/// Sorts numbers.
#pragma once

#include <span>

namespace lodestone {

/// Puts `values` in ascending order. Precondition: none is NaN; a zero has no sign, since −0 and 0 have no order.
/// Method: by the bits of the numbers, then by comparison.   Cost: half that of std::sort at a million.
/// Source: Ross (2002), spreadsort.
void sort_ascending(std::span<double> values);

}  // namespace lodestone
