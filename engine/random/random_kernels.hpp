/// Uniforms and normals of many paths at once: the vector form of <lodestone/random/streams.hpp>. The same bits everywhere.
///
/// The normal pair of a block is √(−2 ln u_a)·(cos 2πu_b, sin 2πu_b).   Source: Box and Muller (1958).
/// Error: uniforms have none; a normal is within `kNormalMaxRelative` of the truth, relative to the pair's radius.
/// Cost: about 0.8 ns a normal with AVX-512, 2 with AVX2; no branch, no call, no allocation.   Twin:
/// tests/reference/normals_box_muller.hpp
#pragma once

#include <cstddef>
#include <cstdint>
#include <lodestone/random/streams.hpp>
#include <lodestone/simd/isa.hpp>

namespace lodestone {

/// Error of a normal, relative to the radius √(−2 ln u_a) of its pair, for every bit pattern; |normal| ≤ 8.58.
inline constexpr double kNormalMaxRelative = 4e-16;

struct RandomKernels {
  /// Both normals of `paths`. n a multiple of 64.
  void (*normal_pairs)(const Draw& draw, const std::uint32_t* paths, double* first, double* second, std::size_t n);

  /// u_a of `paths`. n a multiple of 64.
  void (*uniforms)(const Draw& draw, const std::uint32_t* paths, double* u, std::size_t n);

  /// The first normal of blocks (paths[k], steps[k], index, stream), k < n. Any n; the three arrays may be read and written up
  /// to `padded(n)`.
  void (*normals_at)(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                     double* out, std::size_t n);

  /// u_a of blocks (paths[k], steps[k], index, stream), k < n. Shapes as `normals_at`.
  void (*uniforms_at)(PhiloxKey key, Stream stream, std::uint32_t index, const std::uint32_t* paths, const std::uint32_t* steps,
                      double* out, std::size_t n);
};

/// Precondition: this processor supports `isa`.
const RandomKernels& random_kernels(Isa isa);

}  // namespace lodestone
