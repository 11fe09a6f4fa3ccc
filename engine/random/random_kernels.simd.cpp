#include <lodestone/base/expect.hpp>
#include <lodestone/random/random_kernels.hpp>
#include <lodestone/simd/vector_targets-inl.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE <lodestone/random/random_kernels.simd.cpp>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <lodestone/random/box_muller-inl.hpp>
#include <lodestone/random/philox-inl.hpp>

#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace lodestone {
namespace HWY_NAMESPACE {
#if HWY_TARGET != HWY_SCALAR
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using DoubleLanes = hn::ScalableTag<double>;

// Vectors in flight hide the latency of the products. Four words each: with 6 all of them fit in 32 registers.
constexpr std::size_t kInFlight = 6;

template <std::size_t kVectors>
using Vectors = std::integral_constant<std::size_t, kVectors>;

/// `group(i, Vectors<k>())` of k vectors from lane i on until n lanes are done: kInFlight vectors at a time, else four, since a
/// multiple of 64 lanes is a multiple of that; singly at the end.
template <class Group>
HWY_INLINE void for_each_group(std::size_t n, const Group& group) {
  const std::size_t lanes = hn::Lanes(DoubleLanes());
  std::size_t i = 0;
  const auto left = [&] { return (n - i + lanes - 1) / lanes; };
  for (; left() >= kInFlight && left() != 8; i += kInFlight * lanes) group(i, Vectors<kInFlight>());
  for (; left() >= 4; i += 4 * lanes) group(i, Vectors<4>());
  for (; i < n; i += lanes) group(i, Vectors<1>());
}

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

void normal_pairs(const Draw& draw, const std::uint32_t* paths, double* first, double* second, std::size_t n) {
  const DoubleLanes d;
  const MinusTwoLog minus_two_log;
  for_each_group(n, [&]<std::size_t kVectors>(std::size_t i, Vectors<kVectors>) {
    const NormalPairs<kVectors> pairs(minus_two_log, blocks_of_paths<kVectors>(draw, paths + i));
    for (std::size_t v = 0; v < kVectors; ++v) {
      hn::StoreU(pairs.first[v], d, first + i + v * hn::Lanes(d));
      hn::StoreU(pairs.second[v], d, second + i + v * hn::Lanes(d));
    }
  });
}

/// u_a of blocks.
template <std::size_t kVectors>
HWY_INLINE void store_uniforms(const PhiloxBlocks<kVectors>& blocks, double* u) {
  const DoubleLanes d;
  for (std::size_t v = 0; v < kVectors; ++v) {
    hn::StoreU(uniform_lanes(d, blocks.word0[v], blocks.word1[v]), d, u + v * hn::Lanes(d));
  }
}

void uniforms(const Draw& draw, const std::uint32_t* paths, double* u, std::size_t n) {
  for_each_group(n, [&]<std::size_t kVectors>(std::size_t i, Vectors<kVectors>) {
    store_uniforms(blocks_of_paths<kVectors>(draw, paths + i), u + i);
  });
}

void normals_at(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                double* out, std::size_t n) {
  const DoubleLanes d;
  const Address address = {key, stream, index};
  const MinusTwoLog minus_two_log;
  for_each_group(n, [&]<std::size_t kVectors>(std::size_t i, Vectors<kVectors>) {
    const NormalPairs<kVectors> pairs(minus_two_log, blocks_at<kVectors>(address, paths + i, steps + i));
    for (std::size_t v = 0; v < kVectors; ++v) hn::StoreU(pairs.first[v], d, out + i + v * hn::Lanes(d));
  });
}

void uniforms_at(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                 double* out, std::size_t n) {
  const Address address = {key, stream, index};
  for_each_group(n, [&]<std::size_t kVectors>(std::size_t i, Vectors<kVectors>) {
    store_uniforms(blocks_at<kVectors>(address, paths + i, steps + i), out + i);
  });
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
