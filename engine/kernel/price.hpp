/// What a delivery or a sale costs on the paths of a tile, and in whose money.
#pragma once

#include <lodestone/kernel/workspace.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// Reporting currency for one unit of the currency whose FX observable this is; kNone is the reporting currency itself.
inline const double* fx_row(const Workspace& work, int observable) {
  return observable == kNone ? work.ones.row(0) : work.observable.row(observable);
}

/// Ī: the mean of the window whose fixings are all known, or the index today; 0 for a price that reads no index.
class IndexRow {
 public:
  IndexRow(const SimulationPlan& plan, const Workspace& work, int index, int average)
      : row_(average != kNone ? work.average_sum.row(average)
             : index != kNone ? work.observable.row(index)
                              : nullptr),
        count_(average != kNone ? plan.averages[static_cast<std::size_t>(average)].count : 1.0) {}

  double operator[](std::size_t p) const { return row_ == nullptr ? 0.0 : row_[p] / count_; }

 private:
  const double* row_;
  double count_;
};

/// p(Ī) under the formula in force: the second one once its project's milestone is known.
class PriceRow {
 public:
  PriceRow(const SimulationPlan& plan, const Workspace& work, const PricingPlan& pricing, int average)
      : pricing_(pricing),
        index_(plan, work, pricing.index, average),
        milestone_day_(pricing.after_project == kNone
                           ? nullptr
                           : work.milestone_day.row(3 * pricing.after_project + pricing.after_milestone)) {}

  double operator[](std::size_t p) const {
    const bool is_after = milestone_day_ != nullptr && milestone_day_[p] != kNever;
    return (is_after ? pricing_.formula_after : pricing_.formula)(index_[p]);
  }

 private:
  const PricingPlan& pricing_;
  IndexRow index_;
  const std::int32_t* milestone_day_;
};

}  // namespace lodestone
