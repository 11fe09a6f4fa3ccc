#include <gtest/gtest.h>
#include <lodestone/run/hedges.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <cmath>
#include <model/example_study.hpp>
#include <set>
#include <string>
#include <vector>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 256;

/// Σ and Σ² of every hedge of one contract over inner paths from one state.
struct Earned {
  std::vector<double> sum, square;
};

Earned earn(const SimulationPlan& plan, const ProxyDraft& draft, const Workspace& outer, std::size_t lane, std::size_t paths) {
  const SimulationPlan inner = with_key_of(plan, SidePaths::INNER);
  const int step = draft.proxy.step;
  Workspace work(plan, kLanes);
  Hedges hedges(plan, draft, plan.end_step, kLanes);
  std::set<std::uint32_t> factors;
  hedges.add_factors(factors);
  FactorNoise noise(plan, {factors.begin(), factors.end()}, kLanes);
  Earned earned{std::vector<double>(hedges.count()), std::vector<double>(hedges.count())};
  for (std::size_t first = 0; first < paths; first += kLanes) {
    start_rest(inner, step, outer, lane, {static_cast<std::uint32_t>(first), kLanes, kLanes}, work);
    hedges.start(work);
    for (int k = step + 1; k <= plan.end_step; ++k) {
      hedges.hold(k, work);
      advance_step(inner, k, work);
      noise.compute(k, work);
      hedges.earn(k, work, noise);
    }
    for (std::size_t n = 0; n < hedges.count(); ++n) {
      for (std::size_t p = 0; p < kLanes; ++p) {
        earned.sum[n] += hedges.row(n)[p];
        earned.square[n] += hedges.row(n)[p] * hedges.row(n)[p];
      }
    }
  }
  return earned;
}

// Prices, spreads, cost and slip, chains, defaults and licences, from one state of the example: some 200 means, each within 5
// standard errors; a false alarm once in 8000 runs.
TEST(Hedges, HaveMeanZeroGivenTheState) {
  constexpr std::size_t kPaths = 8192;
  const SimulationPlan plan = compile_paths(validate(example_study()), Isa::AVX2, Reach::LAST_FLOW);
  const int step = plan.grid.step_from(make_date(2026, 1, 5));
  Workspace outer(plan, 64);
  run_to(plan, step, {0, 64, 64}, outer);
  int moving = 0;
  for (const int position : plan.contracts.position_of_cash_row) {
    const int row = plan.contracts.cash_row_of_position[static_cast<std::size_t>(position)];
    const ProxyDraft draft = draft_proxy(plan, row, step);
    const Earned earned = earn(plan, draft, outer, 11, kPaths);
    for (std::size_t n = 0; n < earned.sum.size(); ++n) {
      const double mean = earned.sum[n] / kPaths;
      const double error = std::sqrt((earned.square[n] / kPaths - mean * mean) / kPaths);
      EXPECT_LE(std::abs(mean), 5.0 * error) << "hedge " << n << " of cash row " << row;
      moving += error > 0.0 ? 1 : 0;
    }
  }
  EXPECT_GT(moving, 100);
}

}  // namespace
}  // namespace lodestone
