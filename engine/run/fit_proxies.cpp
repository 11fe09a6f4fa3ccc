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

}  // namespace

std::vector<ProxyPlan> fit_proxies(const ValidStudy& study, const SimulationPlan& plan, const Resources& resources,
                                   const ProxyEffort& effort) {
  std::vector<ProxyPlan> proxies;
  const std::vector<ContractValuation>& contracts = plan.values.contracts;
  const auto is_proxy = [](const ContractValuation& contract) { return contract.method == ValuationMethod::PROXY; };
  if (std::none_of(contracts.begin(), contracts.end(), is_proxy)) return proxies;

  const SimulationPlan whole = compile(study, resources.isa, Reach::LAST_FLOW);
  const std::set<int> steps(plan.grid.horizon_steps.begin(), plan.grid.horizon_steps.end());
  for (const int step : steps) {
    ProxyStage stage{whole, step, step, effort, resources.threads, {}};
    for (std::size_t row = 0; row < contracts.size(); ++row) {
      const int last_step = plan.values.last_steps[row];
      if (!is_proxy(contracts[row]) || last_step <= step) continue;
      stage.works.push_back({draft_proxy(whole, static_cast<int>(row), step), last_step, {}});
      stage.end_step = std::max(stage.end_step, last_step);
    }
    if (stage.works.empty()) continue;
    standardize_features(stage);
    regress(stage);
    test_tails(stage);
    for (ProxyWork& work : stage.works) {
      drop_unused(work.draft.proxy);
      proxies.push_back(in_rows_of(plan, whole, std::move(work.draft.proxy)));
    }
  }
  return proxies;
}

}  // namespace lodestone
