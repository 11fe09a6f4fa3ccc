#include <lodestone/simd/sort_ascending.hpp>

#include <hwy/contrib/sort/vqsort.h>

namespace lodestone {

void sort_ascending(std::span<double> values) { hwy::Sorter()(values.data(), values.size(), hwy::SortAscending()); }

}  // namespace lodestone
