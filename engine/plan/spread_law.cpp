#include <lodestone/plan/spread_law.hpp>

#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/plan/joint_chain.hpp>
#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lodestone {
namespace {

/// p, p·E[x] and p·E[xxᵀ] of some factors, given one joint state.
struct StateMoments {
  double probability = 0.0;
  std::vector<double> first;
  std::vector<double> second;
};

class MomentRecursion {
 public:
  MomentRecursion(const PolicyPlan& policy, const FactorPlan& factors, std::vector<std::uint32_t> columns)
      : policy_(policy), factors_(factors), columns_(std::move(columns)), joint_(join_chains(policy, stances())) {
    if (joint_.states > kMaximumJointStates) return;
    const std::size_t count = columns_.size();
    for (const double probability : initial_probabilities(joint_, policy)) {
      StateMoments& moments = states_.emplace_back();
      moments.probability = probability;
      for (const std::uint32_t f : columns_) moments.first.push_back(probability * factors_.initial[f]);
      for (std::size_t n = 0; n < count * count; ++n) {
        moments.second.push_back(moments.first[n / count] * factors_.initial[columns_[n % count]]);
      }
    }
  }

  /// By joint state; empty beyond kMaximumJointStates.
  const std::vector<StateMoments>& states() const { return states_; }

  void advance(int step) {
    const std::size_t states = states_.size();
    const std::size_t count = columns_.size();
    const std::vector<double> transition = joint_transition(joint_, policy_, step);
    std::vector<StateMoments> next(states, {0.0, std::vector<double>(count), std::vector<double>(count * count)});
    for (std::size_t i = 0; i < states; ++i) {
      for (std::size_t j = 0; j < states; ++j) {
        if (const double p = transition[i * states + j]; p > 0.0) add(step, i, j, p, next[j]);
      }
    }
    states_ = std::move(next);
  }

 private:
  std::vector<int> stances() const {
    std::vector<int> stances;
    for (const std::uint32_t f : columns_) {
      if (factors_.stance[f] != kNone) stances.push_back(factors_.stance[f]);
    }
    return stances;
  }

  std::size_t move_of(std::uint32_t factor, std::size_t from, std::size_t to) const {
    const int stance = factors_.stance[factor];
    if (stance == kNone) return 0;
    const std::vector<std::uint8_t>& level = joint_.level[static_cast<std::size_t>(stance)];
    return static_cast<std::size_t>(level[from] * policy_.stances[static_cast<std::size_t>(stance)].levels + level[to]);
  }

  double correlation(std::uint32_t f, std::uint32_t g) const {
    double sum = 0.0;
    const CorrelationRow &of_f = factors_.rows[f], &of_g = factors_.rows[g];
    for (std::uint32_t m = of_f.first; m < of_f.first + of_f.count; ++m) {
      for (std::uint32_t n = of_g.first; n < of_g.first + of_g.count; ++n) {
        if (factors_.columns[m] == factors_.columns[n]) sum += factors_.weights[m] * factors_.weights[n];
      }
    }
    return sum;
  }

  /// x' = a·x + b + c·√ω·η, E[ω] = 1; two groups' √ω are taken as 1, which adds to |covariance|.
  void add(int step, std::size_t from, std::size_t to, double p, StateMoments& next) const {
    const StateMoments& old = states_[from];
    const std::size_t count = columns_.size();
    std::vector<double> a(count), b(count), c(count);
    for (std::size_t n = 0; n < count; ++n) {
      const std::uint32_t f = columns_[n];
      const StepCoefficients& at = factors_.at(step, static_cast<int>(f));
      const std::size_t move = move_of(f, from, to);
      const bool has_jump_apart = policy_.feedback.is_on && factors_.feels_feedback[f] != 0;
      a[n] = at.a;
      b[n] = factors_.tables[at.b + move] + (has_jump_apart ? factors_.tables[at.jump + move] : 0.0);
      c[n] = factors_.tables[at.c + move];
    }
    next.probability += p * old.probability;
    for (std::size_t n = 0; n < count; ++n) {
      next.first[n] += p * (a[n] * old.first[n] + b[n] * old.probability);
      for (std::size_t m = 0; m < count; ++m) {
        const double crossed = a[n] * old.first[n] * b[m] + b[n] * a[m] * old.first[m];
        const double noise = c[n] * c[m] * correlation(columns_[n], columns_[m]);
        next.second[n * count + m] +=
            p * (a[n] * a[m] * old.second[n * count + m] + crossed + (b[n] * b[m] + noise) * old.probability);
      }
    }
  }

  const PolicyPlan& policy_;
  const FactorPlan& factors_;
  std::vector<std::uint32_t> columns_;
  JointChain joint_;
  std::vector<StateMoments> states_;
};

/// Σ_s p_s Φ(−mean_s/deviation_s).
double below_zero(const std::vector<StateMoments>& states, const std::vector<double>& weights, double level) {
  double total = 0.0;
  const std::size_t count = weights.size();
  for (const StateMoments& state : states) {
    if (!(state.probability > 0.0)) continue;
    double mean = 0.0, square = 0.0;
    for (std::size_t n = 0; n < count; ++n) {
      mean += weights[n] * state.first[n] / state.probability;
      for (std::size_t m = 0; m < count; ++m)
        square += weights[n] * weights[m] * state.second[n * count + m] / state.probability;
    }
    const double variance = std::max(square - mean * mean, 0.0);
    mean += level;
    total += state.probability * (variance > 0.0 ? normal_cdf(-mean / std::sqrt(variance)) : mean < 0.0 ? 1.0 : 0.0);
  }
  return total;
}

}  // namespace

NegativeSpread most_negative(const PolicyPlan& policy, const FactorPlan& factors, const ObservablesPlan& observables,
                             int observable, int last_step) {
  const ObservablePlan& spread = observables.observables[static_cast<std::size_t>(observable)];
  if (spread.is_exponential) return {};
  const auto first = static_cast<std::ptrdiff_t>(spread.first);
  const auto end = static_cast<std::ptrdiff_t>(spread.first + spread.count);
  const std::vector<double> weights(observables.weights.begin() + first, observables.weights.begin() + end);
  MomentRecursion recursion(policy, factors, {observables.columns.begin() + first, observables.columns.begin() + end});
  NegativeSpread most;
  if (recursion.states().empty()) return most;
  for (int step = 1; step <= last_step; ++step) {
    recursion.advance(step);
    const double probability = below_zero(recursion.states(), weights, spread.at(step));
    if (probability > most.probability) most = {probability, step};
  }
  return most;
}

}  // namespace lodestone
