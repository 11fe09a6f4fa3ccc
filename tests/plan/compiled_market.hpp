/// A study's market compiled for laws of cash flows, and one law through it.
#pragma once

#include <lodestone/plan/option_table.hpp>
#include <lodestone/plan/transform.hpp>

#include <cmath>
#include <vector>

namespace lodestone {

struct CompiledMarket {
  explicit CompiledMarket(const Study& study, const std::vector<CounterpartyPlan>& counterparties = {})
      : grid(build_grid(study)),
        policy(compile_policy(study, grid)),
        factors(compile_factors(study, grid)),
        observables(compile_observables(study, grid)),
        model(grid, policy, factors, observables, contracts, *best_isa()) {
    contracts.counterparties = counterparties;
  }
  CompiledMarket(const CompiledMarket&) = delete;

  JointChain joint_of(const CashFlowLaw& law) const { return join_chains(policy, model.stances_of(law)); }

  Transform transform(const CashFlowLaw& law, int step, const Frequencies& frequencies) const {
    return model.transforms(law, joint_of(law), {step}, frequencies).front();
  }

  /// E[e^{u·y + v}] from the market of today, by joint state, for real u.
  std::vector<double> expectations(const CashFlowLaw& law, double u = 1.0) const {
    const Transform phi = transform(law, 0, {.count = 1, .points = {u}});
    std::vector<double> result;
    for (const double value : phi.real)
      result.push_back(std::exp(exponent(phi.index_weights) * u + exponent(phi.money_weights)) * value);
    return result;
  }

  /// weights·x of today.
  double exponent(const std::vector<double>& weights) const {
    double sum = 0.0;
    for (std::size_t f = 0; f < weights.size(); ++f) sum += weights[f] * factors.initial[f];
    return sum;
  }

  std::vector<OptionTable> tables(const CashFlowLaw& law, int step, double tolerance,
                                  const std::vector<double>& powers = {}) const {
    return option_tables([&](const Frequencies& frequencies) { return transform(law, step, frequencies); }, powers, tolerance);
  }

  Grid grid;
  PolicyPlan policy;
  FactorPlan factors;
  ObservablesPlan observables;
  ContractsPlan contracts;
  LawModel model;
};

}  // namespace lodestone
