// Prints the ceilings of this machine, a line each: `ceiling isa=avx512 threads=1 work=normals held=1.05e+09 burst=1.2e+09`,
// units a second over half a second, and over the best pass of a third of a millisecond.
// usage: ceilings [threads] [isa]
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ceilings/ceilings.hpp"

int main(int count, char** words) {
  using namespace lodestone;
  constexpr int kRepeats = 50;
  constexpr double kSeconds = 0.5;
  const int threads = count > 1 ? std::atoi(words[1]) : 1;
  const Isa isa = count > 2 ? parse_isa(words[2]).value_or(*best_isa()) : *best_isa();
  if (const double difference = bench::log_difference(isa); difference > 1e-15) {
    std::fprintf(stderr, "ceilings: the two logarithms differ by %g: one of them has lost its accuracy\n", difference);
    return 1;
  }
  for (const std::string_view work : {"fma", "normals", "exp", "log", "read"}) {
    const bench::CeilingRate burst = bench::measure_ceiling(isa, work, threads, kRepeats);
    std::printf("ceiling isa=%s threads=%d work=%s held=%.6g burst=%.6g\n", std::string(to_string(isa)).c_str(), threads,
                std::string(work).c_str(), bench::held_rate(*burst.ceiling, threads, kSeconds), burst.units_per_second);
  }
}
