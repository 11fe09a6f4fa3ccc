/// What the machine can do at best on one kind of work: small hand-tuned loops over data in the first-level cache, which do
/// nothing else. They share formulas with the engine, not its loops: a kernel that loses time beside its formula falls short.
///
/// Each ceiling stands several times where it is not plain how best to arrange it (vectors in flight, another logarithm); the
/// best of them is the ceiling.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <lodestone/simd/isa.hpp>

namespace lodestone::bench {

struct Ceiling {
  std::string_view work;     ///< "fma", "normals", "exp", "log", "read"
  std::string_view variant;  ///< how it is arranged
  double units = 0;          ///< of work in one pass: flops, values or bytes
  void (*pass)();            ///< one pass; the data are the calling thread's own
};

/// Precondition: this processor supports `isa`.
std::span<const Ceiling> ceilings(Isa isa);

/// The two logarithms' largest relative difference over (0, 1): both must have full accuracy for the better one to count.
double log_difference(Isa isa);

/// The best variant of some work and its rate over one pass.
struct CeilingRate {
  double units_per_second = 0;
  const Ceiling* ceiling = nullptr;
};

/// All variants of `work` on `threads` threads at once: units of all threads over the time from a common start to the last
/// one's end, least of `repeats`.   Cost: `repeats` × variants × ½ ms.
CeilingRate measure_ceiling(Isa isa, std::string_view work, int threads, int repeats);

/// Its rate alone.
double ceiling_rate(Isa isa, std::string_view work, int threads, int repeats);

/// The rate that holds for `seconds`: on a machine that others share, or whose clock falls when it gets warm, less than that of
/// a pass.
double held_rate(const Ceiling& ceiling, int threads, double seconds);

}  // namespace lodestone::bench
