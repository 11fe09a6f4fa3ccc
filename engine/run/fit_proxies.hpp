/// Values at the horizons of contracts whose expectation no recursion knows: regressions, fitted and then tested in the tail.
///
/// Fit. V = Σ_{t > H} flow(t)·B_H/B_t of paths whose states at H are spread wide (normals × spread, chains mixed, the defaults
/// that matter made likely) but which go on by the run's own law, one inner path each:
///     V = Σ β·term(state at H) + Σ γ·hedge + noise,    β, γ by least squares.
/// What follows the horizon has the drifts that values take. A hedge has mean 0 given the state (run/hedges.hpp), so it takes
/// noise off and adds no bias. Terms that do not help are dropped. Then fresh paths of the run's law, again with one inner path
/// each, move the constant by the mean error that is left. Test. Fresh paths of the run's law; of the lowest 5 % of the value
/// that is not exact, some states evenly; from each a nested simulation with the same hedges. tail_error² = mean (proxy −
/// nested mean)² less the nested means' own variance. All numbers are fixed by the study's seed and do not depend on the number
/// of threads. Source: Longstaff and Schwartz (2001) for the regression; Broadie, Du and Moallemi (2015) for regression at a
/// risk horizon.
#pragma once

#include <lodestone/model/validate.hpp>
#include <lodestone/plan/proxy_plan.hpp>
#include <lodestone/run/path_counter.hpp>
#include <lodestone/run/run_paths.hpp>

#include <vector>

namespace lodestone {

/// What fitting and testing may cost.
struct ProxyEffort {
  std::size_t fitted_paths = 65536;
  double spread = 2.0;   ///< of normals up to the horizon
  double mixing = 0.3;   ///< probability that a chain is redrawn, evenly over its states, by the horizon
  double least_t = 2.0;  ///< terms fewer standard errors from 0 are dropped
  std::size_t fresh_paths = 8192;
  std::size_t tail_states = 64;   ///< at most, a contract and horizon
  std::size_t inner_paths = 128;  ///< of each
};

/// Paths that fit_proxies adds to its counter.
std::int64_t paths_to_fit(const SimulationPlan& plan, const ProxyEffort& effort = {});

/// One proxy a horizon and contract that `plan.values` says is one, unless it has paid everything by then; in `plan`'s rows.
/// Throws what `counter` throws.
/// Cost: (fitted_paths + fresh_paths + contracts·tail_states·inner_paths) paths to the last flow, a horizon.
std::vector<ProxyPlan> fit_proxies(const ValidStudy& study, const SimulationPlan& plan, const Resources& resources,
                                   PathCounter& counter, const ProxyEffort& effort = {});

}  // namespace lodestone
