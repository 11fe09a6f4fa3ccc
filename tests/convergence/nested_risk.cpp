#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/value_contracts.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <cmath>
#include <convergence/markets.hpp>
#include <convergence/nested_risk.hpp>
#include <numeric>
#include <reference/study_parts.hpp>

namespace lodestone::convergence {
namespace {

constexpr std::size_t kTile = 256;

std::vector<double> slice(const std::vector<double>& values, std::size_t part, std::size_t parts) {
  const std::size_t size = values.size() / parts;
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(part * size);
  return {first, first + static_cast<std::ptrdiff_t>(size)};
}

BatchedNumber batched(const std::vector<double>& values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double square = 0.0;
  for (const double value : values) square += (value - mean) * (value - mean);
  return {mean, std::sqrt(square / (n - 1.0) / n)};
}

}  // namespace

NestedLosses nested_losses(const Study& study, std::size_t outer_paths, const std::vector<std::size_t>& inner_paths,
                           int threads) {
  const ValidStudy valid = validate(study);
  const SimulationPlan run = compile(valid, Isa::AVX2);
  for (const ContractValuation& contract : run.values.contracts) LODESTONE_EXPECT(contract.obstacle == ClaimObstacle::NONE);
  const int step = run.grid.horizon_steps.front();
  const auto total = [](const Rows<double>& rows, std::size_t p) {
    double sum = 0.0;
    for (std::size_t row = 0; row < rows.rows(); ++row) sum += rows.row(row)[p];
    return sum;
  };
  NestedLosses losses;
  Workspace work(run, kTile);
  run_to(run, 0, {0, kTile, kTile}, work);
  value_contracts(run, 0, work);
  const double today = total(work.contract_value, 0);
  for (std::size_t first = 0; first < outer_paths; first += kTile) {
    run_to(run, step, {static_cast<std::uint32_t>(first), kTile, kTile}, work);
    value_contracts(run, step, work);
    for (std::size_t p = 0; p < std::min(kTile, outer_paths - first); ++p) {
      losses.exact.push_back(today - total(work.contract_value, p));
    }
  }
  std::vector<std::uint32_t> paths(outer_paths);
  std::iota(paths.begin(), paths.end(), 0u);
  const SimulationPlan whole = compile_paths(valid, Isa::AVX2, Reach::LAST_FLOW);
  for (const std::size_t inner : inner_paths) {
    std::vector<double>& nested = losses.nested.emplace_back();
    for (const RestMoments& moments : nested_values(whole, step, paths, inner, threads)) {
      nested.push_back(today - std::accumulate(moments.mean.begin(), moments.mean.end(), 0.0));
    }
  }
  return losses;
}

double value_at_risk(std::vector<double> losses, double confidence) {
  const std::size_t rank = static_cast<std::size_t>(std::ceil(confidence * static_cast<double>(losses.size()) - 1e-9));
  std::nth_element(losses.begin(), losses.begin() + static_cast<std::ptrdiff_t>(rank - 1), losses.end());
  return losses[rank - 1];
}

double expected_shortfall(std::vector<double> losses, double confidence) {
  const double quantile = value_at_risk(losses, confidence);
  double excess = 0.0;
  for (const double loss : losses) excess += std::max(loss - quantile, 0.0);
  return quantile + excess / (1.0 - confidence) / static_cast<double>(losses.size());
}

NestedBias nested_bias(const NestedLosses& losses, const std::vector<std::size_t>& inner_paths, Measure measure,
                       double confidence, std::size_t batches) {
  NestedBias result;
  std::vector<std::vector<double>> gaps;  // [number of inner paths][batch]
  for (const std::vector<double>& nested : losses.nested) {
    std::vector<double>& of_batch = gaps.emplace_back();
    for (std::size_t b = 0; b < batches; ++b) {
      of_batch.push_back(measure(slice(nested, b, batches), confidence) - measure(slice(losses.exact, b, batches), confidence));
    }
    result.bias.push_back(batched(of_batch));
  }
  // bias = c/N: (N₂·b₂ − N₁·b₁)/(N₂ − N₁) is what is left of it.
  const double few = static_cast<double>(inner_paths[inner_paths.size() - 2]), many = static_cast<double>(inner_paths.back());
  std::vector<double> left;
  for (std::size_t b = 0; b < batches; ++b)
    left.push_back((many * gaps.back()[b] - few * gaps[gaps.size() - 2][b]) / (many - few));
  result.extrapolated = batched(left);
  return result;
}

Study normal_swap() {
  Study study = reference::empty_study(make_date(2026, 1, 1));
  Factor level;
  level.id = "level";
  level.initial_value = 0.0;
  level.volatility_per_sqrt_year = {std::sqrt(365.0 / 90.0)};
  study.market.factors = {level};
  Observable index = reference::oxide_price("index", "level");
  index.kind = ObservableKind::LINEAR;
  index.multiplier.reset();
  index.intercept = 1.0;
  study.market.observables = {index};
  IndexSwap swap;
  swap.index = "index";
  swap.fixed_price = 1.0;
  swap.settlements = {{study.as_of + days{450}, 1.0}};
  study.portfolio.positions = {reference::position("swap", swap)};
  study.simulation.horizons = {to_string(study.as_of + days{90})};
  study.simulation.grid_dates = {study.as_of + days{90}};
  return study;
}

Study short_desk() {
  Study study = fat_tails();
  study.market.discount_rate.clear();
  study.simulation.horizons = {"2w"};
  study.simulation.grid_dates = {kToday + days{14}};
  for (int month = 2; month <= 10; ++month) study.simulation.grid_dates.push_back(add_months(kToday, month));
  const std::vector<Date> due = {make_date(2026, 6, 11), make_date(2026, 9, 11), make_date(2026, 12, 11)};
  add(study, {}, "sell floor", offtake({}, Side::SELL, Floor{60.0}, due));
  PriceFloorAgreement calls;
  calls.index = "metal";
  calls.floor = 50.0;
  calls.upside_share = 1.0;
  calls.upside_above = 65.0;
  calls.settlements = deliveries_on(due);
  add(study, {}, "calls", calls);
  return study;
}

}  // namespace lodestone::convergence
