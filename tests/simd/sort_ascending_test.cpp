#include <lodestone/simd/sort_ascending.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

namespace lodestone {
namespace {

std::vector<double> sorted(std::vector<double> values) {
  sort_ascending(values);
  return values;
}

TEST(SortAscending, GivesWhatStdSortGivesForEverySizeAndManyTies) {
  std::mt19937_64 bits(5);
  for (const std::size_t n : {0u, 1u, 2u, 7u, 8u, 9u, 63u, 255u, 256u, 1000u, 4097u, 100000u}) {
    for (const std::uint64_t distinct : {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{10}, std::uint64_t{1} << 60}) {
      std::vector<double> values(n);
      for (double& value : values) value = static_cast<double>(bits() % distinct) - 3.0;
      std::vector<double> expected = values;
      std::sort(expected.begin(), expected.end());
      EXPECT_EQ(sorted(values), expected) << n << " values, " << distinct << " of them different";
    }
  }
}

TEST(SortAscending, TakesOrderAndTheEndsOfTheRange) {
  constexpr double kMost = std::numeric_limits<double>::max();
  std::vector<double> rising(5000);
  for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<double>(i);
  std::vector<double> falling(rising.rbegin(), rising.rend());
  EXPECT_EQ(sorted(rising), rising);
  EXPECT_EQ(sorted(falling), rising);
  EXPECT_EQ(sorted({kMost, 5e-324, -kMost, 0.0, -5e-324}), (std::vector<double>{-kMost, -5e-324, 0.0, 5e-324, kMost}));
}

}  // namespace
}  // namespace lodestone
