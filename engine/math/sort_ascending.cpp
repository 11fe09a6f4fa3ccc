#include <lodestone/math/sort_ascending.hpp>

#include <algorithm>
#include <bit>
#include <boost/sort/spreadsort/integer_sort.hpp>
#include <cstdint>
#include <vector>

namespace lodestone {
namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

/// Numbers in the order of the doubles: those of negative ones are turned round. (The library's own sort of doubles overflows
/// a signed integer on the way.)
std::uint64_t key_of(double value) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

double value_of(std::uint64_t key) { return std::bit_cast<double>((key & kSign) != 0 ? key ^ kSign : ~key); }

}  // namespace

void sort_ascending(std::span<double> values) {
  std::vector<std::uint64_t> keys(values.size());
  std::transform(values.begin(), values.end(), keys.begin(), key_of);
  boost::sort::spreadsort::integer_sort(keys.begin(), keys.end());
  std::transform(keys.begin(), keys.end(), values.begin(), value_of);
}

}  // namespace lodestone
