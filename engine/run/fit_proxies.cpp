#include <lodestone/run/fit_proxies.hpp>

#include <lodestone/run/proxy_fit.hpp>

#include <algorithm>
#include <set>

namespace lodestone {
namespace {

/// Without the terms that were dropped, and the features that none of the others reads.
void drop_unused(ProxyPlan& proxy) {
  std::erase_if(proxy.terms, [](const ProxyTerm& term) { return term.coefficient == 0.0; });
  std::vector<std::uint16_t> number(proxy.features.size() + 1, 0);
  std::vector<ProxyFeature> kept;
  for (std::size_t n = 0; n < proxy.features.size(); ++n) {
    const bool is_read = std::any_of(proxy.terms.begin(), proxy.terms.end(), [n](const ProxyTerm& term) {
      return std::find(term.features.begin(), term.features.end(), n + 1) != term.features.end();
    });
    if (!is_read) continue;
    kept.push_back(proxy.features[n]);
    number[n + 1] = static_cast<std::uint16_t>(kept.size());
  }
  for (ProxyTerm& term : proxy.terms) {
    for (std::uint16_t& feature : term.features) feature = number[feature];
  }
  proxy.features = std::move(kept);
}

std::set<int> horizon_steps(const SimulationPlan& plan) {
  return {plan.grid.horizon_steps.begin(), plan.grid.horizon_steps.end()};
}

/// Cash rows of the contracts that are proxies at `step`.
std::vector<std::size_t> proxies_at(const SimulationPlan& plan, int step) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < plan.values.contracts.size(); ++row) {
    if (plan.values.contracts[row].method == ValuationMethod::PROXY && plan.values.last_steps[row] > step) rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::int64_t paths_to_fit(const SimulationPlan& plan, const ProxyEffort& effort) {
  std::size_t paths = 0;
  for (const int step : horizon_steps(plan)) {
    const std::size_t contracts = proxies_at(plan, step).size();
    if (contracts == 0) continue;
    paths += effort.fitted_paths + 3 * effort.fresh_paths + contracts * effort.tail_states * effort.inner_paths;
  }
  return static_cast<std::int64_t>(paths);
}

std::vector<ProxyPlan> fit_proxies(const ValidStudy& study, const SimulationPlan& plan, const Resources& resources,
                                   PathCounter& counter, const ProxyEffort& effort) {
  std::vector<ProxyPlan> proxies;
  if (paths_to_fit(plan, effort) == 0) return proxies;
  const SimulationPlan whole = compile_paths(study, resources.isa, Reach::LAST_FLOW);
  const SimulationPlan valued = with_value_drifts(whole, study.study());
  for (const int step : horizon_steps(plan)) {
    ProxyStage stage{whole, valued, counter, step, step, effort, resources.threads, {}};
    for (const std::size_t row : proxies_at(plan, step)) {
      const int last_step = plan.values.last_steps[row];
      stage.works.push_back({draft_proxy(whole, static_cast<int>(row), step), last_step, {}});
      stage.end_step = std::max(stage.end_step, last_step);
    }
    if (stage.works.empty()) continue;
    standardize_features(stage);
    regress(stage);
    recentre(stage);
    test_tails(stage);
    for (ProxyWork& work : stage.works) {
      drop_unused(work.draft.proxy);
      proxies.push_back(in_rows_of(plan, whole, std::move(work.draft.proxy)));
    }
  }
  return proxies;
}

}  // namespace lodestone
