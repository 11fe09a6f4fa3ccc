#include <lodestone/kernel/proxy_inputs.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/proxy_fit.hpp>
#include <lodestone/run/proxy_paths.hpp>

#include <cmath>
#include <memory>

namespace lodestone {
namespace {

/// Σ and Σ² of V − hedges − proxy.
struct Residuals {
  double paths = 0.0;
  double sum = 0.0;
  double square = 0.0;
};

void add_residuals(const ProxyStage& stage, const ProxyPaths& paths, std::size_t c, std::size_t live_lanes,
                   std::vector<double>& value, Residuals& residuals) {
  const ProxyWork& work = stage.works[c];
  paths.values(c, value.data());
  for (std::size_t p = 0; p < live_lanes; ++p) {
    if (!paths.is_used(c, p)) continue;
    double residual = value[p] - proxy_value(work.draft.proxy, paths.features(c, p));
    for (std::size_t hedge = 0; hedge < work.hedge_coefficients.size(); ++hedge) {
      residual -= work.hedge_coefficients[hedge] * paths.hedges(c).row(hedge)[p];
    }
    residuals.paths += 1.0;
    residuals.sum += residual;
    residuals.square += residual * residual;
  }
}

}  // namespace

void recentre(ProxyStage& stage) {
  const SimulationPlan fresh = with_key_of(stage.whole, SidePaths::FRESH);
  const SimulationPlan rest = with_key_of(stage.valued, SidePaths::FRESH_REST);
  const std::size_t chunks = chunks_of(stage.effort.fresh_paths);
  std::vector<std::vector<Residuals>> parts(chunks, std::vector<Residuals>(stage.works.size()));
  std::vector<std::unique_ptr<ProxyPaths>> rooms(static_cast<std::size_t>(stage.threads));
  for_each_block(chunks, stage.threads, [&](std::size_t chunk, std::size_t worker) {
    if (!rooms[worker]) rooms[worker] = std::make_unique<ProxyPaths>(stage, fresh, rest);
    std::vector<double> value(kProxyLanes);
    for_each_tile(chunk, stage.effort.fresh_paths, [&](const Tile& tile) {
      rooms[worker]->run(tile);
      for (std::size_t c = 0; c < stage.works.size(); ++c) {
        add_residuals(stage, *rooms[worker], c, tile.live_lanes, value, parts[chunk][c]);
      }
      stage.counter.add(tile.live_lanes);
    });
  });
  for (std::size_t c = 0; c < stage.works.size(); ++c) {
    Residuals total;
    for (const std::vector<Residuals>& part : parts) {
      total.paths += part[c].paths;
      total.sum += part[c].sum;
      total.square += part[c].square;
    }
    if (total.paths < 2.0) continue;
    const double mean = total.sum / total.paths;
    const double error = std::sqrt((total.square / total.paths - mean * mean) / (total.paths - 1.0));
    ProxyPlan& proxy = stage.works[c].draft.proxy;
    if (std::abs(mean) > stage.effort.least_t * error) proxy.terms.front().coefficient += mean;
  }
}

}  // namespace lodestone
