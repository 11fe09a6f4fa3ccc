/// The law of a cash flow, by one backward recursion on the study's own grid and its own one-step tables.
///
/// A cash flow is e^{u·y + v}: y the logarithm of an index (or of a geometric average of its fixings), v the logarithm of
/// everything else: the goods' price, FX, discount, survival. Both are affine in the factors, so given x at a horizon, the
/// joint chain's state s and the licence label ℓ
///     E[e^{u·y + v}·1{event} | x, s, ℓ] = e^{u·A(x) + C(x)} · φ(s, ℓ; u),    A = α·x,  C = γ·x,
/// and φ runs backwards, one step at a time:
///     φ(i, ℓ) ← Σ_j P_ij · Σ_q p_q exp( Σ_f w_f b_f[i,j] + ½ sᵀRs ) · Σ_ℓ' P(ℓ → ℓ' | i → j) φ(j, ℓ'),
///     w = u·α + γ at the end of the step,  s_f = w_f c_f[i,j] √ω_q,  then  α ← a∘α, γ ← a∘γ,
/// with the weights of an observable added on the dates on which it is read, −Δ·r on the start of each discounted step and
/// −Δ·spread/(1 − R) on the end of each step that is survived.
///
/// Feedback is left at h(K) = 1 (b = pull + jump). A spread below 0 counts as it is: the path loop's floor is not part of the
/// law.
///
/// Source: Duffie, Pan and Singleton (2000), in discrete time.   Twin: Monte Carlo through the engine's own kernels.
#pragma once

#include <lodestone/plan/contract_plan.hpp>
#include <lodestone/plan/factor_plan.hpp>
#include <lodestone/plan/frequencies.hpp>
#include <lodestone/plan/grid.hpp>
#include <lodestone/plan/joint_chain.hpp>
#include <lodestone/plan/licence_labels.hpp>
#include <lodestone/plan/observable_plan.hpp>
#include <lodestone/simd/exponential_sums.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// weight × the observable on a step: its logarithm when it is EXPONENTIAL, itself when LINEAR.
struct ObservableTerm {
  int step = 0;
  int observable = 0;
  double weight = 1.0;
};

/// What decides whether a licensed delivery is the one that is paid for.
struct ShippingEvent {
  const LabelSpace* labels = nullptr;  ///< null: no licence, no event
  int due_step = 0;                    ///< from here on it ships as soon as it may
  int decided_step = 0;                ///< it ships on this step (and on none before), or
  bool ships = true;                   ///< false: it could not on any step from due_step to decided_step
};

struct CashFlowLaw {
  std::vector<ObservableTerm> index;  ///< y
  std::vector<ObservableTerm> money;  ///< v
  int discounted_to = 0;              ///< B of this step; 0: not discounted
  int counterparty = kNone;           ///< stands at the end of `survives_to`
  int survives_to = 0;
  ShippingEvent event;
  std::vector<std::uint8_t> levels_wanted;  ///< empty, or by level of `level_stance`: 1{level on `level_step` is wanted}
  int level_stance = kNone;
  int level_step = 0;
  int still_from = 0;  ///< no move of the joint chain on steps still_from + 1 … still_to; equal: no such condition
  int still_to = 0;
};

/// φ at one horizon.
struct Transform {
  int step = 0;
  int states = 1;
  int labels = 1;
  std::vector<double> index_weights;  ///< α, by factor
  std::vector<double> money_weights;  ///< γ, by factor
  std::vector<double> real;           ///< [(state·labels + label)·count + n]
  std::vector<double> imaginary;      ///< the same; empty for real u
};

/// The parts of a plan that a law is made of; refers to them, owns the correlation matrix.
class LawModel {
 public:
  LawModel(const Grid& grid, const PolicyPlan& policy, const FactorPlan& factors, const ObservablesPlan& observables,
           const ContractsPlan& contracts, Isa isa);

  /// Stances that a law depends on: those of its factors, of its event, of its levels_wanted. Ascending.
  std::vector<int> stances_of(const CashFlowLaw& law) const;

  /// φ on each of `steps` (descending), in one backward pass. What is fixed on or before a step is not part of its φ, the path
  /// knows it: terms, survival, levels, and whether the event has happened. From the flow's last date on φ = 1, A = C = 0.
  /// Labels are those of the step; one where there is no event, or where it is decided by then.
  /// Precondition: `joint` holds the chains of stances_of(law).
  /// Cost: about 2 ns · steps · (states² · labels + moves + nodes · different c) · count; `nodes` of the mixtures that y or v
  /// load on, multiplied where they are correlated.   Error: 1e-13 a step, relative to φ at the real part of u.
  std::vector<Transform> transforms(const CashFlowLaw& law, const JointChain& joint, const std::vector<int>& steps,
                                    const Frequencies& frequencies) const;

 private:
  friend class BackwardPass;

  const Grid& grid_;
  const PolicyPlan& policy_;
  const FactorPlan& factors_;
  const ObservablesPlan& observables_;
  const ContractsPlan& contracts_;
  const ExponentialSums& sums_;
  std::vector<double> correlation_;  ///< R = LLᵀ, [f·count + g]
};

}  // namespace lodestone
