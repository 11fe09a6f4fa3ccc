/// The path loop that anyone would write by hand: one path after another, exact steps, L by columns so that the compiler can
/// use its vectors. The source of normals is the caller's.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <thread>
#include <vector>

#include "workload.hpp"

namespace peers {

/// P&L of `count` paths from `pnl` on. `next_normal()` gives one standard normal after another.
template <typename Normals>
void simulate_paths(const Workload& workload, Normals&& next_normal, double* pnl, std::size_t count) {
  const std::size_t n = workload.factors.size();
  std::vector<double> x0, a, b, c;
  for (const Factor& factor : workload.factors) {
    x0.push_back(factor.initial_state());
    a.push_back(factor.a);
    b.push_back(factor.b);
    c.push_back(factor.c);
  }
  std::vector<double> x(n), eta(n), s(n);
  for (std::size_t path = 0; path < count; ++path) {
    x = x0;
    for (std::size_t step = 0; step < workload.steps; ++step) {
      std::fill(eta.begin(), eta.end(), 0.0);
      for (std::size_t j = 0; j < n; ++j) {
        const double z = next_normal();
        const double* const column = workload.cholesky.data() + j * n;
        for (std::size_t i = j; i < n; ++i) eta[i] += column[i] * z;
      }
      for (std::size_t i = 0; i < n; ++i) x[i] = a[i] * x[i] + b[i] + c[i] * eta[i];
    }
    for (std::size_t i = 0; i < n; ++i) s[i] = workload.factors[i].is_log ? std::exp(x[i]) : x[i];
    pnl[path] = workload.pnl(s);
  }
}

/// Times a run of `paths` paths with VaR and ES on `threads` threads, and prints its line. `make_normals(thread)` gives each
/// thread a stream of its own.
template <typename MakeNormals>
void run_hand_loop(const std::string& peer, const Workload& workload, std::size_t paths, int threads,
                   MakeNormals make_normals) {
  const Stopwatch watch;
  std::vector<double> pnl(paths);
  std::vector<std::thread> workers;
  const std::size_t share = (paths + static_cast<std::size_t>(threads) - 1) / static_cast<std::size_t>(threads);
  for (int thread = 0; thread < threads; ++thread) {
    const std::size_t first = std::min(paths, share * static_cast<std::size_t>(thread));
    const std::size_t count = std::min(share, paths - first);
    workers.emplace_back(
        [&, thread, first, count] { simulate_paths(workload, make_normals(thread), pnl.data() + first, count); });
  }
  for (std::thread& worker : workers) worker.join();
  const Tail tail = measure_tail(pnl);
  print_result(peer, workload, threads, paths, watch.seconds(), tail);
}

}  // namespace peers
