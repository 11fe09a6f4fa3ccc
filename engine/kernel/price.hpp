/// What a delivery or a sale costs on one path, and in whose money.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Reporting currency for one unit of the currency whose FX observable this is; kNone is the reporting currency itself.
inline double fx_at(const Workspace& work, int observable, std::size_t p) {
  return observable == kNone ? 1.0 : work.observable.row(observable)[p];
}

/// Ī: the mean of the window whose fixings are all known, or the index today; 0 for a price that reads no index.
inline double index_of(const SimulationPlan& plan, const Workspace& work, int index, int average, std::size_t p) {
  if (average != kNone) return work.average_sum.row(average)[p] / plan.averages[static_cast<std::size_t>(average)].count;
  return index == kNone ? 0.0 : work.observable.row(index)[p];
}

/// p(Ī) under the formula in force: the second one once its project's milestone is known.
inline double price_with(const Workspace& work, const PricingPlan& pricing, double index, std::size_t p) {
  const bool is_after = pricing.after_project != kNone &&
                        work.milestone_day.row(3 * pricing.after_project + pricing.after_milestone)[p] != kNever;
  return is_after ? pricing.formula_after(index) : pricing.formula(index);
}

}  // namespace lodestone
