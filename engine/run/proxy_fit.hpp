/// The proxies of one horizon while they are fitted and tested.
#pragma once

#include <lodestone/kernel/run_tile.hpp>
#include <lodestone/plan/proxy_compiler.hpp>
#include <lodestone/run/fit_proxies.hpp>
#include <lodestone/run/hedges.hpp>
#include <lodestone/run/nested_paths.hpp>

#include <algorithm>
#include <vector>

namespace lodestone {

/// One contract on the way.
struct ProxyWork {
  ProxyDraft draft;
  int last_step = 0;                       ///< of its flows
  std::vector<double> hedge_coefficients;  ///< γ
};

/// The paths that the proxies of one horizon are fitted on and tested with; rows are those of `whole`.
struct ProxyStage {
  const SimulationPlan& whole;   ///< leads to the horizon
  const SimulationPlan& valued;  ///< and this one on from there: the same but for the risk premia that values take off drifts
  PathCounter& counter;
  int step = 0;
  int end_step = 0;  ///< last flow of all of `works`
  ProxyEffort effort;
  int threads = 1;
  std::vector<ProxyWork> works;
};

/// Hedges of every contract, and the factors whose noise they take.
std::vector<Hedges> make_hedges(const ProxyStage& stage, std::size_t lanes);
std::vector<std::uint32_t> hedged_factors(const ProxyStage& stage);

/// Centres and scales every feature by its moments over fresh paths. Features that never move are given scale 0.
void standardize_features(ProxyStage& stage);

/// Sets the coefficients of terms and hedges, and r_squared.
void regress(ProxyStage& stage);

/// Moves each proxy's constant by its mean error over fresh paths, where that is not noise: a fit on spread paths may lean.
void recentre(ProxyStage& stage);

/// Sets standard_deviation, tail_error and its resolution.
void test_tails(ProxyStage& stage);

/// Paths are handled in chunks of this many, whose sums are added in order.
inline constexpr std::size_t kProxyChunk = 2048;
inline constexpr std::size_t kProxyLanes = 128;

/// body(tile) for the tiles of one chunk of `paths` paths.
template <typename Body>
void for_each_tile(std::size_t chunk, std::size_t paths, Body body) {
  const std::size_t end = std::min(paths, (chunk + 1) * kProxyChunk);
  for (std::size_t first = chunk * kProxyChunk; first < end; first += kProxyLanes) {
    const std::size_t live = std::min(kProxyLanes, end - first);
    body(Tile{static_cast<std::uint32_t>(first), (live + 63) / 64 * 64, live});
  }
}

inline std::size_t chunks_of(std::size_t paths) { return (paths + kProxyChunk - 1) / kProxyChunk; }

}  // namespace lodestone
