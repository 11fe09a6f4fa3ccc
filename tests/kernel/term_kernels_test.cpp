#include <lodestone/kernel/term_kernels.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;
constexpr std::size_t kColumns = 5;

/// One group of terms of no, one and several weights on tables of `numbers` entries, behind another group's terms.
struct Sum {
  ValueTerms terms;
  ValueTermGroup group;
  std::vector<std::int32_t> number = std::vector<std::int32_t>(kPaths);
  std::vector<double> x = std::vector<double>(kColumns * kPaths);

  explicit Sum(int numbers) {
    std::mt19937_64 bits(static_cast<std::uint64_t>(numbers));
    std::uniform_real_distribution<double> uniform(-1.0, 1.0);
    for (double& value : x) value = uniform(bits);
    for (std::int32_t& n : number) n = static_cast<std::int32_t>(bits() % static_cast<std::uint64_t>(numbers));
    for (std::uint32_t t = 0; t < 7; ++t) {
      ValueTerm term{uniform(bits), static_cast<std::uint32_t>(terms.weights.size()), t % 4,
                     static_cast<std::uint32_t>(terms.numbers.size())};
      for (std::uint32_t m = 0; m < term.weight_count; ++m) {
        terms.weights.push_back(uniform(bits));
        terms.columns.push_back(static_cast<std::uint32_t>(bits() % kColumns));
      }
      for (int n = 0; n < numbers; ++n) terms.numbers.push_back(uniform(bits));
      terms.terms.push_back(term);
    }
    group.numbers = numbers;
    group.first_term = 2;
    group.term_count = 5;
  }

  std::vector<double> on(Isa isa) const {
    std::vector<double> value(kPaths, -7.0);
    term_kernels(isa).sum(terms, group, number.data(), x.data(), kPaths, value.data(), kPaths);
    return value;
  }
};

class TermKernelsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
};

INSTANTIATE_TEST_SUITE_P(Isa, TermKernelsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

// Five terms of at most e³: 5 · (2 ulp of the exponential + 3 roundings).
TEST_P(TermKernelsOn, AddUpTheTermsOfTheGroupForTablesOfEverySize) {
  for (const int numbers : {1, 3, 4, 6, 8, 9, 16, 17, 50}) {
    const Sum sum(numbers);
    const std::vector<double> value = sum.on(GetParam());
    for (std::size_t p = 0; p < kPaths; ++p) {
      long double expected = 0.0L;
      for (std::uint32_t t = 2; t < 7; ++t) {
        const ValueTerm& term = sum.terms.terms[t];
        long double exponent = 0.0L;
        for (std::uint32_t m = term.first_weight; m < term.first_weight + term.weight_count; ++m)
          exponent += static_cast<long double>(sum.terms.weights[m]) * sum.x[sum.terms.columns[m] * kPaths + p];
        expected += static_cast<long double>(term.coefficient) *
                    sum.terms.numbers[term.first_number + static_cast<std::size_t>(sum.number[p])] * std::exp(exponent);
      }
      ASSERT_NEAR(value[p], static_cast<double>(expected), 5 * 5 * 20.1 * 1.2e-16) << numbers << " numbers, path " << p;
    }
  }
}

TEST(TermKernels, GiveTheSameBitsOnBothInstructionSets) {
  if (!is_supported(Isa::AVX512)) GTEST_SKIP() << "this processor has no AVX-512";
  for (const int numbers : {2, 6, 12, 30}) {
    const Sum sum(numbers);
    EXPECT_EQ(bits_of(sum.on(Isa::AVX2)), bits_of(sum.on(Isa::AVX512))) << numbers;
  }
}

}  // namespace
}  // namespace lodestone
