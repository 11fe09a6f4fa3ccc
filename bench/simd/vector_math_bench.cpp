// Claim: exp (within 1.1 ulp) of a row in the first-level cache costs at most 1.15 times the machine's ceiling for the same
// formula; log (within 1 ulp) divides, and costs at most 2.2 times the ceiling, which is that of a log by table. Unit of work:
// one value. Traffic: 8 bytes read and 8 written.
#include <cmath>
#include <cstddef>
#include <vector>

#include <lodestone/simd/vector_math.hpp>

#include "ceilings/ceilings.hpp"
#include "interleaved.hpp"

namespace lodestone::bench {
namespace {

constexpr std::size_t kValues = 1024;
constexpr int kSweeps = 100;

using Row = void (*)(const double*, double*, std::size_t);

template <typename Twin>
void rows(benchmark::State& state, Row row, Twin twin, double ceiling_ns) {
  std::vector<double> x(kValues);
  std::vector<double> out(kValues);
  for (std::size_t i = 0; i < kValues; ++i) x[i] = 0.25 + static_cast<double>(i) / kValues;
  const auto fast = [&] {
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      row(x.data(), out.data(), kValues);
      benchmark::ClobberMemory();
    }
  };
  const auto reference = [&] {
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      for (std::size_t i = 0; i < kValues; ++i) out[i] = static_cast<double>(twin(static_cast<long double>(x[i])));
      benchmark::ClobberMemory();
    }
  };
  run_interleaved(state, 1.0 * kValues * kSweeps, fast, reference, ceiling_ns);
}

double ceiling_ns(std::string_view work) { return 1e9 / ceiling_rate(*best_isa(), work, 1, kRounds); }

void exp_row(benchmark::State& state) {
  rows(
      state, vector_math(*best_isa()).exp, [](long double x) { return std::exp(x); }, ceiling_ns("exp"));
}

void log_row(benchmark::State& state) {
  rows(
      state, vector_math(*best_isa()).log, [](long double x) { return std::log(x); }, ceiling_ns("log"));
}

void normal_cdf_row(benchmark::State& state) {
  const auto twin = [](long double x) { return 0.5L * std::erfc(-x / std::sqrt(2.0L)); };
  rows(state, vector_math(*best_isa()).normal_cdf, twin, 0.0);
}

BENCHMARK(exp_row)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(log_row)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(normal_cdf_row)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lodestone::bench
