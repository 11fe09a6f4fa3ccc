#include <lodestone/run/nested_paths.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/kernel/advance_defaults.hpp>
#include <lodestone/kernel/advance_licences.hpp>
#include <lodestone/run/for_each_block.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace lodestone {
namespace {

constexpr std::size_t kLanes = 64;        ///< of a tile of outer paths
constexpr std::size_t kInnerLanes = 256;  ///< at most, of a tile of inner paths

std::size_t padded_lanes(std::size_t paths) { return (paths + kLanes - 1) / kLanes * kLanes; }

/// Outer paths of one tile, and where they stand in the list.
struct Group {
  std::uint32_t first_path = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Group> group_by_tile(std::span<const std::uint32_t> paths) {
  std::vector<Group> groups;
  for (std::size_t n = 0; n < paths.size(); ++n) {
    LODESTONE_EXPECT(n == 0 || paths[n] > paths[n - 1]);
    const std::uint32_t first = paths[n] - paths[n] % static_cast<std::uint32_t>(kLanes);
    if (groups.empty() || groups.back().first_path != first) groups.push_back({first, n, n});
    groups.back().end = n + 1;
  }
  return groups;
}

/// Mean and unbiased variance in two passes over values in the order of the paths.
void set_moments(const std::vector<double>& values, double& mean, double& variance) {
  const double n = static_cast<double>(values.size());
  mean = 0.0;
  for (const double value : values) mean += value;
  mean /= n;
  variance = 0.0;
  for (const double value : values) variance += (value - mean) * (value - mean);
  variance /= n - 1.0;
}

/// One thread's room for inner paths.
class InnerRoom {
 public:
  InnerRoom(const SimulationPlan& inner, int step, std::size_t inner_paths)
      : inner_(inner),
        step_(step),
        inner_paths_(inner_paths),
        outer_(inner, kLanes),
        work_(inner, kInnerLanes),
        discount_(kInnerLanes),
        value_(kInnerLanes),
        values_(inner.contracts.position_of_cash_row.size()) {}

  Workspace& outer() { return outer_; }

  /// Moments of V from lane `lane` of the outer tile, on inner paths from `first_path`.
  RestMoments moments(std::size_t lane, std::size_t first_path) {
    for (std::vector<double>& row : values_) row.clear();
    for (std::size_t done = 0; done < inner_paths_; done += kInnerLanes) {
      Tile tile;
      tile.first_path = static_cast<std::uint32_t>(first_path + done);
      tile.live_lanes = std::min(kInnerLanes, inner_paths_ - done);
      tile.lanes = padded_lanes(tile.live_lanes);
      start_rest(inner_, step_, outer_, lane, tile, work_);
      std::copy_n(work_.discount.row(0), tile.lanes, discount_.begin());
      for (int step = step_ + 1; step <= inner_.end_step; ++step) advance_step(inner_, step, work_);
      for (std::size_t row = 0; row < values_.size(); ++row) {
        value_of_rest(work_, static_cast<int>(row), discount_.data(), value_.data());
        values_[row].insert(values_[row].end(), value_.begin(), value_.begin() + static_cast<std::ptrdiff_t>(tile.live_lanes));
      }
    }
    RestMoments moments{std::vector<double>(values_.size()), std::vector<double>(values_.size())};
    for (std::size_t row = 0; row < values_.size(); ++row) set_moments(values_[row], moments.mean[row], moments.variance[row]);
    return moments;
  }

 private:
  const SimulationPlan& inner_;
  int step_;
  std::size_t inner_paths_;
  Workspace outer_, work_;
  std::vector<double> discount_, value_;
  std::vector<std::vector<double>> values_;  ///< by cash row
};

}  // namespace

SimulationPlan with_key_of(SimulationPlan plan, SidePaths paths) {
  // Any constants would do: a key is a name, and Philox makes of two names two streams that have nothing in common.
  plan.key.low ^= 0x243F6A88u + static_cast<std::uint32_t>(paths);  // the first digits of π
  plan.key.high ^= 0x85A308D3u;
  return plan;
}

SimulationPlan with_value_drifts(SimulationPlan plan, const Study& study) {
  plan.factors = compile_factors(study, plan.grid, Measure::VALUE);
  return plan;
}

SimulationPlan with_spread(SimulationPlan plan, double spread) {
  std::set<std::uint32_t> scaled;
  for (std::size_t n = 0; n < plan.factors.coefficients.size(); ++n) {
    const std::uint32_t c = plan.factors.coefficients[n].c;
    if (!scaled.insert(c).second) continue;
    const int stance = plan.factors.stance[n % static_cast<std::size_t>(plan.factors.count)];
    const int levels = stance == kNone ? 1 : plan.policy.stances[static_cast<std::size_t>(stance)].levels;
    for (int entry = 0; entry < levels * levels; ++entry) plan.factors.tables[c + static_cast<std::uint32_t>(entry)] *= spread;
  }
  return plan;
}

void run_to(const SimulationPlan& plan, int step, const Tile& tile, Workspace& work) {
  start_paths(plan, tile, work);
  for (int k = 1; k <= step; ++k) advance_step(plan, k, work);
}

void start_rest(const SimulationPlan& inner, int step, Workspace& work) {
  redraw_licence_clocks(inner, step, work);
  redraw_default_clocks(inner, work);
  work.discounted.fill(0.0);
}

void start_rest(const SimulationPlan& inner, int step, const Workspace& outer, std::size_t lane, const Tile& tile,
                Workspace& work) {
  work.take(tile);
  work.copy_path(outer, lane);
  start_rest(inner, step, work);
}

void value_of_rest(const Workspace& work, int cash_row, const double* discount, double* value) {
  const double* discounted = work.discounted.row(cash_row);
  for (std::size_t p = 0; p < work.lanes; ++p) value[p] = discounted[p] / discount[p];
}

std::vector<RestMoments> nested_values(const SimulationPlan& plan, int step, std::span<const std::uint32_t> outer_paths,
                                       std::size_t inner_paths, int threads) {
  LODESTONE_EXPECT(step > 0 && step < plan.end_step && inner_paths >= 2);
  LODESTONE_EXPECT(plan.end_step == plan.grid.last_step());
  LODESTONE_EXPECT(outer_paths.size() * padded_lanes(inner_paths) <= UINT32_MAX);
  const SimulationPlan inner = with_key_of(plan, SidePaths::INNER);
  const std::vector<Group> groups = group_by_tile(outer_paths);
  std::vector<RestMoments> moments(outer_paths.size());
  std::vector<std::unique_ptr<InnerRoom>> rooms(static_cast<std::size_t>(threads));
  for_each_block(groups.size(), threads, [&](std::size_t index, std::size_t worker) {
    if (!rooms[worker]) rooms[worker] = std::make_unique<InnerRoom>(inner, step, inner_paths);
    InnerRoom& room = *rooms[worker];
    const Group& group = groups[index];
    run_to(plan, step, {group.first_path, kLanes, kLanes}, room.outer());
    for (std::size_t n = group.begin; n < group.end; ++n) {
      moments[n] = room.moments(outer_paths[n] - group.first_path, n * padded_lanes(inner_paths));
    }
  });
  return moments;
}

}  // namespace lodestone
