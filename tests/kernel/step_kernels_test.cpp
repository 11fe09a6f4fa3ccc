#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <lodestone/kernel/step_kernels.hpp>
#include <lodestone/simd/padding.hpp>
#include <lodestone/simd/vector_math.hpp>
#include <random>
#include <string>
#include <vector>

#include "reference/step_factors.hpp"
#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;
constexpr std::size_t kMoves = 64;  // 8 levels × 8
constexpr double kA = 0.9375123;

std::vector<double> numbers(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::vector<double> values(count);
  for (double& value : values) value = (static_cast<double>(bits() >> 11) * 0x1p-53 - 0.5) * 4;
  return values;
}

/// A tile with every move of the table, and tables of no two equal entries.
struct Tile {
  std::size_t moves;
  std::vector<double> x = numbers(kPaths, 1);
  std::vector<double> root_variance = numbers(kPaths, 2);
  std::vector<double> h = numbers(kPaths, 3);
  std::vector<double> pull = numbers(moves, 4);
  std::vector<double> jump = numbers(moves, 5);
  std::vector<double> c = numbers(moves, 6);
  std::vector<std::uint8_t> move = std::vector<std::uint8_t>(kPaths);

  explicit Tile(std::size_t count = kMoves) : moves(count) {
    for (std::size_t p = 0; p < kPaths; ++p) move[p] = static_cast<std::uint8_t>((p * 37 + 11) % moves);
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

/// A panel of `rows` rows over 7 columns of z, the last of which are a triangle, as L has them.
struct DensePanel {
  static constexpr std::size_t kColumns = 7;
  std::vector<double> weights = numbers(kColumns * kCorrelationPanelRows, 8);
  std::vector<std::uint32_t> columns = {0, 1, 3, 4, 6, 7, 8};
  std::vector<double> z = numbers(9 * kPaths, 9);
  Panel panel;

  explicit DensePanel(std::size_t rows) : panel{weights.data(), columns.data(), kColumns, rows} {
    for (std::size_t m = 0; m < kColumns; ++m) {
      for (std::size_t r = 0; r < kCorrelationPanelRows; ++r) {
        if (m > kColumns - rows + r) weights[m * kCorrelationPanelRows + r] = 0.0;
      }
    }
  }

  /// The row's own terms only.
  double eta(std::size_t row, std::size_t path) const {
    std::vector<double> own;
    for (std::size_t m = 0; m <= kColumns - panel.rows + row; ++m) own.push_back(weights[m * kCorrelationPanelRows + row]);
    return reference::combine(0.0, own, std::span(columns).first(own.size()), z, kPaths, path);
  }
};

/// The forms a factor takes, by what applies to it.
struct Form {
  bool moves = false;
  bool mixes = false;
  bool feels = false;
};

FactorStep step_of(const Tile& tile, const Form& form, std::vector<double>& x) {
  FactorStep step;
  step.x = x.data();
  step.a = kA;
  step.b = tile.pull.data();
  step.c = tile.c.data();
  if (form.moves) {
    step.move = tile.move.data();
    step.moves = tile.moves;
  }
  if (form.mixes) step.root_variance = tile.root_variance.data();
  if (form.feels) {
    step.h = tile.h.data();
    step.jump = tile.jump.data();
  }
  return step;
}

double expected_step(const Tile& tile, const Form& form, double eta, std::size_t p) {
  const std::size_t move = form.moves ? tile.move[p] : 0;
  const double shock = form.mixes ? tile.root_variance[p] * eta : eta;
  if (!form.feels) return reference::step(kA, tile.pull[move], tile.c[move], shock, tile.x[p]);
  return reference::step_feedback(kA, tile.pull[move], tile.jump[move], tile.c[move], tile.h[p], shock, tile.x[p]);
}

TEST_P(StepKernelsOn, EveryRowOfAPanelIsTheTwinToTheLastBitInEveryForm) {
  const std::vector<Form> forms = {{},
                                   {true, false, false},
                                   {false, true, false},
                                   {true, true, false},
                                   {false, false, true},
                                   {true, false, true},
                                   {true, true, true}};
  // One to five levels, and eight: tables in one register, in two, in four, in memory.
  for (const std::size_t moves : {1U, 4U, 9U, 16U, 25U, 64U}) {
    const Tile tile(moves);
    for (std::size_t rows = 1; rows <= kCorrelationPanelRows; ++rows) {
      const DensePanel dense(rows);
      for (const Form& form : forms) {
        std::vector<std::vector<double>> x(rows, tile.x);
        std::vector<FactorStep> steps;
        for (std::size_t r = 0; r < rows; ++r) steps.push_back(step_of(tile, form, x[r]));
        kernels().step_panel(dense.panel, dense.z.data(), kPaths, steps.data(), kPaths);
        for (std::size_t r = 0; r < rows; ++r) {
          std::vector<double> expected;
          for (std::size_t p = 0; p < kPaths; ++p) expected.push_back(expected_step(tile, form, dense.eta(r, p), p));
          EXPECT_EQ(bits_of(x[r]), bits_of(expected)) << moves << " moves, " << rows << " rows, row " << r;
        }
      }
    }
  }
}

TEST_P(StepKernelsOn, ATableOfOneEntryGivesTheBitsOfThePlainStep) {
  const Tile tile;
  const DensePanel dense(1);
  const std::vector<std::uint8_t> no_move(kPaths, 0);
  auto plain = tile.x;
  const FactorStep without = step_of(tile, {}, plain);
  kernels().step_panel(dense.panel, dense.z.data(), kPaths, &without, kPaths);
  auto moved = tile.x;
  FactorStep with = step_of(tile, {}, moved);
  with.move = no_move.data();
  kernels().step_panel(dense.panel, dense.z.data(), kPaths, &with, kPaths);
  EXPECT_EQ(bits_of(moved), bits_of(plain));
}

TEST_P(StepKernelsOn, FeedbackAtOneGivesTheBitsOfNoFeedback) {
  const Tile tile;
  const DensePanel dense(1);
  std::vector<double> b;
  for (std::size_t move = 0; move < kMoves; ++move) b.push_back(tile.pull[move] + tile.jump[move]);
  const std::vector<double> one(kPaths, 1.0);
  auto plain = tile.x;
  FactorStep without = step_of(tile, {true, false, false}, plain);
  without.b = b.data();
  kernels().step_panel(dense.panel, dense.z.data(), kPaths, &without, kPaths);
  auto felt = tile.x;
  FactorStep with = step_of(tile, {true, false, true}, felt);
  with.h = one.data();
  kernels().step_panel(dense.panel, dense.z.data(), kPaths, &with, kPaths);
  EXPECT_EQ(bits_of(felt), bits_of(plain));
}

TEST_P(StepKernelsOn, PickTakesTheFirstNodeAboveTheUniform) {
  const std::vector<double> cumulative = {0.1, 0.1, 0.5, 0.9375, 1.0};
  const std::vector<double> nodes = {2.0, 3.0, 5.0, 7.0, 11.0};
  std::vector<double> u = {0.0, 0.1, 0.0999, 0.5, 0.4999, 0.9375, 0.99999, 0x1.fffffffffffffp-1};
  u.resize(kPaths);
  for (std::size_t p = 8; p < kPaths; ++p) u[p] = static_cast<double>(p) / kPaths;
  for (std::size_t count = 1; count <= nodes.size(); ++count) {
    std::vector<double> expected;
    for (const double value : u) expected.push_back(reference::pick(cumulative, std::span(nodes).first(count), value));
    auto picked = u;
    kernels().pick(cumulative.data(), nodes.data(), count, picked.data(), kPaths);
    EXPECT_EQ(bits_of(picked), bits_of(expected)) << count << " nodes";
  }
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

TEST_P(StepKernelsOn, AccumulateAddsToWhatIsThere) {
  constexpr std::size_t kRows = 5;
  const auto rows = numbers(kRows * kPaths, 10);
  const auto weights = numbers(3, 11);
  const std::vector<std::uint32_t> columns = {4, 0, 2};
  const std::vector<double> ones(3, 1.0);
  const Tile tile;
  for (const bool is_weighted : {true, false}) {
    std::vector<double> expected;
    for (std::size_t p = 0; p < kPaths; ++p) {
      expected.push_back(reference::combine(tile.x[p], is_weighted ? weights : ones, columns, rows, kPaths, p));
    }
    auto out = tile.x;
    kernels().accumulate(is_weighted ? weights.data() : nullptr, columns.data(), 3, rows.data(), kPaths, out.data(), kPaths);
    EXPECT_EQ(bits_of(out), bits_of(expected));
  }
}

TEST_P(StepKernelsOn, ExponentialIsTheScaledExpOfTheSum) {
  const auto rows = numbers(3 * kPaths, 12);
  const std::vector<double> weights = {1.0, -0.5};
  const std::vector<std::uint32_t> columns = {2, 0};
  std::vector<double> sums(kPaths), expected(kPaths), out(kPaths);
  kernels().combine(0.0, weights.data(), columns.data(), 2, rows.data(), kPaths, sums.data(), kPaths);
  vector_math(GetParam()).exp(sums.data(), expected.data(), kPaths);
  for (double& value : expected) value *= 110.0;
  kernels().exponential(110.0, weights.data(), columns.data(), 2, rows.data(), kPaths, out.data(), kPaths);
  EXPECT_EQ(bits_of(out), bits_of(expected));
}

TEST_P(StepKernelsOn, BookAddsTheFlowToEverySum) {
  const Tile tile;
  const auto flow = numbers(kPaths, 13);
  for (const bool has_period : {true, false}) {
    auto discounted = tile.x;
    auto paid = tile.h;
    auto period = tile.root_variance;
    kernels().book(flow.data(), tile.h.data(), discounted.data(), paid.data(), has_period ? period.data() : nullptr, kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) {
      ASSERT_EQ(discounted[p], tile.x[p] + flow[p] * tile.h[p]);
      ASSERT_EQ(paid[p], tile.h[p] + flow[p]);
      ASSERT_EQ(period[p], tile.root_variance[p] + (has_period ? flow[p] : 0.0));
    }
  }
}

TEST_P(StepKernelsOn, ExercisePaysTheGainOfACallAndOfAPut) {
  const Tile tile;
  for (const double sign : {1.0, -1.0}) {
    for (const bool has_fx : {true, false}) {
      auto flow = tile.h;
      kernels().exercise(tile.x.data(), has_fx ? tile.root_variance.data() : nullptr, sign, 0.25, -3.0, flow.data(), kPaths);
      for (std::size_t p = 0; p < kPaths; ++p) {
        const double gain = std::max(sign * (tile.x[p] - 0.25), 0.0);
        ASSERT_EQ(flow[p], -3.0 * gain * (has_fx ? tile.root_variance[p] : 1.0));
        ASSERT_FALSE(flow[p] == 0.0 && std::signbit(flow[p]));
      }
    }
  }
}

TEST_P(StepKernelsOn, MomentsGrowByPathModuloEightWhateverTheCut) {
  const Tile tile;
  for (const std::size_t n : {1u, 7u, 8u, 13u, 64u, 190u}) {
    std::vector<double> expected(16, 0.25);
    for (std::size_t p = 0; p < n; ++p) {
      const double value = tile.x[p] + tile.h[p] * tile.root_variance[p];
      expected[p % 8] += value;
      expected[8 + p % 8] = std::fma(value, value, expected[8 + p % 8]);
    }
    std::vector<double> sums(16, 0.25);
    kernels().add_moments(tile.x.data(), tile.h.data(), tile.root_variance.data(), sums.data(), n);
    EXPECT_EQ(bits_of(sums), bits_of(expected)) << n << " paths";
  }
  std::vector<double> alone(16, 0.0), with_zero(16, 0.0);
  const std::vector<double> zero(kPaths, 0.0);
  kernels().add_moments(tile.x.data(), nullptr, nullptr, alone.data(), kPaths);
  kernels().add_moments(tile.x.data(), zero.data(), tile.h.data(), with_zero.data(), kPaths);
  EXPECT_EQ(bits_of(alone), bits_of(with_zero));
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
  const DensePanel dense(1);
  constexpr std::size_t kShort = 64;
  for (const bool moves : {false, true}) {
    auto x = tile.x;
    const FactorStep step = step_of(tile, {moves, moves, moves}, x);
    kernels().step_panel(dense.panel, dense.z.data(), kPaths, &step, kShort);
    EXPECT_NE(x[0], tile.x[0]);
    for (std::size_t p = kShort; p < kPaths; ++p) EXPECT_EQ(x[p], tile.x[p]);
  }
}

}  // namespace
}  // namespace lodestone
