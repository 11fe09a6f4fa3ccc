#include <lodestone/kernel/chain_kernels.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;

std::vector<std::uint8_t> below(std::uint64_t seed, int end) {
  std::mt19937_64 bits(seed);
  std::vector<std::uint8_t> numbers(kPaths);
  for (std::uint8_t& number : numbers) number = static_cast<std::uint8_t>(bits() % static_cast<std::uint64_t>(end));
  return numbers;
}

class ChainKernelsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const ChainKernels& kernels() const { return chain_kernels(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Isa, ChainKernelsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(ChainKernelsOn, MoveToTheFirstStateWhoseCumulativeProbabilityExceedsTheDraw) {
  std::mt19937_64 bits(3);
  for (int states = 1; states <= kMaximumStates; ++states) {
    TransitionTable table;
    for (int from = 0; from < states; ++from) {
      for (int to = 0; to < states; ++to) {
        table.cumulative(from, to) = to + 1 == states ? 2.0 : (to + (from % 3 == 0 ? 0.25 : 1.0)) / states;
      }
    }
    std::vector<std::uint8_t> state = below(5, states);
    std::vector<double> u(kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) {
      // One draw in four is a threshold itself, which it does not lie below.
      u[p] = p % 4 == 0 && states > 1 ? table.cumulative(state[p], static_cast<int>(p / 4) % (states - 1))
                                      : static_cast<double>(bits() >> 11) * 0x1p-53;
    }
    std::vector<std::uint8_t> expected(kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) {
      int to = 0;
      while (to + 1 < states && !(u[p] < table.cumulative(state[p], to))) ++to;
      expected[p] = static_cast<std::uint8_t>(to);
    }
    kernels().move(table, states, u.data(), state.data(), kPaths);
    EXPECT_EQ(state, expected) << states;
  }
}

TEST_P(ChainKernelsOn, RaiseLevelsAndNumberMoves) {
  const ByState level_of_state = {3, 0, 7, 1, 1, 6, 2, 5};
  const std::vector<std::uint8_t> state = below(7, kMaximumStates);
  const std::vector<std::uint8_t> old_level = below(8, kMaximumStates);
  std::vector<std::uint8_t> level = old_level;
  kernels().raise(level_of_state, state.data(), level.data(), kPaths);
  for (std::size_t p = 0; p < kPaths; ++p) ASSERT_EQ(level[p], std::max(old_level[p], level_of_state[state[p]])) << p;

  for (const int levels : {1, 3, 8}) {
    const std::vector<std::uint8_t> from = below(9, levels), to = below(10, levels);
    std::vector<std::uint8_t> move(kPaths);
    kernels().number_moves(levels, from.data(), to.data(), move.data(), kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) ASSERT_EQ(move[p], from[p] * levels + to[p]) << p;
  }
}

}  // namespace
}  // namespace lodestone
