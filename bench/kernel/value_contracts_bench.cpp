// Claim: valuing 200 contracts of 60 deliveries at one horizon costs no more than simulating the 52 weekly steps to it, where
// index and discounting load on at most two mean-reversion speeds; tables take at most 10 s of one core (2 s without licences)
// and 256 MiB. Levels alone build no table.
#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/model/validate.hpp>
#include <lodestone/run/run_paths.hpp>

#include <benchmark/benchmark.h>
#include <algorithm>
#include <chrono>

#include "offtake_desk.hpp"

namespace lodestone {
namespace {

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Interleaved, least of five: paths with and without their value.
void value_at_the_horizon(benchmark::State& state) {
  bench::DeskSize size;
  size.licensed = static_cast<int>(state.range(0));
  size.speeds = static_cast<int>(state.range(1));
  Study desk = bench::offtake_desk(size);
  const ValidStudy study = validate(desk);
  for (Factor& factor : desk.market.factors) factor.initial_value *= 1.02;
  const ValidStudy other_levels = validate(std::move(desk));
  for (auto _ : state) {
    SimulationPlan plan;
    const double plan_seconds = seconds_of([&] { plan = compile(study, *best_isa()); });
    SimulationPlan next = compile_paths(other_levels, plan.isa, Reach::LAST_HORIZON);
    const double next_seconds = seconds_of([&] { add_values(other_levels, one_by_one, &plan.values, next); });
    const Resources resources{1, default_tile(plan), plan.isa};
    SimulationPlan without = plan;
    without.values.dates.clear();
    double valued = 1e300;
    double simulated = 1e300;
    for (int repeat = 0; repeat < 5; ++repeat) {
      simulated = std::min(simulated, seconds_of([&] { run_paths(without, resources, {}); }));
      valued = std::min(valued, seconds_of([&] { run_paths(plan, resources, {}); }));
    }
    state.counters["value/simulate"] = (valued - simulated) / simulated;
    state.counters["value ns/path"] = 1e9 * (valued - simulated) / static_cast<double>(plan.paths);
    state.counters["simulate ns/path"] = 1e9 * simulated / static_cast<double>(plan.paths);
    state.counters["plan s"] = plan_seconds;
    state.counters["other levels s"] = next_seconds;
    state.counters["tables MiB"] = static_cast<double>(plan.values.bytes()) / (1 << 20);
  }
}

BENCHMARK(value_at_the_horizon)
    ->ArgNames({"licensed", "speeds"})
    ->Args({50, 2})
    ->Args({0, 2})
    ->Args({50, 4})
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace lodestone
