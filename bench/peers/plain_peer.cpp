// The workload in plain C++: the standard library's generator and normal law, one path after another.
// usage: plain_peer workload.json [paths] [threads]
#include <cstdlib>
#include <random>

#include "hand_loop.hpp"

int main(int count, char** words) {
  const peers::Workload workload = peers::read_workload(words[1]);
  const std::size_t paths = count > 2 ? std::strtoull(words[2], nullptr, 10) : workload.paths;
  const int threads = count > 3 ? std::atoi(words[3]) : 1;
  peers::run_hand_loop("plain", workload, paths, threads, [](int thread) {
    std::seed_seq seed{20251231, thread};
    return [bits = std::mt19937_64(seed), normal = std::normal_distribution<double>()]() mutable { return normal(bits); };
  });
}
