// Prints the ceilings of this machine, a line each: `ceiling isa=avx512 threads=1 work=normals rate=1.05e+09`.
// usage: ceilings [threads] [isa]
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "ceilings/ceilings.hpp"

int main(int count, char** words) {
  using namespace lodestone;
  constexpr int kRepeats = 50;
  const int threads = count > 1 ? std::atoi(words[1]) : 1;
  const Isa isa = count > 2 ? parse_isa(words[2]).value_or(*best_isa()) : *best_isa();
  if (const double difference = bench::log_difference(isa); difference > 1e-15) {
    std::fprintf(stderr, "ceilings: the two logarithms differ by %g: one of them has lost its accuracy\n", difference);
    return 1;
  }
  for (const std::string_view work : {"fma", "normals", "exp", "log", "read"}) {
    std::printf("ceiling isa=%s threads=%d work=%s rate=%.6g\n", std::string(to_string(isa)).c_str(), threads,
                std::string(work).c_str(), bench::ceiling_rate(isa, work, threads, kRepeats));
  }
}
