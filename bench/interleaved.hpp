/// Fast and reference in turn, in one run: what is reported is their ratio, and how near the fast one comes to its ceiling.
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>

namespace lodestone::bench {

inline constexpr int kRounds = 15;

template <typename Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Least of `kRounds` passes of each, alternating. `units` of work a pass; `ceiling_ns` a unit, 0 where there is none.
/// Counters: "ns" and "reference ns" a unit, "times faster", "of ceiling" (1 is the ceiling itself).
template <typename Fast, typename Reference>
void run_interleaved(benchmark::State& state, double units, const Fast& fast, const Reference& reference, double ceiling_ns) {
  for (auto _ : state) {
    double fast_seconds = 1e300;
    double reference_seconds = 1e300;
    for (int round = 0; round < kRounds; ++round) {
      fast_seconds = std::min(fast_seconds, seconds_of(fast));
      reference_seconds = std::min(reference_seconds, seconds_of(reference));
    }
    state.counters["ns"] = 1e9 * fast_seconds / units;
    state.counters["reference ns"] = 1e9 * reference_seconds / units;
    state.counters["times faster"] = reference_seconds / fast_seconds;
    if (ceiling_ns > 0.0) state.counters["of ceiling"] = ceiling_ns / (1e9 * fast_seconds / units);
  }
}

}  // namespace lodestone::bench
