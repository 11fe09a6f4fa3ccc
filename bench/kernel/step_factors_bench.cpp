// Claim: drawing, correlating and stepping a tile of 50 or 100 correlated factors takes at most 1.15 times its roofline, which
// is one normal a factor and n(n + 1) + 2n flops at the machine's ceilings. Unit of work: one factor on one path for one step.
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/kernel/step_factors.hpp>
#include <lodestone/model/validate.hpp>

#include "ceilings/ceilings.hpp"
#include "interleaved.hpp"
#include "reference/normals_box_muller.hpp"
#include "reference/step_factors.hpp"

namespace lodestone::bench {
namespace {

constexpr std::size_t kPaths = 128;

/// n mean-reverting log prices with one correlation for all pairs, over a year of weeks, and one share.
Study correlated_factors(int n) {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  for (int f = 0; f < n; ++f) {
    Factor factor;
    factor.id = std::to_string(f);
    factor.scale = FactorScale::LOG_OF_LEVEL;
    factor.initial_value = 50.0;
    factor.mean_reversion_per_year = 1.0;
    factor.long_run_mean = {50.0};
    factor.volatility_per_sqrt_year = {0.3};
    for (int other = 0; other < f; ++other) study.market.correlations.push_back({factor.id, std::to_string(other), 0.4});
    study.market.factors.push_back(factor);
  }
  Observable share;
  share.id = "share";
  share.currency = Currency::USD;
  share.unit = Unit::SHARE;
  share.weights = {{"0", 1.0}};
  study.market.observables = {share};
  study.simulation.paths = 4096;
  study.simulation.seed = 1;
  study.simulation.horizons = {"1y"};
  study.measures.confidences = {0.99};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL};
  study.measures.references = {LossReference::ZERO};
  return study;
}

/// The same by the textbook, a path at a time: normals in long double, then sum and step with the C library's fma.
class TextbookStep {
 public:
  explicit TextbookStep(const SimulationPlan& plan)
      : plan_(plan), n_(static_cast<std::size_t>(plan.factors.count)), z_((n_ + 1) / 2 * 2 * kPaths), x_(n_ * kPaths) {}

  void operator()(int step) {
    const FactorPlan& factors = plan_.factors;
    for (std::size_t g = 0; g < (n_ + 1) / 2; ++g) {
      const Draw draw{plan_.key, Stream::FACTORS, static_cast<std::uint32_t>(g), static_cast<std::uint32_t>(step)};
      for (std::size_t p = 0; p < kPaths; ++p) {
        const auto pair = lodestone::reference::box_muller(uniform_pair(draw, static_cast<std::uint32_t>(p)));
        z_[2 * g * kPaths + p] = static_cast<double>(pair.first);
        z_[(2 * g + 1) * kPaths + p] = static_cast<double>(pair.second);
      }
    }
    for (std::size_t f = 0; f < n_; ++f) {
      const CorrelationRow& row = factors.rows[f];
      const StepCoefficients& step_of = factors.at(step, static_cast<int>(f));
      const std::span<const double> weights(factors.weights.data() + row.first, row.count);
      const std::span<const std::uint32_t> columns(factors.columns.data() + row.first, row.count);
      for (std::size_t p = 0; p < kPaths; ++p) {
        const double eta = lodestone::reference::combine(0.0, weights, columns, z_, kPaths, p);
        double& x = x_[f * kPaths + p];
        x = lodestone::reference::step(step_of.a, factors.tables[step_of.b], factors.tables[step_of.c], eta, x);
      }
    }
  }

 private:
  const SimulationPlan& plan_;
  std::size_t n_;
  std::vector<double> z_;
  std::vector<double> x_;
};

void draw_correlate_step(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  const Isa isa = *best_isa();
  const SimulationPlan plan = compile(validate(correlated_factors(n)), isa);
  Workspace work(plan, kPaths);
  start_paths(plan, {0, kPaths, kPaths}, work);
  TextbookStep textbook(plan);
  constexpr int kSteps = 40;  // of the plan's: a pass
  const auto fast = [&] {
    for (int step = 1; step <= kSteps; ++step) step_factors(plan, step, work);
  };
  const auto reference = [&] {
    for (int step = 1; step <= kSteps; ++step) textbook(step);
  };
  const double flops_a_factor = static_cast<double>(n) + 1.0 + 2.0;
  const double ceiling_ns =
      1e9 / ceiling_rate(isa, "normals", 1, kRounds) + 1e9 * flops_a_factor / ceiling_rate(isa, "fma", 1, kRounds);
  run_interleaved(state, 1.0 * kSteps * n * kPaths, fast, reference, ceiling_ns);
}

/// The product and the step are one kernel behind the draw: what is left of the whole without its draws.
void correlate_step(benchmark::State& state) {
  const int n = static_cast<int>(state.range(0));
  const Isa isa = *best_isa();
  const SimulationPlan plan = compile(validate(correlated_factors(n)), isa);
  Workspace work(plan, kPaths);
  start_paths(plan, {0, kPaths, kPaths}, work);
  const auto draw = [&] {
    for (int pair = 0; pair < n / 2; ++pair) {
      const Draw of_pair{plan.key, Stream::FACTORS, static_cast<std::uint32_t>(pair), 1};
      plan.random->normal_pairs(of_pair, work.paths.data(), work.z.row(2 * pair), work.z.row(2 * pair + 1), kPaths);
    }
  };
  for (auto _ : state) {
    double whole = 1e300;
    double draws = 1e300;
    for (int round = 0; round < 40 * kRounds; ++round) {
      whole = std::min(whole, seconds_of([&] { step_factors(plan, 1, work); }));
      draws = std::min(draws, seconds_of(draw));
    }
    const double ns = 1e9 * (whole - draws) / (1.0 * n * kPaths);
    state.counters["ns"] = ns;
    state.counters["draw ns"] = 1e9 * draws / (1.0 * n * kPaths);
    state.counters["of ceiling"] = 1e9 * (n + 1.0 + 2.0) / ceiling_rate(isa, "fma", 1, kRounds) / ns;
  }
}

BENCHMARK(draw_correlate_step)->ArgName("factors")->Arg(50)->Arg(100)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(correlate_step)->ArgName("factors")->Arg(10)->Arg(50)->Arg(100)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lodestone::bench
