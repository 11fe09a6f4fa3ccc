/// One thread's paths of a fit: features at the horizon, then one inner path on to the last flow with its hedges.
#pragma once

#include <lodestone/run/proxy_fit.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

class ProxyPaths {
 public:
  /// `outer` leads to the horizon, `rest` on from there; both are plans of other paths and refer to the stage's rows.
  ProxyPaths(const ProxyStage& stage, const SimulationPlan& outer, const SimulationPlan& rest);

  /// Paths of a tile, features first.
  void run(const Tile& tile);

  /// Whether path p of contract c counts: it is not over, and no feature lies beyond its limit, where it would bend the fit.
  bool is_used(std::size_t c, std::size_t p) const { return is_used_[c][p] != 0; }

  /// Standardized features of path p, after a leading 1.
  const double* features(std::size_t c, std::size_t p) const {
    return &features_[c][p * (stage_.works[c].draft.proxy.features.size() + 1)];
  }

  /// V of every lane of contract c. Precondition: `value` has room for kProxyLanes.
  void values(std::size_t c, double* value) const {
    value_of_rest(work_, stage_.works[c].draft.proxy.cash_row, discount_.data(), value);
  }

  const Hedges& hedges(std::size_t c) const { return hedges_[c]; }

 private:
  void read_features(std::size_t c);

  const ProxyStage& stage_;
  const SimulationPlan& outer_;
  const SimulationPlan& rest_;
  Workspace work_;
  std::vector<Hedges> hedges_;
  FactorNoise noise_;
  std::vector<double> discount_;
  std::vector<std::vector<double>> features_;  ///< by contract, path by path
  std::vector<std::vector<std::uint8_t>> is_used_;
};

}  // namespace lodestone
