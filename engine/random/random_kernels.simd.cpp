#include <lodestone/base/expect.hpp>
#include <lodestone/random/random_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/random/random_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/random/philox-inl.hpp>
#include <lodestone/simd/log-inl.hpp>
#include <lodestone/simd/sin_cos-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;
using DoubleVector = hn::Vec<DoubleLanes>;

// Vectors in flight hide the latency of the products: with 8 a normal takes 0.86 ns where 4 take 1.00 (AVX-512;
// AVX2 1.93, 2.21).
constexpr std::size_t kInFlight = 8;

/// Blocks of paths on one step.
template <std::size_t kVectors>
HWY_INLINE PhiloxBlocks<kVectors> blocks_of_paths(const Draw& draw, const std::uint32_t* paths) {
  const WordLanes d;
  const hn::Rebind<std::uint32_t, WordLanes> narrow;
  PhiloxBlocks<kVectors> blocks;
  for (std::size_t v = 0; v < kVectors; ++v) {
    blocks.word0[v] = hn::PromoteTo(d, hn::LoadU(narrow, paths + v * hn::Lanes(d)));
    blocks.word1[v] = hn::Set(d, std::uint64_t{draw.step});
    blocks.word2[v] = hn::Set(d, std::uint64_t{draw.index});
    blocks.word3[v] = hn::Set(d, static_cast<std::uint64_t>(draw.stream));
  }
  philox_lanes(draw.key, blocks);
  return blocks;
}

/// What the draws of a call at any paths and steps have in common.
struct Address {
  PhiloxKey key;
  Stream stream;
  std::uint32_t index;
};

/// Blocks at any paths and steps.
template <std::size_t kVectors>
HWY_INLINE PhiloxBlocks<kVectors> blocks_at(const Address& address, const std::uint32_t* paths, const std::uint32_t* steps) {
  const WordLanes d;
  const hn::Rebind<std::uint32_t, WordLanes> narrow;
  PhiloxBlocks<kVectors> blocks;
  for (std::size_t v = 0; v < kVectors; ++v) {
    blocks.word0[v] = hn::PromoteTo(d, hn::LoadU(narrow, paths + v * hn::Lanes(d)));
    blocks.word1[v] = hn::PromoteTo(d, hn::LoadU(narrow, steps + v * hn::Lanes(d)));
    blocks.word2[v] = hn::Set(d, std::uint64_t{address.index});
    blocks.word3[v] = hn::Set(d, static_cast<std::uint64_t>(address.stream));
  }
  philox_lanes(address.key, blocks);
  return blocks;
}

struct NormalPair {
  DoubleVector first;
  DoubleVector second;
};

HWY_INLINE NormalPair box_muller(DoubleVector u_a, DoubleVector u_b) {
  const DoubleLanes d;
  const DoubleVector radius = hn::Sqrt(hn::Mul(hn::Set(d, -2.0), log_of_normal_lanes(d, u_a)));
  DoubleVector sine;
  DoubleVector cosine;
  sin_cos_of_turns_lanes(d, u_b, sine, cosine);
  return {hn::Mul(radius, cosine), hn::Mul(radius, sine)};
}

void normal_pairs(const Draw& draw, const std::uint32_t* paths, double* first, double* second, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    const auto blocks = blocks_of_paths<kInFlight>(draw, paths + i);
    for (std::size_t v = 0; v < kInFlight; ++v) {
      const NormalPair pair =
          box_muller(uniform_lanes(d, blocks.word0[v], blocks.word1[v]), uniform_lanes(d, blocks.word2[v], blocks.word3[v]));
      hn::StoreU(pair.first, d, first + i + v * lanes);
      hn::StoreU(pair.second, d, second + i + v * lanes);
    }
  }
}

void uniforms(const Draw& draw, const std::uint32_t* paths, double* u, std::size_t n) {
  const DoubleLanes d;
  const std::size_t lanes = hn::Lanes(d);
  for (std::size_t i = 0; i < n; i += kInFlight * lanes) {
    const auto blocks = blocks_of_paths<kInFlight>(draw, paths + i);
    for (std::size_t v = 0; v < kInFlight; ++v) {
      hn::StoreU(uniform_lanes(d, blocks.word0[v], blocks.word1[v]), d, u + i + v * lanes);
    }
  }
}

template <std::size_t kVectors>
HWY_INLINE void normals_of_blocks(const Address& address, const std::uint32_t* paths, const std::uint32_t* steps, double* out) {
  const DoubleLanes d;
  const auto blocks = blocks_at<kVectors>(address, paths, steps);
  for (std::size_t v = 0; v < kVectors; ++v) {
    const NormalPair pair =
        box_muller(uniform_lanes(d, blocks.word0[v], blocks.word1[v]), uniform_lanes(d, blocks.word2[v], blocks.word3[v]));
    hn::StoreU(pair.first, d, out + v * hn::Lanes(d));
  }
}

template <std::size_t kVectors>
HWY_INLINE void uniforms_of_blocks(const Address& address, const std::uint32_t* paths, const std::uint32_t* steps,
                                   double* out) {
  const DoubleLanes d;
  const auto blocks = blocks_at<kVectors>(address, paths, steps);
  for (std::size_t v = 0; v < kVectors; ++v) {
    hn::StoreU(uniform_lanes(d, blocks.word0[v], blocks.word1[v]), d, out + v * hn::Lanes(d));
  }
}

void normals_at(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                double* out, std::size_t n) {
  const Address address = {key, stream, index};
  const std::size_t lanes = hn::Lanes(DoubleLanes());
  std::size_t i = 0;
  for (; i + kInFlight * lanes <= n; i += kInFlight * lanes) {
    normals_of_blocks<kInFlight>(address, paths + i, steps + i, out + i);
  }
  for (; i < n; i += lanes) normals_of_blocks<1>(address, paths + i, steps + i, out + i);
}

void uniforms_at(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                 double* out, std::size_t n) {
  const Address address = {key, stream, index};
  const std::size_t lanes = hn::Lanes(DoubleLanes());
  std::size_t i = 0;
  for (; i + kInFlight * lanes <= n; i += kInFlight * lanes) {
    uniforms_of_blocks<kInFlight>(address, paths + i, steps + i, out + i);
  }
  for (; i < n; i += lanes) uniforms_of_blocks<1>(address, paths + i, steps + i, out + i);
}

}  // namespace

const RandomKernels& random_kernels_table() {
  static constexpr RandomKernels kTable = {
      .normal_pairs = normal_pairs, .uniforms = uniforms, .normals_at = normals_at, .uniforms_at = uniforms_at};
  return kTable;
}

#endif
}  // namespace HWY_NAMESPACE
}  // namespace lodestone
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace lodestone {

const RandomKernels& random_kernels(Isa isa) {
  LODESTONE_EXPECT(is_supported(isa));
  return isa == Isa::AVX512 ? N_AVX3::random_kernels_table() : N_AVX2::random_kernels_table();
}

}  // namespace lodestone
#endif
