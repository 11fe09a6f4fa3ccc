// Claim: a normal of full double accuracy costs at most 1.1 times the machine's ceiling for Philox4x32-10 and Box–Muller in the
// first-level cache. Unit of work: one normal. Traffic: 8 bytes written.
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <lodestone/random/random_kernels.hpp>

#include "ceilings/ceilings.hpp"
#include "interleaved.hpp"
#include "reference/normals_box_muller.hpp"

namespace lodestone::bench {
namespace {

constexpr std::size_t kPaths = 256;
constexpr std::uint32_t kPairs = 500;  // of rows: one tile's draws over and over

void normals(benchmark::State& state) {
  const Isa isa = *best_isa();
  const RandomKernels& kernels = random_kernels(isa);
  const PhiloxKey key = philox_key(1);
  std::vector<std::uint32_t> paths(kPaths);
  std::iota(paths.begin(), paths.end(), 0U);
  std::vector<double> first(kPaths);
  std::vector<double> second(kPaths);
  const auto fast = [&] {
    for (std::uint32_t pair = 0; pair < kPairs; ++pair) {
      kernels.normal_pairs({key, Stream::FACTORS, pair, 1}, paths.data(), first.data(), second.data(), kPaths);
      benchmark::ClobberMemory();
    }
  };
  const auto reference = [&] {
    for (std::uint32_t pair = 0; pair < kPairs; ++pair) {
      for (std::uint32_t path = 0; path < kPaths; ++path) {
        const auto both = lodestone::reference::box_muller(uniform_pair({key, Stream::FACTORS, pair, 1}, path));
        first[path] = static_cast<double>(both.first);
        second[path] = static_cast<double>(both.second);
      }
      benchmark::ClobberMemory();
    }
  };
  run_interleaved(state, 2.0 * kPaths * kPairs, fast, reference, 1e9 / ceiling_rate(isa, "normals", 1, kRounds));
}

BENCHMARK(normals)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lodestone::bench
