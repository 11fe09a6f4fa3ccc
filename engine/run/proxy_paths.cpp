#include <lodestone/run/proxy_paths.hpp>

#include <lodestone/kernel/proxy_inputs.hpp>

#include <algorithm>
#include <set>

namespace lodestone {

std::vector<Hedges> make_hedges(const ProxyStage& stage, std::size_t lanes) {
  std::vector<Hedges> hedges;
  for (const ProxyWork& work : stage.works) hedges.emplace_back(stage.whole, work.draft, work.last_step, lanes);
  return hedges;
}

std::vector<std::uint32_t> hedged_factors(const ProxyStage& stage) {
  std::set<std::uint32_t> factors;
  for (const Hedges& hedges : make_hedges(stage, 0)) hedges.add_factors(factors);
  return {factors.begin(), factors.end()};
}

ProxyPaths::ProxyPaths(const ProxyStage& stage, const SimulationPlan& outer, const SimulationPlan& rest)
    : stage_(stage),
      outer_(outer),
      rest_(rest),
      work_(stage.whole, kProxyLanes),
      hedges_(make_hedges(stage, kProxyLanes)),
      noise_(stage.whole, hedged_factors(stage), kProxyLanes),
      discount_(kProxyLanes) {
  for (const ProxyWork& work : stage.works) {
    features_.emplace_back(kProxyLanes * (work.draft.proxy.features.size() + 1));
    is_used_.emplace_back(kProxyLanes);
  }
}

void ProxyPaths::run(const Tile& tile) {
  run_to(outer_, stage_.step, tile, work_);
  for (std::size_t c = 0; c < stage_.works.size(); ++c) read_features(c);
  start_rest(rest_, stage_.step, work_);
  std::copy_n(work_.discount.row(0), tile.lanes, discount_.begin());
  for (Hedges& hedges : hedges_) hedges.start(work_);
  for (int step = stage_.step + 1; step <= stage_.end_step; ++step) {
    for (std::size_t c = 0; c < hedges_.size(); ++c) {
      if (step <= stage_.works[c].last_step) hedges_[c].hold(step, work_);
    }
    advance_step(rest_, step, work_);
    noise_.compute(step, work_);
    for (std::size_t c = 0; c < hedges_.size(); ++c) {
      if (step <= stage_.works[c].last_step) hedges_[c].earn(step, work_, noise_);
    }
  }
}

void ProxyPaths::read_features(std::size_t c) {
  const ProxyPlan& proxy = stage_.works[c].draft.proxy;
  const ProxyInputs inputs(stage_.whole, proxy, work_);
  for (std::size_t p = 0; p < work_.lanes; ++p) {
    is_used_[c][p] = !inputs.is_over(p) && inputs.features(p, &features_[c][p * (proxy.features.size() + 1)]) ? 1 : 0;
  }
}

}  // namespace lodestone
