#include <lodestone/kernel/observe.hpp>

namespace lodestone {

namespace {

void evaluate(const ObservablesPlan& all, const std::vector<int>& which, int step, Workspace& work) {
  for (const int o : which) {
    const ObservablePlan& observable = all.observables[static_cast<std::size_t>(o)];
    const auto kernel = observable.is_exponential ? work.steps->exponential : work.steps->combine;
    kernel(observable.at(step), all.weights.data() + observable.first, all.columns.data() + observable.first, observable.count,
           work.x.data(), work.x.stride(), work.observable.row(o), work.lanes);
  }
}

}  // namespace

void observe_values(const SimulationPlan& plan, Workspace& work) {
  evaluate(plan.observables, plan.observables.valued, 0, work);
}

void observe(const SimulationPlan& plan, int step, Workspace& work) {
  evaluate(plan.observables, plan.observables.needed[static_cast<std::size_t>(step)], step, work);
  for (const int a : plan.averages_fixed_on[static_cast<std::size_t>(step)]) {
    const double* index = work.observable.row(plan.averages[static_cast<std::size_t>(a)].observable);
    double* sum = work.average_sum.row(a);
    for (std::size_t p = 0; p < work.lanes; ++p) sum[p] += index[p];
  }
}

void accrue_numeraire(const SimulationPlan& plan, int step, Workspace& work) {
  if (plan.observables.discount_rate == kNone) return;
  const double years = plan.grid.step_years[static_cast<std::size_t>(step)];
  const double* rate = work.observable.row(plan.observables.discount_rate);
  double* log_b = work.log_numeraire.row(0);
  double* discount = work.discount.row(0);
  double* growth = work.growth.row(0);
  for (std::size_t p = 0; p < work.lanes; ++p) {
    growth[p] = rate[p] * years;
    log_b[p] += growth[p];
    discount[p] = -log_b[p];
  }
  plan.math->exp(discount, discount, work.lanes);
  plan.math->exp(growth, growth, work.lanes);
}

}  // namespace lodestone
