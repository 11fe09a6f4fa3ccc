/// E[e^{w·(x − a∘x₋)} | move] of one step, w = u·α + γ, for all frequencies u and every kind of move of the joint chain.
///
///   Σ_q p_q exp( Σ_f w_f b_f[move] + ½ sᵀRs ),   s_f = w_f c_f[move] √ω_q
///
/// Moves between joint states that look alike to every stance of a factor in play form one class and are computed once. The sum
/// over q runs over the product of the nodes of variance groups that are correlated; uncorrelated ones are factors. Moves whose
/// c are the same share it: only their drifts differ.
#pragma once

#include <lodestone/math/quadratic_exponential.hpp>
#include <lodestone/plan/factor_plan.hpp>
#include <lodestone/plan/frequencies.hpp>
#include <lodestone/plan/joint_chain.hpp>
#include <lodestone/simd/exponential_sums.hpp>
#include <lodestone/simd/padding.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace lodestone {

class MoveExponentials {
 public:
  /// `active`: the factors whose weights may differ from 0, ascending. `correlation`: R, [f·count + g].
  MoveExponentials(const FactorPlan& factors, const std::vector<double>& correlation, const PolicyPlan& policy,
                   const JointChain& joint, const std::vector<int>& active, const Frequencies& frequencies,
                   const ExponentialSums& sums);

  std::size_t classes() const { return classes_; }
  std::size_t class_of(int from, int to) const { return class_of_[static_cast<std::size_t>(from * states_ + to)]; }

  /// Of the classes that are `needed`. α and γ by factor, at the end of the step.
  void evaluate(int step, const std::vector<double>& alpha, const std::vector<double>& gamma,
                const std::vector<std::uint8_t>& needed);

  const double* real(std::size_t move_class) const { return real_.data() + move_class * count_; }
  /// Null for real u.
  const double* imaginary(std::size_t move_class) const {
    return imaginary_.empty() ? nullptr : imaginary_.data() + move_class * count_;
  }

 private:
  /// Variance groups that are correlated with each other, and every combination of their nodes.
  struct Component {
    std::vector<std::size_t> groups;  ///< ascending; 0 is that of the factors with ω = 1
    std::size_t nodes = 1;
    AlignedBuffer<double> probabilities;
    std::vector<double> omegas;  ///< √ω of two groups, multiplied: [group][other ≤ group][node]
    AlignedBuffer<double> constants, linears, quadratics;  ///< ½ sᵀRs for the loads at work, by node
    AlignedBuffer<double> scratch;

    /// Node q, with its probability.
    QuadraticExponent node(std::size_t q) const { return {probabilities[q], constants[q], linears[q], quadratics[q]}; }
  };

  /// E exp(½ sᵀRs) for one vector of loads c∘α, c∘γ: e^{normal}, times the sums over nodes where there are several.
  struct Dispersion {
    std::vector<double> index_loads, money_loads;
    QuadraticExponent normal;
    bool has_sums = false;
    bool is_real = true;  ///< the sums are: whatever phase they have in common is in `normal`
    AlignedBuffer<double> real, imaginary;
  };

  void find_classes(const PolicyPlan& policy, const JointChain& joint);
  void find_components(const std::vector<double>& correlation);
  Component combine_nodes(std::vector<std::size_t> groups, const std::vector<int>& variance_groups) const;
  QuadraticExponent read_move(int step, const std::vector<double>& alpha, const std::vector<double>& gamma,
                              std::size_t move_class);
  const Dispersion& dispersion();
  void set_nodes();
  void sum_nodes(Dispersion& dispersion);
  void sum_moduli(Component& component);
  void sum_exponentials(Component& component);
  void add(const QuadraticExponent& exponent, double* real, double* imaginary) const;

  const FactorPlan& factors_;
  const Frequencies& frequencies_;
  const ExponentialSums& sums_;
  int states_;
  std::size_t count_;
  std::vector<int> active_;
  std::vector<double> correlation_;    ///< of the active factors
  std::vector<std::size_t> group_of_;  ///< of the active factors
  std::size_t groups_ = 1;
  std::vector<Component> components_;
  std::size_t classes_ = 0;
  std::vector<std::size_t> class_of_;  ///< [from·states + to]
  std::vector<std::size_t> entries_;   ///< of the factors' tables, [class·active + factor]

  std::vector<double> index_loads_, money_loads_;            ///< of the move at work, by active factor
  std::vector<double> index_square_, mixed_, money_square_;  ///< sᵀRs by the groups of its two factors: αα, αγ, γγ
  std::vector<Dispersion> dispersions_;                      ///< of this step; the first `known_` are in use
  std::size_t known_ = 0;
  std::vector<double> real_, imaginary_;  ///< [class·count + n]
  AlignedBuffer<double> sum_real_, sum_imaginary_;
};

}  // namespace lodestone
