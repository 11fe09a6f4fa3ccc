#include <lodestone/base/expect.hpp>
#include <lodestone/simd/exponential_sums.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/simd/exponential_sums.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/simd/exp-inl.hpp>

#include <algorithm>
#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;

constexpr std::size_t kEight = 8;
constexpr std::size_t kGroups = 8;     // of eight terms, between two fresh starts
constexpr double kLargestFall = 46.1;  // e^{−46.1} is below 1e-20

double sum(const double* weights, const double* exponents, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  double sums[kEight];
  for (std::size_t part = 0; part < kEight; part += lanes) {
    DoubleVector total = hn::Zero(d);
    for (std::size_t q = part; q < n; q += kEight) {
      const auto is_term = hn::FirstN(d, std::min(n - q, lanes));
      const DoubleVector exponential = exp_lanes(d, hn::IfThenElseZero(is_term, hn::LoadU(d, exponents + q)));
      total = hn::MulAdd(hn::IfThenElseZero(is_term, hn::LoadU(d, weights + q)), exponential, total);
    }
    hn::StoreU(total, d, sums + part);
  }
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

/// Groups of eight from n on in which e^{−curvature·n²} says something.
std::size_t groups_that_matter(double curvature, double n, std::size_t most) {
  if (!(curvature > 0.0)) return most;
  const double groups = std::ceil((std::sqrt(kLargestFall / curvature) - n) / static_cast<double>(kEight));
  return static_cast<std::size_t>(std::clamp(groups, 0.0, static_cast<double>(most)));
}

/// modulus ← modulus·ratio, ratio ← ratio·decay from each group to the next; left early, so that the sums stay in registers.
template <std::size_t kGroup>
HWY_INLINE void add_group(std::size_t groups, DoubleVector modulus, DoubleVector ratio, DoubleVector decay,
                          DoubleVector* sums) {
  if constexpr (kGroup < kGroups) {
    if (kGroup >= groups) return;
    sums[kGroup] = hn::Add(sums[kGroup], modulus);
    add_group<kGroup + 1>(groups, hn::Mul(modulus, ratio), hn::Mul(ratio, decay), decay, sums);
  }
}

void add_gaussians(const double* weights, const double* constants, const double* curvatures, std::size_t nodes, int first,
                   std::size_t count, double* out) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t all = (count + kEight - 1) / kEight;
  for (std::size_t group = 0; group < all; group += kGroups) {
    const std::size_t most = std::min(kGroups, all - group);
    const double start = first + static_cast<double>(kEight * group);
    for (std::size_t part = 0; part < kEight; part += lanes) {
      double* const row = out + kEight * group + part;
      const DoubleVector n = hn::Iota(d, start + static_cast<double>(part));
      const DoubleVector square = hn::Mul(n, n);
      const DoubleVector step = hn::MulAdd(hn::Set(d, 16.0), n, hn::Set(d, 64.0));  // (n + 8)² − n²
      DoubleVector sums[kGroups];
      for (std::size_t g = 0; g < kGroups; ++g) sums[g] = g < most ? hn::LoadU(d, row + kEight * g) : hn::Zero(d);
      for (std::size_t q = 0; q < nodes; ++q) {
        const std::size_t groups = groups_that_matter(curvatures[q], start, most);
        if (groups == 0) continue;
        const DoubleVector fall = hn::Set(d, -curvatures[q]);
        const DoubleVector modulus =
            hn::Mul(hn::Set(d, weights[q]), exp_lanes(d, hn::MulAdd(fall, square, hn::Set(d, constants[q]))));
        add_group<0>(groups, modulus, exp_lanes(d, hn::Mul(fall, step)), exp_lanes(d, hn::Mul(fall, hn::Set(d, 128.0))), sums);
      }
      for (std::size_t g = 0; g < most; ++g) hn::StoreU(sums[g], d, row + kEight * g);
    }
  }
}

}  // namespace

const ExponentialSums& exponential_sums_table() {
  static constexpr ExponentialSums kTable = {.sum = sum, .add_gaussians = add_gaussians};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const ExponentialSums& exponential_sums(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::exponential_sums_table() : N_AVX2::exponential_sums_table();
}

}  // namespace lodestone
#endif
