// Claim: the tail of ten million values is found and put in order in a fraction of the time in which nth_element finds VaR and the
// mean beyond it, and VaR, ES, mean and standard deviation with all their errors take no longer than that.
// Unit of work: one value of the sample. Ceiling: 8 bytes read, once.
#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

#include <lodestone/random/random_kernels.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/sorted_sample.hpp>

#include "ceilings/ceilings.hpp"
#include "interleaved.hpp"

namespace lodestone::bench {
namespace {

std::vector<double> normal_sample(std::size_t count) {
  std::vector<double> sample(count);
  std::vector<double> second(count / 2);
  std::vector<std::uint32_t> paths(count / 2);
  std::iota(paths.begin(), paths.end(), 0U);
  random_kernels(*best_isa())
      .normal_pairs({philox_key(1), Stream::FACTORS, 0, 1}, paths.data(), sample.data(), second.data(), count / 2);
  std::copy(second.begin(), second.end(), sample.begin() + static_cast<std::ptrdiff_t>(count / 2));
  return sample;
}

/// VaR at 99 % and ES at 97.5 % as written by hand.
double by_nth_element(std::vector<double> pnl) {
  const auto at = [&](double confidence) {
    return pnl.begin() + static_cast<std::ptrdiff_t>((1.0 - confidence) * static_cast<double>(pnl.size()));
  };
  std::nth_element(pnl.begin(), at(0.975), pnl.end());
  double sum = 0.0;
  for (auto value = pnl.begin(); value != at(0.975); ++value) sum += *value;
  std::nth_element(pnl.begin(), at(0.99), at(0.975));
  return sum + *at(0.99);
}

template <typename Fast>
void run(benchmark::State& state, const std::vector<double>& sample, Fast fast) {
  const auto reference = [&] { benchmark::DoNotOptimize(by_nth_element(sample)); };
  run_interleaved(state, static_cast<double>(sample.size()), fast, reference,
                  8e9 / ceiling_rate(*best_isa(), "read", 1, kRounds));
}

void select_tail(benchmark::State& state) {
  const std::vector<double> sample = normal_sample(static_cast<std::size_t>(state.range(0)));
  run(state, sample, [&] { benchmark::DoNotOptimize(SortedSample(sample, {}, 0.0251)); });
}

void describe_sample(benchmark::State& state) {
  const std::vector<double> sample = normal_sample(static_cast<std::size_t>(state.range(0)));
  Measures measures;
  measures.confidences = {0.975, 0.99};
  measures.references = {LossReference::ZERO};
  run(state, sample, [&] { benchmark::DoNotOptimize(describe_pnl(sample, measures)); });
}

BENCHMARK(select_tail)->ArgName("values")->Arg(1 << 20)->Arg(10 << 20)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(describe_sample)->ArgName("values")->Arg(1 << 20)->Arg(10 << 20)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lodestone::bench
