/// Sorting in vector registers.
#pragma once

#include <span>

namespace lodestone {

/// Sorts values without NaN; of −0 and +0 either may come first. The result is the same on every processor, for it is the only
/// one there is; where vectors are lacking std::sort makes it.
///
/// Cost: ten million in a tenth of what std::sort takes.   Source: Blacher et al. (2022), as Highway's vqsort.
void sort_ascending(std::span<double> values);

}  // namespace lodestone
