#include <lodestone/kernel/proxy_inputs.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/proxy_fit.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

namespace lodestone {
namespace {

constexpr double kTail = 0.05;
constexpr double kOver = std::numeric_limits<double>::quiet_NaN();

/// Proxy values of fresh paths, by contract; kOver where the contract is over and its value exact.
std::vector<std::vector<double>> fresh_values(const ProxyStage& stage, const SimulationPlan& fresh) {
  std::vector<std::vector<double>> values(stage.works.size(), std::vector<double>(stage.effort.fresh_paths));
  std::vector<std::unique_ptr<Workspace>> workspaces(static_cast<std::size_t>(stage.threads));
  for_each_block(chunks_of(stage.effort.fresh_paths), stage.threads, [&](std::size_t chunk, std::size_t worker) {
    if (!workspaces[worker]) workspaces[worker] = std::make_unique<Workspace>(stage.whole, kProxyLanes);
    Workspace& work = *workspaces[worker];
    std::array<double, kMaximumProxyFeatures + 1> features;
    for_each_tile(chunk, stage.effort.fresh_paths, [&](const Tile& tile) {
      run_to(fresh, stage.step, tile, work);
      for (std::size_t c = 0; c < stage.works.size(); ++c) {
        const ProxyPlan& proxy = stage.works[c].draft.proxy;
        const ProxyInputs inputs(stage.whole, proxy, work);
        for (std::size_t p = 0; p < tile.live_lanes; ++p) {
          double& value = values[c][tile.first_path + p];
          value = kOver;
          if (inputs.is_over(p)) continue;
          inputs.features(p, features.data());
          value = proxy_value(proxy, features.data());
        }
      }
      stage.counter.add(tile.live_lanes);
    });
  });
  return values;
}

double deviation(const std::vector<double>& values) {
  double sum = 0.0, square = 0.0;
  for (const double value : values) sum += std::isnan(value) ? 0.0 : value;
  const double mean = sum / static_cast<double>(values.size());
  for (const double value : values) square += std::pow((std::isnan(value) ? 0.0 : value) - mean, 2);
  return std::sqrt(square / static_cast<double>(values.size()));
}

/// Some paths of the lowest 5 %, evenly over their ranks.
std::vector<std::uint32_t> tail_paths(const std::vector<double>& values, std::size_t most) {
  std::vector<std::uint32_t> paths;
  for (std::size_t p = 0; p < values.size(); ++p) {
    if (!std::isnan(values[p])) paths.push_back(static_cast<std::uint32_t>(p));
  }
  std::sort(paths.begin(), paths.end(),
            [&](std::uint32_t a, std::uint32_t b) { return std::pair(values[a], a) < std::pair(values[b], b); });
  const std::size_t tail = static_cast<std::size_t>(std::ceil(kTail * static_cast<double>(paths.size())));
  const std::size_t count = std::min(most, tail);
  std::vector<std::uint32_t> chosen;
  for (std::size_t n = 0; n < count; ++n) chosen.push_back(paths[(2 * n + 1) * tail / (2 * count)]);
  return chosen;
}

/// Fresh paths of one tile, each with the contracts that ask for it.
struct Visit {
  std::uint32_t path = 0;
  std::vector<std::size_t> contracts;
  std::vector<double> errors;  ///< squared, less the nested mean's variance: by contract
};

class TestRoom {
 public:
  TestRoom(const ProxyStage& stage, const SimulationPlan& inner)
      : stage_(stage),
        inner_(inner),
        outer_(stage.whole, 64),
        work_(stage.whole, lanes()),
        hedges_(make_hedges(stage, lanes())),
        noise_(stage.whole, hedged_factors(stage), lanes()),
        discount_(lanes()),
        value_(lanes()) {}

  Workspace& outer() { return outer_; }

  /// Nested simulation from lane `lane` of the outer tile, on inner paths from `first_path`.
  void test(std::size_t lane, std::uint32_t first_path, const std::vector<std::vector<double>>& values, Visit& visit) {
    start_rest(inner_, stage_.step, outer_, lane, {first_path, lanes(), stage_.effort.inner_paths}, work_);
    std::copy_n(work_.discount.row(0), lanes(), discount_.begin());
    int end = stage_.step;
    for (const std::size_t c : visit.contracts) {
      hedges_[c].start(work_);
      end = std::max(end, stage_.works[c].last_step);
    }
    for (int step = stage_.step + 1; step <= end; ++step) {
      for (const std::size_t c : visit.contracts) {
        if (step <= stage_.works[c].last_step) hedges_[c].hold(step, work_);
      }
      advance_step(inner_, step, work_);
      noise_.compute(step, work_);
      for (const std::size_t c : visit.contracts) {
        if (step <= stage_.works[c].last_step) hedges_[c].earn(step, work_, noise_);
      }
    }
    for (const std::size_t c : visit.contracts) visit.errors.push_back(squared_error(c, values[c][visit.path]));
  }

 private:
  std::size_t lanes() const { return (stage_.effort.inner_paths + 63) / 64 * 64; }

  double squared_error(std::size_t c, double value) {
    value_of_rest(work_, stage_.works[c].draft.proxy.cash_row, discount_.data(), value_.data());
    const std::vector<double>& coefficients = stage_.works[c].hedge_coefficients;
    for (std::size_t hedge = 0; hedge < coefficients.size(); ++hedge) {
      if (coefficients[hedge] == 0.0) continue;
      const double* earned = hedges_[c].row(hedge);
      for (std::size_t p = 0; p < stage_.effort.inner_paths; ++p) value_[p] -= coefficients[hedge] * earned[p];
    }
    const double n = static_cast<double>(stage_.effort.inner_paths);
    double mean = 0.0, variance = 0.0;
    for (std::size_t p = 0; p < stage_.effort.inner_paths; ++p) mean += value_[p] / n;
    for (std::size_t p = 0; p < stage_.effort.inner_paths; ++p) variance += (value_[p] - mean) * (value_[p] - mean) / (n - 1.0);
    return (value - mean) * (value - mean) - variance / n;
  }

  const ProxyStage& stage_;
  const SimulationPlan& inner_;
  Workspace outer_, work_;
  std::vector<Hedges> hedges_;
  FactorNoise noise_;
  std::vector<double> discount_, value_;
};

void set_error(const std::vector<double>& errors, ProxyPlan& proxy) {
  const double n = static_cast<double>(errors.size());
  if (errors.size() < 2) return;
  double mean = 0.0, variance = 0.0;
  for (const double error : errors) mean += error / n;
  for (const double error : errors) variance += (error - mean) * (error - mean) / (n - 1.0);
  proxy.tail_error = std::sqrt(std::max(mean, 0.0));
  proxy.tail_error_resolution = std::sqrt(std::sqrt(variance / n));
}

}  // namespace

void test_tails(ProxyStage& stage) {
  const SimulationPlan fresh = with_key_of(stage.whole, SidePaths::FRESH);
  const SimulationPlan inner = with_key_of(stage.valued, SidePaths::INNER);
  const std::vector<std::vector<double>> values = fresh_values(stage, fresh);
  std::map<std::uint32_t, Visit> by_path;
  for (std::size_t c = 0; c < stage.works.size(); ++c) {
    stage.works[c].draft.proxy.standard_deviation = deviation(values[c]);
    for (const std::uint32_t path : tail_paths(values[c], stage.effort.tail_states)) {
      by_path[path].path = path;
      by_path[path].contracts.push_back(c);
    }
  }
  std::vector<Visit> visits;
  std::vector<std::size_t> starts;  // of the visits of each tile of outer paths
  for (auto& [path, visit] : by_path) {
    if (visits.empty() || visits.back().path / 64 != path / 64) starts.push_back(visits.size());
    visits.push_back(std::move(visit));
  }
  starts.push_back(visits.size());
  const std::size_t stride = (stage.effort.inner_paths + 63) / 64 * 64;
  std::vector<std::unique_ptr<TestRoom>> rooms(static_cast<std::size_t>(stage.threads));
  for_each_block(starts.size() - 1, stage.threads, [&](std::size_t group, std::size_t worker) {
    if (!rooms[worker]) rooms[worker] = std::make_unique<TestRoom>(stage, inner);
    TestRoom& room = *rooms[worker];
    const std::uint32_t first = visits[starts[group]].path / 64 * 64;
    run_to(fresh, stage.step, {first, 64, 64}, room.outer());
    for (std::size_t n = starts[group]; n < starts[group + 1]; ++n) {
      room.test(visits[n].path - first, static_cast<std::uint32_t>(n * stride), values, visits[n]);
      stage.counter.add(stage.effort.inner_paths);
    }
  });
  stage.counter.add((stage.works.size() * stage.effort.tail_states - visits.size()) * stage.effort.inner_paths);
  std::vector<std::vector<double>> errors(stage.works.size());
  for (const Visit& visit : visits) {
    for (std::size_t n = 0; n < visit.contracts.size(); ++n) errors[visit.contracts[n]].push_back(visit.errors[n]);
  }
  for (std::size_t c = 0; c < stage.works.size(); ++c) set_error(errors[c], stage.works[c].draft.proxy);
}

}  // namespace lodestone
