#include <lodestone/simd/exponential_sums.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <lodestone/simd/padding.hpp>
#include <random>
#include <vector>

#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

/// Laws of a mixture: weights that sum to 1, spread over many powers of ten.
struct Nodes {
  AlignedBuffer<double> weights, constants, curvatures;

  explicit Nodes(std::size_t count) : weights(count), constants(count), curvatures(count) {
    std::mt19937_64 bits(5);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    double total = 0.0;
    for (double& weight : weights) total += weight = std::pow(10.0, -12.0 * uniform(bits));
    for (double& weight : weights) weight /= total;
    for (double& constant : constants) constant = 3.0 * uniform(bits) - 2.0;
    for (double& curvature : curvatures) curvature = std::pow(10.0, 1.0 - 7.0 * uniform(bits));
    curvatures[0] = 0.0;
  }

  /// The largest sum there is, which errors are relative to.
  double scale() const {
    double sum = 0.0;
    for (std::size_t q = 0; q < weights.size(); ++q) sum += weights[q] * std::exp(constants[q]);
    return sum;
  }
};

class ExponentialSumsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP();
  }
};

TEST_P(ExponentialSumsOn, AreWithinTheirStatedErrorOfLongDouble) {
  const ExponentialSums& sums = exponential_sums(GetParam());
  for (const std::size_t size : {1u, 3u, 8u, 9u, 17u, 256u}) {
    const Nodes nodes(size);
    const double bound = kExponentialSumError * nodes.scale();
    long double exact = 0.0L;
    for (std::size_t q = 0; q < size; ++q) exact += nodes.weights[q] * std::exp(static_cast<long double>(nodes.constants[q]));
    EXPECT_NEAR(sums.sum(nodes.weights.data(), nodes.constants.data(), size), static_cast<double>(exact), bound) << size;
    for (const int first : {0, 1, 67}) {
      for (const std::size_t count : {1u, 7u, 8u, 64u, 65u, 389u}) {
        AlignedBuffer<double> out(count);
        std::fill(out.begin(), out.end(), 0.25);
        sums.add_gaussians(nodes.weights.data(), nodes.constants.data(), nodes.curvatures.data(), size, first, count,
                           out.data());
        for (std::size_t n = 0; n < count; ++n) {
          const long double u = first + static_cast<long double>(n);
          long double whole = 0.25L;
          for (std::size_t q = 0; q < size; ++q) {
            whole += nodes.weights[q] * std::exp(nodes.constants[q] - nodes.curvatures[q] * u * u);
          }
          ASSERT_NEAR(out[n], static_cast<double>(whole), bound + 1e-16) << size << " nodes, n " << n << " from " << first;
        }
      }
    }
  }
}

// What a buffer holds past its end is nobody's business: not a number there is not one here.
TEST_P(ExponentialSumsOn, DoNotReadWhatPadsTheirTerms) {
  Nodes nodes(3);
  const double expected = exponential_sums(GetParam()).sum(nodes.weights.data(), nodes.constants.data(), 3);
  for (std::size_t q = 3; q < padded(3); ++q) nodes.weights[q] = nodes.constants[q] = std::nan("");
  EXPECT_EQ(exponential_sums(GetParam()).sum(nodes.weights.data(), nodes.constants.data(), 3), expected);
}

// Subnormal numbers are a hundred times slower than others on some processors, and say nothing here.
TEST_P(ExponentialSumsOn, EndBeforeTheirTermsAreSubnormal) {
  const double weight = 1.0;
  const double constant = 0.0;
  const double curvature = 0.01;
  AlignedBuffer<double> out(512);
  exponential_sums(GetParam()).add_gaussians(&weight, &constant, &curvature, 1, 0, 512, out.data());
  for (std::size_t n = 0; n < 512; ++n) EXPECT_EQ(out[n] > 0.0, n < 72) << n;  // e^{−0.01 n²} is 1e-20 at n = 67.9
}

INSTANTIATE_TEST_SUITE_P(Simd, ExponentialSumsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& of) { return std::string(to_string(of.param)); });

TEST(ExponentialSums, HaveTheSameBitsOnEveryInstructionSet) {
  if (!is_supported(Isa::AVX512)) GTEST_SKIP() << "this processor has one instruction set only";
  const Nodes nodes(131);
  std::vector<std::uint64_t> bits[2];
  for (const Isa isa : {Isa::AVX2, Isa::AVX512}) {
    AlignedBuffer<double> out(201);
    const double sum = exponential_sums(isa).sum(nodes.weights.data(), nodes.constants.data(), 131);
    exponential_sums(isa).add_gaussians(nodes.weights.data(), nodes.constants.data(), nodes.curvatures.data(), 131, 1, 200,
                                        out.data());
    out[200] = sum;
    bits[isa == Isa::AVX512 ? 1 : 0] = bits_of(out.span());
  }
  EXPECT_EQ(bits[0], bits[1]);
}

}  // namespace
}  // namespace lodestone
