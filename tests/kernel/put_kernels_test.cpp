#include <lodestone/kernel/put_kernels.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "simd/same_bits.hpp"

namespace lodestone {
namespace {

constexpr std::size_t kPaths = 192;
constexpr double kRounding = 1e-15;  // of amounts near 1: three roundings and a cubic's four

/// Tables of different places and sizes, one of them without pieces, as a law that is all intrinsic has.
std::vector<OptionTable> tables_of(std::size_t count) {
  std::mt19937_64 bits(count);
  std::uniform_real_distribution<double> uniform(0.0, 1.0);
  std::vector<OptionTable> tables(count);
  for (std::size_t n = 0; n < count; ++n) {
    OptionTable& table = tables[n];
    table.mass = 0.5 + uniform(bits);
    table.forward = 0.5 + uniform(bits);
    table.first = -1.0 - uniform(bits);
    table.pieces_per_unit = 8.0 + uniform(bits);
    const std::size_t pieces = n == 1 ? 0 : 10 + n;
    for (std::size_t k = 0; k < 4 * pieces; ++k) table.cubics.push_back(uniform(bits));
  }
  return tables;
}

struct Paths {
  std::vector<std::int32_t> number = std::vector<std::int32_t>(kPaths);
  std::vector<double> index, money, price;
  std::vector<double> rows = std::vector<double>(6 * kPaths);

  explicit Paths(std::size_t numbers) {
    std::mt19937_64 bits(7);
    std::uniform_real_distribution<double> uniform(-2.5, 2.5);
    for (std::size_t p = 0; p < kPaths; ++p) {
      number[p] = static_cast<std::int32_t>(bits() % numbers);
      index.push_back(uniform(bits));
      money.push_back(std::exp(0.1 * uniform(bits)));
      price.push_back(money.back() * std::exp(index.back()));
    }
  }
  TableRows table_rows() {
    double* row = rows.data();
    return {row, row + kPaths, row + 2 * kPaths, row + 3 * kPaths, row + 4 * kPaths, row + 5 * kPaths};
  }
  LawValues law() const { return {index.data(), money.data(), price.data()}; }
};

class PutKernelsOn : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!is_supported(GetParam())) GTEST_SKIP() << "this processor has no " << to_string(GetParam());
  }
  const PutKernels& kernels() const { return put_kernels(GetParam()); }
};

INSTANTIATE_TEST_SUITE_P(Isa, PutKernelsOn, testing::Values(Isa::AVX2, Isa::AVX512),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST_P(PutKernelsOn, AddThePutOfEachPathsOwnTable) {
  const std::vector<OptionTable> tables = tables_of(6);
  const PutTables packed = pack(tables);
  Paths paths(6);
  kernels().locate(packed, 0, 6, paths.number.data(), paths.table_rows(), kPaths);
  std::vector<double> value(kPaths, 0.125);
  kernels().add_puts(packed, paths.table_rows(), paths.law(), 1.5, std::log(1.5), -2.0, value.data(), kPaths);
  std::size_t inside = 0;
  for (std::size_t p = 0; p < kPaths; ++p) {
    const double a = paths.index[p] - std::log(1.5);
    const OptionTable& table = tables[static_cast<std::size_t>(paths.number[p])];
    const double expected = 0.125 - 2.0 * 1.5 * paths.money[p] * table.put(a);
    EXPECT_NEAR(value[p], expected, 40 * kRounding * (1.0 + std::abs(expected))) << p;
    inside += table.put(a) != table.intrinsic(a) ? 1 : 0;
  }
  EXPECT_GT(inside, kPaths / 8);
  EXPECT_LT(inside, kPaths);
}

TEST_P(PutKernelsOn, OfAStrikeForEachPathNeedAPositiveOne) {
  constexpr std::size_t kNumbers = 3;
  const std::vector<OptionTable> tables = tables_of(2 * kNumbers);
  const PutTables packed = pack(tables);
  Paths paths(kNumbers);
  std::vector<double> strike(kPaths), log_strike(kPaths);
  std::vector<double> value(kPaths, 0.0);
  for (std::size_t p = 0; p < kPaths; ++p) {
    strike[p] = p % 5 == 0 ? -0.5 : 0.5 + 0.01 * static_cast<double>(p);
    log_strike[p] = strike[p] > 0.0 ? std::log(strike[p]) : 0.0;
  }
  for (const std::size_t first : {std::size_t{0}, kNumbers}) {
    kernels().locate(packed, first, kNumbers, paths.number.data(), paths.table_rows(), kPaths);
    kernels().add_puts_of_paths(packed, paths.table_rows(), paths.law(), strike.data(), log_strike.data(), 3.0, value.data(),
                                kPaths);
  }
  for (std::size_t p = 0; p < kPaths; ++p) {
    double expected = 0.0;
    for (const std::size_t first : {std::size_t{0}, kNumbers}) {
      if (strike[p] <= 0.0) continue;
      const std::size_t n = first + static_cast<std::size_t>(paths.number[p]);
      const double a = paths.index[p] - log_strike[p];
      expected += 3.0 * strike[p] * paths.money[p] * tables[n].put(a);
    }
    EXPECT_NEAR(value[p], expected, 40 * kRounding * (1.0 + std::abs(expected))) << p;
  }
}

TEST_P(PutKernelsOn, LookUpTablesOfEverySize) {
  for (const std::size_t entries : {1U, 3U, 4U, 5U, 7U, 8U, 9U, 12U, 16U, 17U, 40U}) {
    std::vector<double> table(entries);
    for (std::size_t n = 0; n < entries; ++n) table[n] = 0.5 + static_cast<double>(n);
    const Paths paths(entries);
    std::vector<double> found(kPaths);
    kernels().look_up(table.data(), entries, paths.number.data(), found.data(), kPaths);
    for (std::size_t p = 0; p < kPaths; ++p) EXPECT_EQ(found[p], 0.5 + paths.number[p]) << entries;
  }
}

TEST(PutKernels, GiveTheSameBitsOnBothInstructionSets) {
  if (!is_supported(Isa::AVX512)) GTEST_SKIP() << "this processor has no AVX-512";
  const PutTables packed = pack(tables_of(6));
  std::vector<std::vector<double>> values;
  for (const Isa isa : {Isa::AVX2, Isa::AVX512}) {
    Paths paths(6);
    const PutKernels& kernels = put_kernels(isa);
    kernels.locate(packed, 0, 6, paths.number.data(), paths.table_rows(), kPaths);
    values.emplace_back(kPaths, 0.0);
    kernels.add_puts(packed, paths.table_rows(), paths.law(), 1.5, std::log(1.5), 1.0, values.back().data(), kPaths);
  }
  EXPECT_EQ(bits_of(values[0]), bits_of(values[1]));
}

}  // namespace
}  // namespace lodestone
