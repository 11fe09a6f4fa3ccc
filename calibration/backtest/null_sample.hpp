/// How the tests fall out when the forecasts are right: by simulation, overlapping windows and few breaches included.
#pragma once

#include <lodestone/base/export.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// One transform below `kWidestTail`.
struct TailTransform {
  std::uint32_t day = 0;
  float probability = 0.0F;  ///< F(realised)
};

/// Histories of transforms u_t = Φ((ε_t + … + ε_{t+h−1})/√h), ε independent standard normal: what forecasts of a sum over h
/// days give when they are right. h = 1: independent uniforms.
///
/// Overlap is treated this way and no other: the same statistics of the same overlapping windows, with the law that overlap
/// gives them. For returns whose variance changes slowly the dependence of u is that of the sums, (h − k)/h in correlation.
struct NullSample {
  int count = 0;  ///< T
  int horizon = 0;
  std::vector<double> kolmogorov_smirnov;  ///< (replications,)
  std::vector<double> anderson_darling;
  std::vector<TailTransform> tail;  ///< of all replications, in order of day
  std::vector<std::size_t> begins;  ///< (replications + 1,): where each begins in `tail`

  std::size_t replications() const { return kolmogorov_smirnov.size(); }
  std::span<const TailTransform> tail_of(std::size_t replication) const {
    return std::span(tail).subspan(begins[replication], begins[replication + 1] - begins[replication]);
  }
};

/// Cost: T·replications times 0.04 µs for one day, 0.1 µs for more: 1 and 2.5 s for T = 2400 and 9999.   Bits: those of
/// std::mt19937_64 with `seed`.
LODESTONE_EXPORT NullSample draw_null_sample(int count, int horizon, int replications, std::uint64_t seed);

}  // namespace lodestone::calibration
