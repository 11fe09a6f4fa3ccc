#include <lodestone/kernel/proxy_inputs.hpp>
#include <lodestone/run/for_each_block.hpp>
#include <lodestone/run/nested_paths.hpp>
#include <lodestone/run/proxy_fit.hpp>

#include <cmath>
#include <memory>

namespace lodestone {
namespace {

bool is_indicator(ProxyInput input) {
  switch (input) {
    case ProxyInput::CHAIN_STATE:
    case ProxyInput::IS_LIVE:
    case ProxyInput::IS_PENDING:
    case ProxyInput::STANDS:
    case ProxyInput::HAS_FAILED:
    case ProxyInput::IS_REACHED:
      return true;
    default:
      return false;
  }
}

/// Σ, Σ² of each feature's input, over paths on which the contract is not over.
struct FeatureSums {
  double paths = 0.0;
  std::vector<double> sum, square;
};

void set_scale(const FeatureSums& sums, std::size_t n, ProxyFeature& feature) {
  if (is_indicator(feature.input)) return;
  feature.scale = 0.0;
  if (!(sums.paths > 0.0)) return;
  feature.centre = sums.sum[n] / sums.paths;
  const double variance = sums.square[n] / sums.paths - feature.centre * feature.centre;
  if (variance > 1e-10 * feature.centre * feature.centre) feature.scale = 1.0 / std::sqrt(variance);
}

}  // namespace

void standardize_features(ProxyStage& stage) {
  const SimulationPlan fresh = with_key_of(stage.whole, SidePaths::FRESH);
  const std::size_t chunks = chunks_of(stage.effort.fresh_paths);
  std::vector<std::vector<FeatureSums>> sums(chunks);
  std::vector<std::unique_ptr<Workspace>> workspaces(static_cast<std::size_t>(stage.threads));
  for_each_block(chunks, stage.threads, [&](std::size_t chunk, std::size_t worker) {
    if (!workspaces[worker]) workspaces[worker] = std::make_unique<Workspace>(stage.whole, kProxyLanes);
    Workspace& work = *workspaces[worker];
    for (const ProxyWork& contract : stage.works) {
      const std::size_t count = contract.draft.proxy.features.size();
      sums[chunk].push_back({0.0, std::vector<double>(count), std::vector<double>(count)});
    }
    for_each_tile(chunk, stage.effort.fresh_paths, [&](const Tile& tile) {
      run_to(fresh, stage.step, tile, work);
      for (std::size_t c = 0; c < stage.works.size(); ++c) {
        const ProxyPlan& proxy = stage.works[c].draft.proxy;
        const ProxyInputs inputs(stage.whole, proxy, work);
        FeatureSums& of = sums[chunk][c];
        for (std::size_t p = 0; p < tile.live_lanes; ++p) {
          if (inputs.is_over(p)) continue;
          of.paths += 1.0;
          for (std::size_t n = 0; n < proxy.features.size(); ++n) {
            const double input = inputs.input(proxy.features[n], p);
            of.sum[n] += input;
            of.square[n] += input * input;
          }
        }
      }
      stage.counter.add(tile.live_lanes);
    });
  });
  for (std::size_t c = 0; c < stage.works.size(); ++c) {
    FeatureSums& total = sums[0][c];
    for (std::size_t chunk = 1; chunk < chunks; ++chunk) {
      total.paths += sums[chunk][c].paths;
      for (std::size_t n = 0; n < total.sum.size(); ++n) {
        total.sum[n] += sums[chunk][c].sum[n];
        total.square[n] += sums[chunk][c].square[n];
      }
    }
    std::vector<ProxyFeature>& features = stage.works[c].draft.proxy.features;
    for (std::size_t n = 0; n < features.size(); ++n) set_scale(total, n, features[n]);
  }
}

}  // namespace lodestone
