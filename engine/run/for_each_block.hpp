/// The only place that runs threads.
#pragma once

#include <lodestone/plan/simulation_plan.hpp>

#include <cstddef>
#include <functional>

namespace lodestone {

/// Calls body(index, worker) once for each index < count, on up to `threads` threads of an arena of its own, in any order;
/// `worker` < threads names the thread, so that each may have its workspace. Returns when all are done. What a body throws is
/// thrown here, after the others have stopped. May be called from inside a caller's own parallel loop.
void for_each_block(std::size_t count, int threads, const std::function<void(std::size_t index, std::size_t worker)>& body);

/// The same for work that is no block of paths.
inline ForEach on_threads(int threads) {
  return [threads](std::size_t count, const std::function<void(std::size_t)>& body) {
    for_each_block(count, threads, [&body](std::size_t n, std::size_t) { body(n); });
  };
}

}  // namespace lodestone
