/// The values of a sample that do not exceed a limit, in vector registers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone {

/// Those of `values` that are ≤ `limit`, in their order, −0 as +0.   Cost: two passes at the speed of memory.
std::vector<double> select_below(std::span<const double> values, double limit);

}  // namespace lodestone
