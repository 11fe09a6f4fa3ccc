#include <lodestone/kernel/value_proxies.hpp>

#include <lodestone/kernel/proxy_inputs.hpp>

#include <array>

namespace lodestone {

void value_proxies(const SimulationPlan& plan, int step, Workspace& work) {
  std::array<double, kMaximumProxyFeatures + 1> features;
  for (const ProxyPlan& proxy : plan.values.proxies) {
    if (proxy.step != step) continue;
    const ProxyInputs inputs(plan, proxy, work);
    double* value = work.contract_value.row(proxy.cash_row);
    for (std::size_t p = 0; p < work.lanes; ++p) {
      if (inputs.is_over(p)) continue;
      inputs.features(p, features.data());
      value[p] += proxy_value(proxy, features.data());
    }
  }
}

}  // namespace lodestone
