#include <lodestone/plan/observable_plan.hpp>

#include <lodestone/plan/name_index.hpp>

namespace lodestone {
namespace {

std::vector<double> levels_by_step(const Observable& observable, const Grid& grid) {
  const bool is_exponential = observable.kind == ObservableKind::EXPONENTIAL;
  const double base = is_exponential ? observable.multiplier.value_or(1.0) : observable.intercept.value_or(0.0);
  if (observable.adjustments.empty()) return {base};
  std::vector<double> levels;
  for (const Date date : grid.dates) {
    double level = base;
    for (const Adjustment& adjustment : observable.adjustments) {
      if (adjustment.from <= date) level = is_exponential ? base * adjustment.value : base + adjustment.value;
    }
    levels.push_back(level);
  }
  return levels;
}

}  // namespace

ObservablesPlan compile_observables(const Study& study, const Grid& grid) {
  ObservablesPlan plan;
  const NameIndex factors(study.market.factors);
  for (const Observable& observable : study.market.observables) {
    ObservablePlan compiled;
    compiled.is_exponential = observable.kind == ObservableKind::EXPONENTIAL;
    compiled.scale_or_shift = levels_by_step(observable, grid);
    compiled.first = static_cast<std::uint32_t>(plan.weights.size());
    compiled.count = static_cast<std::uint32_t>(observable.weights.size());
    for (const FactorWeight& weight : observable.weights) {
      plan.weights.push_back(weight.weight);
      plan.columns.push_back(static_cast<std::uint32_t>(factors[weight.factor]));
    }
    plan.observables.push_back(std::move(compiled));
  }
  plan.discount_rate = NameIndex(study.market.observables)[study.market.discount_rate];
  return plan;
}

std::vector<std::vector<int>> ObservableNeeds::lists() const {
  std::vector<std::vector<int>> lists(steps_);
  for (std::size_t at = 0; at < needed_.size(); ++at) {
    if (needed_[at] != 0) lists[at / observables_].push_back(static_cast<int>(at % observables_));
  }
  return lists;
}

}  // namespace lodestone
