#include <lodestone/plan/law_ingredients.hpp>

namespace lodestone {

LawIngredients law_ingredients(Isa isa, const Grid& grid, const PolicyPlan& policy, const FactorPlan& factors,
                               const ObservablesPlan& observables, const ContractsPlan& contracts,
                               const LicencePlan& licences) {
  LawIngredients ingredients{{isa, grid, policy, factors, observables, contracts.counterparties},
                             {licences, contracts.deliveries, {}}};
  LawDynamics& dynamics = ingredients.dynamics;
  dynamics.grid.horizon_steps.clear();
  for (ChainPlan& chain : dynamics.policy.chains) {
    chain.initial_cumulative = {};
    chain.is_drawn_at_start = false;
    chain.initial_state = 0;
  }
  dynamics.factors.initial.clear();
  dynamics.observables.needed.clear();
  dynamics.observables.valued.clear();
  for (const OfftakePlan& offtake : contracts.offtakes) ingredients.labels.counterparties.push_back(offtake.counterparty);
  return ingredients;
}

}  // namespace lodestone
