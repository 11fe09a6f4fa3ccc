/// What a proxy reads of a path: shared by its fit and its valuation, so that both see the same numbers.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/proxy_plan.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <algorithm>

namespace lodestone {

/// A tile at the proxy's step, seen through its features. Uses rows 0 … 5 of `work.scratch` until the next one is made.
class ProxyInputs {
 public:
  ProxyInputs(const SimulationPlan& plan, const ProxyPlan& proxy, Workspace& work);

  /// Whether nothing can be paid any more, so that the value is exactly 0.
  bool is_over(std::size_t p) const;

  /// A feature's input, as it is.
  double input(const ProxyFeature& feature, std::size_t p) const;

  /// All features of one path, standardized, after a leading 1: `values` holds features + 1. Returns whether none was cut off.
  bool features(std::size_t p, double* values) const;

 private:
  double level(int index, std::size_t p) const;
  double exponential(int index, std::size_t p) const;
  double over_deliveries(const ProxyFeature& feature, std::size_t p) const;
  double of_slot(const ProxyFeature& feature, std::size_t p) const;
  double of_project(const ProxyFeature& feature, std::size_t p) const;
  double years_to_go(int project, std::size_t p) const;
  double capex_to_go(int project, std::size_t p) const;

  const SimulationPlan& plan_;
  const ProxyPlan& proxy_;
  Workspace& work_;
  std::int32_t day_;
};

/// The product of a term's features.
inline double proxy_product(const ProxyTerm& term, const double* features) {
  return features[term.features[0]] * features[term.features[1]] * features[term.features[2]];
}

/// Σ coefficient·product.
inline double proxy_value(const ProxyPlan& proxy, const double* features) {
  double value = 0.0;
  for (const ProxyTerm& term : proxy.terms) value += term.coefficient * proxy_product(term, features);
  return std::clamp(value, proxy.least, proxy.greatest);
}

}  // namespace lodestone
