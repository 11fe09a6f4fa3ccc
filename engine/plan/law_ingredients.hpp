/// What the numbers of value laws follow from, kept beside them: plans of equal ingredients have equal numbers to the bit, so a
/// later study that differs in levels, quantities, terms or what is measured takes them over instead of building them again.
#pragma once

#include <lodestone/plan/contract_plan.hpp>
#include <lodestone/plan/factor_plan.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/plan/observable_plan.hpp>
#include <lodestone/plan/policy_plan.hpp>
#include <lodestone/simd/isa.hpp>

#include <vector>

namespace lodestone {

/// Dynamics under the drifts that values take. Left out: x₀ and the chains' states today, horizons, what is observed when.
struct LawDynamics {
  Isa isa = Isa::AVX2;
  Grid grid;
  PolicyPlan policy;
  FactorPlan factors;
  ObservablesPlan observables;
  std::vector<CounterpartyPlan> counterparties;

  friend bool operator==(const LawDynamics&, const LawDynamics&) = default;
};

/// What labels of licences follow from.
struct LabelIngredients {
  LicencePlan licences;
  std::vector<DeliveryPlan> deliveries;
  std::vector<int> counterparties;  ///< of the offtakes

  friend bool operator==(const LabelIngredients&, const LabelIngredients&) = default;
};

struct LawIngredients {
  LawDynamics dynamics;
  LabelIngredients labels;
};

/// `factors`: as values take them; contracts and licences: with every delivery.
LawIngredients law_ingredients(Isa isa, const Grid& grid, const PolicyPlan& policy, const FactorPlan& factors,
                               const ObservablesPlan& observables, const ContractsPlan& contracts, const LicencePlan& licences);

}  // namespace lodestone
