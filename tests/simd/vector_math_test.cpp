#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <lodestone/simd/padding.hpp>
#include <lodestone/simd/vector_math.hpp>
#include <numbers>
#include <random>
#include <span>
#include <vector>

#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

using Function = void (*)(const double*, double*, std::size_t);

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kLargest = std::numeric_limits<double>::max();
constexpr double kLeast = std::numeric_limits<double>::denorm_min();

std::vector<double> evaluate(Function function, std::span<const double> x) {
  AlignedBuffer<double> in(x.size());
  AlignedBuffer<double> out(x.size());
  std::copy(x.begin(), x.end(), in.begin());
  function(in.data(), out.data(), x.size());
  return {out.begin(), out.end()};
}

double evaluate(Function function, double x) { return evaluate(function, std::span(&x, 1)).front(); }

std::vector<double> uniform_points(double low, double high, std::size_t count) {
  std::mt19937_64 bits(7);
  std::vector<double> x(count);
  for (double& value : x) value = low + (high - low) * (static_cast<double>(bits() >> 11) * 0x1p-53);
  return x;
}

/// Arguments on and beside the places where the reduction of exp changes, (k + ½)·ln 2, and tiny ones.
std::vector<double> exp_points() {
  std::vector<double> x = uniform_points(-700, 700, 400'000);
  for (int k = -1000; k < 1000; ++k) {
    const double edge = (k + 0.5) * std::numbers::ln2;
    for (const double value : {std::nextafter(edge, -kInfinity), edge, std::nextafter(edge, kInfinity)}) x.push_back(value);
  }
  for (const double value : uniform_points(-0.4, 0.4, 200'000)) x.insert(x.end(), {value, value * 1e-8, value * 1e-300});
  return x;
}

/// Positive doubles of every exponent, subnormal ones too, and the neighbours of 1 and of the edges √½·2^k of the reduction.
std::vector<double> log_points() {
  std::mt19937_64 bits(11);
  std::vector<double> x = uniform_points(0.5, 2.0, 300'000);
  for (int i = 0; i < 300'000; ++i) x.push_back(std::bit_cast<double>((bits() >> 1) % 0x7FF0000000000000 + 1));
  for (int i = 0; i < 20'000; ++i) x.push_back(std::bit_cast<double>(bits() >> 12 | 1));
  for (const double centre : {1.0, std::numbers::sqrt2 / 2, std::numbers::sqrt2, 0x1p-1022}) {
    const auto middle = std::bit_cast<std::int64_t>(centre);
    for (std::int64_t step = -2000; step <= 2000; ++step) x.push_back(std::bit_cast<double>(middle + step));
  }
  x.insert(x.end(), {kLeast, kLargest});
  return x;
}

std::vector<double> cdf_points() {
  std::vector<double> x = uniform_points(-37, 9, 400'000);
  for (const double value : uniform_points(-1, 1, 50'000)) x.insert(x.end(), {value, value * 1e-6});
  return x;
}

const std::vector<double> kSpecial = {0.0,   -0.0,   kLeast,  -kLeast, 1.0,      -1.0,      709.7,    709.79, 710.0,
                                      1e3,   -708.5, -740.25, -745.13, -746.0,   -1e3,      1e300,    -1e300, 37.5,
                                      -37.5, -38.4,  -39.0,   -40.0,   kLargest, -kLargest, 0x1p-1022};

/// |got − exact| in units in the last place of `exact`; for normal numbers.
double ulp_error(double got, long double exact) {
  const int exponent = std::ilogb(static_cast<double>(exact));
  return static_cast<double>(std::abs(static_cast<long double>(got) - exact) / std::ldexp(1.0L, exponent - 52));
}

class VectorMathOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const VectorMath& math() const { return vector_math(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Isa, VectorMathOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(VectorMathOn, ExpKeepsItsErrorBound) {
  const auto x = exp_points();
  const auto got = evaluate(math().exp, x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::abs(x[i]) <= 700) worst = std::max(worst, ulp_error(got[i], std::exp(static_cast<long double>(x[i]))));
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LE(worst, kExpMaxUlp);
}

TEST_P(VectorMathOn, ExpEndsInZeroAndInfinity) {
  EXPECT_EQ(evaluate(math().exp, 0.0), 1.0);
  EXPECT_EQ(evaluate(math().exp, -0.0), 1.0);
  EXPECT_EQ(evaluate(math().exp, -kInfinity), 0.0);
  EXPECT_EQ(evaluate(math().exp, -kLargest), 0.0);
  EXPECT_EQ(evaluate(math().exp, -746.0), 0.0);
  EXPECT_EQ(evaluate(math().exp, 709.79), kInfinity);
  EXPECT_EQ(evaluate(math().exp, kLargest), kInfinity);
  EXPECT_EQ(evaluate(math().exp, kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(evaluate(math().exp, kNan)));
  for (double x = 750; x < kLargest / 2; x *= 1.7) {
    EXPECT_EQ(evaluate(math().exp, x), kInfinity) << x;
    EXPECT_EQ(evaluate(math().exp, -x), 0.0) << -x;
  }
}

TEST_P(VectorMathOn, ExpUnderflowsGradually) {
  // One rounding to a multiple of the least double, after the error of exp itself: below 1 of those steps.
  for (double x = -708.0; x > -746.0; x -= 0.25) {
    EXPECT_LE(std::abs(static_cast<long double>(evaluate(math().exp, x)) - std::exp(static_cast<long double>(x))),
              std::max(static_cast<long double>(kLeast), std::exp(static_cast<long double>(x)) * 0x1p-52L))
        << x;
  }
}

TEST_P(VectorMathOn, LogKeepsItsErrorBound) {
  const auto x = log_points();
  const auto got = evaluate(math().log, x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (x[i] != 1.0) worst = std::max(worst, ulp_error(got[i], std::log(static_cast<long double>(x[i]))));
  }
  RecordProperty("worst_ulp", std::to_string(worst));
  EXPECT_LE(worst, kLogMaxUlp);
}

TEST_P(VectorMathOn, LogAtItsEnds) {
  EXPECT_EQ(evaluate(math().log, 1.0), 0.0);
  EXPECT_EQ(evaluate(math().log, 0.0), -kInfinity);
  EXPECT_EQ(evaluate(math().log, -0.0), -kInfinity);
  EXPECT_EQ(evaluate(math().log, kInfinity), kInfinity);
  for (const double x : {-kLeast, -1.0, -kInfinity, kNan}) EXPECT_TRUE(std::isnan(evaluate(math().log, x))) << x;
}

TEST_P(VectorMathOn, NormalCdfKeepsItsErrorBoundDownTheTail) {
  const auto x = cdf_points();
  const auto got = evaluate(math().normal_cdf, x);
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long double exact = std::erfc(static_cast<long double>(-x[i]) / std::numbers::sqrt2_v<long double>) / 2;
    worst = std::max(worst, static_cast<double>(std::abs(got[i] / exact - 1)));
  }
  RecordProperty("worst_relative", std::to_string(worst * 1e16) + "e-16");
  EXPECT_LE(worst, kNormalCdfMaxRelative);
}

TEST_P(VectorMathOn, NormalCdfEndsInZeroAndOne) {
  EXPECT_EQ(evaluate(math().normal_cdf, -kInfinity), 0.0);
  EXPECT_EQ(evaluate(math().normal_cdf, -kLargest), 0.0);
  EXPECT_EQ(evaluate(math().normal_cdf, -40.0), 0.0);
  EXPECT_EQ(evaluate(math().normal_cdf, 9.0), 1.0);
  EXPECT_EQ(evaluate(math().normal_cdf, kInfinity), 1.0);
  EXPECT_TRUE(std::isnan(evaluate(math().normal_cdf, kNan)));
}

TEST_P(VectorMathOn, NormalCdfOfBothSignsSumsToOne) {
  for (const double x : uniform_points(0, 10, 1000)) {
    EXPECT_EQ(evaluate(math().normal_cdf, x), 1.0 - evaluate(math().normal_cdf, -x)) << x;
  }
}

TEST_P(VectorMathOn, FiniteNumbersNeverGiveNan) {
  for (const double y : evaluate(math().exp, kSpecial)) EXPECT_FALSE(std::isnan(y));
  for (const double y : evaluate(math().normal_cdf, kSpecial)) EXPECT_FALSE(std::isnan(y));
}

TEST_P(VectorMathOn, AnyLengthInPlaceAndNothingBeyondThePaddingIsTouched) {
  const auto x = uniform_points(0.1, 5, 80);
  for (const Function function : {math().exp, math().log, math().normal_cdf}) {
    const auto expected = evaluate(function, x);
    for (const std::size_t n : {0u, 1u, 3u, 7u, 8u, 9u, 15u, 16u, 17u, 63u}) {
      AlignedBuffer<double> values(x.size());
      std::copy(x.begin(), x.end(), values.begin());
      function(values.data(), values.data(), n);
      for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(values[i], expected[i]) << "n = " << n << ", i = " << i;
      for (std::size_t i = padded(n); i < x.size(); ++i) EXPECT_EQ(values[i], x[i]) << "n = " << n << ", i = " << i;
    }
  }
}

// Golden: what the first build gave, equal on every instruction set and compiler; they change when a polynomial does.
TEST_P(VectorMathOn, GivesTheSameBitsEverywhere) {
  EXPECT_EQ(fingerprint(evaluate(math().exp, exp_points())), 0x83FADC81A3A19F56);
  EXPECT_EQ(fingerprint(evaluate(math().exp, kSpecial)), 0xD3DCAC45F114AE57);
  EXPECT_EQ(fingerprint(evaluate(math().log, log_points())), 0x88BC44DEC4B5EEC0);
  EXPECT_EQ(fingerprint(evaluate(math().normal_cdf, cdf_points())), 0xB502BDE1BCDC161C);
  EXPECT_EQ(fingerprint(evaluate(math().normal_cdf, kSpecial)), 0x1D2C2E3C0AC10237);
}

}  // namespace
}  // namespace lodestone
