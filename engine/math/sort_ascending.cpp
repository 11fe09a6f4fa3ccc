#include <lodestone/math/sort_ascending.hpp>

#include <boost/sort/spreadsort/float_sort.hpp>

namespace lodestone {

void sort_ascending(std::span<double> values) { boost::sort::spreadsort::float_sort(values.begin(), values.end()); }

}  // namespace lodestone
