#include <lodestone/simd/sort_ascending.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace lodestone {
namespace {

/// Numbers of every size and both signs, with repeats; those of kind 1 are mostly one atom, those of kind 2 all nearly alike.
std::vector<double> numbers(std::size_t count, int kind) {
  std::mt19937_64 bits(3);
  std::vector<double> values(count);
  for (double& value : values) {
    const double uniform = static_cast<double>(bits() >> 11) * 0x1p-53 - 0.5;
    value = kind == 1 && uniform < 0.4 ? 1e6 : kind == 2 ? 1e6 + 1e-6 * uniform : uniform * static_cast<double>(bits() % 1000);
    value += 0.0;
  }
  if (count > 9) {
    values[3] = std::numeric_limits<double>::max();
    values[5] = std::numeric_limits<double>::lowest();
    values[7] = std::numeric_limits<double>::denorm_min();
    values[9] = -std::numeric_limits<double>::denorm_min();
  }
  return values;
}

TEST(SortAscending, GivesTheOrderOfTheStandardLibrary) {
  for (int kind = 0; kind < 3; ++kind) {
    for (const std::size_t count : {0u, 1u, 2u, 17u, 1000u, 30'000u}) {
      std::vector<double> values = numbers(count, kind);
      std::vector<double> expected = values;
      std::sort(expected.begin(), expected.end());
      sort_ascending(values);
      EXPECT_EQ(values, expected) << count << " of kind " << kind;
    }
  }
}

}  // namespace
}  // namespace lodestone
