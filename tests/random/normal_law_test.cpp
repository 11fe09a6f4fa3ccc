#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <lodestone/base/sums.hpp>
#include <lodestone/random/random_kernels.hpp>
#include <numeric>
#include <vector>

namespace lodestone {
namespace {

constexpr std::uint32_t kPairs = 2'000'000;  // a multiple of 64
constexpr double kSigmas = 5;                // 12 numbers below, each wrong by chance once in two million seeds

struct Normals {
  std::vector<double> first;
  std::vector<double> second;
};

Normals draw_normals(const Draw& draw) {
  Normals normals{std::vector<double>(kPairs), std::vector<double>(kPairs)};
  std::vector<std::uint32_t> paths(kPairs);
  std::iota(paths.begin(), paths.end(), 0u);
  random_kernels(*best_isa()).normal_pairs(draw, paths.data(), normals.first.data(), normals.second.data(), kPairs);
  return normals;
}

template <typename Function>
double mean_of(const Normals& normals, Function function) {
  CompensatedSum sum;
  for (std::uint32_t p = 0; p < kPairs; ++p) sum.add(function(normals.first[p], normals.second[p]));
  return sum.value() / kPairs;
}

class NormalLaw : public testing::Test {
 protected:
  void SetUp() override {
    if (!best_isa()) GTEST_SKIP() << "this processor has no AVX2";
  }
  const Draw draw_ = {.key = philox_key(20251231), .index = 0, .step = 1};
};

TEST_F(NormalLaw, HasTheMomentsOfANormal) {
  const Normals normals = draw_normals(draw_);
  // E zᵏ = 0, 1, 0, 3, 0, 15; its standard error over n normals is √((E z²ᵏ − (E zᵏ)²) / n).
  const double moment[] = {0, 1, 0, 3, 0, 15};
  const double square[] = {1, 3, 15, 105, 945, 10395};
  for (int k = 1; k <= 6; ++k) {
    const double mean = mean_of(normals, [k](double a, double b) { return (std::pow(a, k) + std::pow(b, k)) / 2; });
    const double error = std::sqrt((square[k - 1] - moment[k - 1] * moment[k - 1]) / (2.0 * kPairs));
    EXPECT_NEAR(mean, moment[k - 1], kSigmas * error) << "moment " << k;
  }
}

TEST_F(NormalLaw, HasTheTailsOfANormal) {
  const Normals normals = draw_normals(draw_);
  for (const double edge : {0.5, 1.0, 2.0, 3.0, 4.0}) {
    const double probability = std::erfc(edge / std::sqrt(2.0)) / 2;
    const double error = std::sqrt(probability * (1 - probability) / (2.0 * kPairs));
    EXPECT_NEAR(mean_of(normals, [edge](double a, double b) { return ((a > edge) + (b > edge)) / 2.0; }), probability,
                kSigmas * error)
        << "beyond " << edge;
    EXPECT_NEAR(mean_of(normals, [edge](double a, double b) { return ((a < -edge) + (b < -edge)) / 2.0; }), probability,
                kSigmas * error)
        << "below " << -edge;
  }
}

TEST_F(NormalLaw, PairsAreIndependentInTheirMeansAndSquares) {
  const Normals normals = draw_normals(draw_);
  EXPECT_NEAR(mean_of(normals, [](double a, double b) { return a * b; }), 0, kSigmas * std::sqrt(1.0 / kPairs));
  // Var((a² − 1)(b² − 1)) = 2·2
  EXPECT_NEAR(mean_of(normals, [](double a, double b) { return (a * a - 1) * (b * b - 1); }), 0,
              kSigmas * std::sqrt(4.0 / kPairs));
}

TEST_F(NormalLaw, NeighboursInPathStepIndexStreamAndSeedAreUncorrelated) {
  const Normals base = draw_normals(draw_);
  const double bound = kSigmas * std::sqrt(1.0 / kPairs);
  CompensatedSum next_path;
  for (std::uint32_t p = 1; p < kPairs; ++p) next_path.add(base.first[p] * base.first[p - 1]);
  EXPECT_NEAR(next_path.value() / kPairs, 0, bound);

  std::vector<Draw> neighbours(4, draw_);
  neighbours[0].step += 1;
  neighbours[1].index += 1;
  neighbours[2].stream = Stream::CHAINS;
  neighbours[3].key.low += 1;
  for (const Draw& neighbour : neighbours) {
    const Normals other = draw_normals(neighbour);
    CompensatedSum product;
    for (std::uint32_t p = 0; p < kPairs; ++p) product.add(base.first[p] * other.first[p]);
    EXPECT_NEAR(product.value() / kPairs, 0, bound) << "neighbour " << &neighbour - neighbours.data();
  }
}

}  // namespace
}  // namespace lodestone
