#include <gtest/gtest.h>

#include <cstdint>
#include <lodestone/kernel/step_kernels.hpp>
#include <lodestone/simd/padding.hpp>
#include <random>
#include <string>
#include <vector>

#include "reference/step_factors.hpp"
#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;
constexpr std::size_t kMoves = 64;  // 8 states × 8
constexpr double kA = 0.9375123;

std::vector<double> numbers(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::vector<double> values(count);
  for (double& value : values) value = (static_cast<double>(bits() >> 11) * 0x1p-53 - 0.5) * 4;
  return values;
}

/// A tile with every move of the table, and tables of no two equal entries.
struct Tile {
  std::vector<double> x = numbers(kPaths, 1);
  std::vector<double> eta = numbers(kPaths, 2);
  std::vector<double> h = numbers(kPaths, 3);
  std::vector<double> pull = numbers(kMoves, 4);
  std::vector<double> jump = numbers(kMoves, 5);
  std::vector<double> c = numbers(kMoves, 6);
  std::vector<std::uint8_t> move = std::vector<std::uint8_t>(kPaths);

  Tile() {
    for (std::size_t p = 0; p < kPaths; ++p) move[p] = static_cast<std::uint8_t>((p * 37 + 11) % kMoves);
  }
};

class StepKernelsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const StepKernels& kernels() const { return step_kernels(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Isa, StepKernelsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(StepKernelsOn, StepIsTheTwinToTheLastBit) {
  const Tile tile;
  std::vector<double> expected;
  for (std::size_t p = 0; p < kPaths; ++p) expected.push_back(reference::step(kA, 0.3, 0.7, tile.eta[p], tile.x[p]));
  auto x = tile.x;
  kernels().step(kA, 0.3, 0.7, tile.eta.data(), x.data(), kPaths);
  EXPECT_EQ(bits_of(x), bits_of(expected));
}

TEST_P(StepKernelsOn, StepOnAMoveTakesTheEntriesOfItsMove) {
  const Tile tile;
  std::vector<double> expected;
  for (std::size_t p = 0; p < kPaths; ++p) {
    const std::size_t move = tile.move[p];
    expected.push_back(reference::step(kA, tile.jump[move], tile.c[move], tile.eta[p], tile.x[p]));
  }
  auto x = tile.x;
  kernels().step_moves(kA, tile.jump.data(), tile.c.data(), tile.move.data(), tile.eta.data(), x.data(), kPaths);
  EXPECT_EQ(bits_of(x), bits_of(expected));
}

TEST_P(StepKernelsOn, StepWithFeedbackScalesThePull) {
  const Tile tile;
  std::vector<double> expected;
  for (std::size_t p = 0; p < kPaths; ++p) {
    const std::size_t move = tile.move[p];
    expected.push_back(
        reference::step_feedback(kA, tile.pull[move], tile.jump[move], tile.c[move], tile.h[p], tile.eta[p], tile.x[p]));
  }
  auto x = tile.x;
  kernels().step_feedback(kA, tile.pull.data(), tile.jump.data(), tile.c.data(), tile.move.data(), tile.h.data(),
                          tile.eta.data(), x.data(), kPaths);
  EXPECT_EQ(bits_of(x), bits_of(expected));
}

TEST_P(StepKernelsOn, ATableOfOneEntryGivesTheBitsOfThePlainStep) {
  const Tile tile;
  const std::vector<std::uint8_t> no_move(kPaths, 0);
  auto plain = tile.x;
  kernels().step(kA, tile.jump[0], tile.c[0], tile.eta.data(), plain.data(), kPaths);
  auto moved = tile.x;
  kernels().step_moves(kA, tile.jump.data(), tile.c.data(), no_move.data(), tile.eta.data(), moved.data(), kPaths);
  EXPECT_EQ(bits_of(moved), bits_of(plain));
}

TEST_P(StepKernelsOn, FeedbackAtOneGivesTheBitsOfNoFeedback) {
  const Tile tile;
  std::vector<double> b;
  for (std::size_t move = 0; move < kMoves; ++move) b.push_back(tile.pull[move] + tile.jump[move]);
  const std::vector<double> one(kPaths, 1.0);
  auto without = tile.x;
  kernels().step_moves(kA, b.data(), tile.c.data(), tile.move.data(), tile.eta.data(), without.data(), kPaths);
  auto with = tile.x;
  kernels().step_feedback(kA, tile.pull.data(), tile.jump.data(), tile.c.data(), tile.move.data(), one.data(), tile.eta.data(),
                          with.data(), kPaths);
  EXPECT_EQ(bits_of(with), bits_of(without));
}

TEST_P(StepKernelsOn, CombineSumsInTheOrderOfTheWeights) {
  constexpr std::size_t kStride = kPaths + 64;
  constexpr std::size_t kRows = 9;
  const auto rows = numbers(kRows * kStride, 7);
  const auto weights = numbers(5, 8);
  const std::vector<std::uint32_t> columns = {7, 0, 3, 8, 3};
  for (std::size_t count = 0; count <= columns.size(); ++count) {
    std::vector<double> expected;
    for (std::size_t p = 0; p < kPaths; ++p) {
      expected.push_back(
          reference::combine(-0.25, std::span(weights).first(count), std::span(columns).first(count), rows, kStride, p));
    }
    std::vector<double> out(kPaths);
    kernels().combine(-0.25, weights.data(), columns.data(), count, rows.data(), kStride, out.data(), kPaths);
    EXPECT_EQ(bits_of(out), bits_of(expected)) << count << " terms";
  }
}

TEST_P(StepKernelsOn, MultiplyRoundsOnce) {
  const Tile tile;
  std::vector<double> expected;
  for (std::size_t p = 0; p < kPaths; ++p) expected.push_back(tile.h[p] * tile.x[p]);
  auto x = tile.x;
  kernels().multiply(tile.h.data(), x.data(), kPaths);
  EXPECT_EQ(bits_of(x), bits_of(expected));
}

TEST_P(StepKernelsOn, NothingBeyondTheTileIsTouched) {
  const Tile tile;
  constexpr std::size_t kShort = 64;
  for (const bool moves : {false, true}) {
    auto x = tile.x;
    if (moves) {
      kernels().step_moves(kA, tile.jump.data(), tile.c.data(), tile.move.data(), tile.eta.data(), x.data(), kShort);
    } else {
      kernels().step(kA, 0.3, 0.7, tile.eta.data(), x.data(), kShort);
    }
    for (std::size_t p = kShort; p < kPaths; ++p) EXPECT_EQ(x[p], tile.x[p]);
  }
}

}  // namespace
}  // namespace lodestone
