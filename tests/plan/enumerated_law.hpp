/// The textbook twin of the transform: every path of the joint chain and of the label, one by one, at one complex u.
///
/// Nothing runs backwards here: the load of a cash flow on the shock of each step is summed from the definition of the factors.
#pragma once

#include "compiled_market.hpp"

#include <lodestone/plan/name_index.hpp>

#include <complex>
#include <vector>

namespace lodestone {

class EnumeratedLaw {
 public:
  using Complex = std::complex<double>;

  /// From `step` on, at the factors `x`.
  EnumeratedLaw(const Study& study, const CompiledMarket& market, const CashFlowLaw& law, int step,
                const std::vector<double>& x, Complex u)
      : study_(study), market_(market), law_(law), joint_(market.joint_of(law)), step_(step), u_(u) {
    read_correlations();
    loads_.assign(market.grid.dates.size(), std::vector<Complex>(static_cast<std::size_t>(market.factors.count), 0.0));
    read_terms();
    for (std::size_t f = 0; f < x.size(); ++f) constant_ += load_on_shock(step, f) * x[f];
    for (int k = step + 1; k <= market.grid.last_step(); ++k) {
      transitions_.push_back(transition(k));
      exponentials_.push_back(exponentials(k));
    }
  }

  /// E[e^{uy + v}·1{event} | x, state, label].
  Complex value(int state, int label = 0) const { return std::exp(constant_) * paths_from(step_, state, label); }

 private:
  std::size_t at(int step) const { return static_cast<std::size_t>(step); }

  void read(Complex weight, int observable, int step) {
    const Observable& o = study_.market.observables[at(observable)];
    const double level = market_.observables.observables[at(observable)].at(step);
    constant_ += weight * (o.kind == ObservableKind::EXPONENTIAL ? std::log(level) : level);
    const NameIndex factors(study_.market.factors);
    for (const FactorWeight& part : o.weights) loads_[at(step)][at(factors[part.factor])] += weight * part.weight;
  }

  void read_terms() {
    for (const ObservableTerm& term : law_.index) {
      if (term.step > step_) read(u_ * term.weight, term.observable, term.step);
    }
    for (const ObservableTerm& term : law_.money) {
      if (term.step > step_) read(term.weight, term.observable, term.step);
    }
    for (int k = step_ + 1; k <= market_.grid.last_step(); ++k) {
      if (k <= law_.discounted_to) read(-market_.grid.step_years[at(k)], market_.observables.discount_rate, k - 1);
      if (law_.counterparty == kNone || k > law_.survives_to) continue;
      const CounterpartyPlan& counterparty = market_.contracts.counterparties[at(law_.counterparty)];
      read(-market_.grid.step_years[at(k)] * counterparty.hazard_per_spread, counterparty.spread, k);
    }
  }

  /// Of y and v together on factor f as it is on `step`.
  Complex load_on_shock(int step, std::size_t f) const {
    Complex load = 0.0;
    double kept = 1.0;
    for (int k = step; k <= market_.grid.last_step(); ++k) {
      if (k > step) kept *= market_.factors.at(k, static_cast<int>(f)).a;
      load += kept * loads_[at(k)][f];
    }
    return load;
  }

  std::vector<double> transition(int step) const {
    std::vector<double> p(at(joint_.states * joint_.states), 1.0);
    for (std::size_t n = 0; n < joint_.chains.size(); ++n) {
      const ChainPlan& chain = market_.policy.chains[at(joint_.chains[n])];
      const TransitionTable& table = chain.tables[at(chain.table_of_step[at(step)])];
      for (int i = 0; i < joint_.states; ++i) {
        for (int j = 0; j < joint_.states; ++j) {
          const int from = i / joint_.strides[n] % chain.states;
          const int to = j / joint_.strides[n] % chain.states;
          const double below = to == 0 ? 0.0 : table.cumulative(from, to - 1);
          p[at(i * joint_.states + j)] *= (to + 1 == chain.states ? 1.0 : table.cumulative(from, to)) - below;
        }
      }
    }
    return p;
  }

  void read_correlations() {
    const NameIndex factors(study_.market.factors);
    const std::size_t n = study_.market.factors.size();
    correlation_.assign(n * n, 0.0);
    for (std::size_t f = 0; f < n; ++f) correlation_[f * n + f] = 1.0;
    for (const Correlation& entry : study_.market.correlations) {
      const std::size_t f = at(factors[entry.first]);
      const std::size_t g = at(factors[entry.second]);
      correlation_[f * n + g] = correlation_[g * n + f] = entry.value;
    }
  }

  /// By move, of one step: the sum over all combinations of all mixtures' nodes.
  std::vector<Complex> exponentials(int step) const {
    const std::size_t factors = at(market_.factors.count);
    std::vector<Complex> load(factors);
    for (std::size_t f = 0; f < factors; ++f) load[f] = load_on_shock(step, f);
    std::vector<Complex> result;
    for (int i = 0; i < joint_.states; ++i) {
      for (int j = 0; j < joint_.states; ++j) {
        Complex drift = 0.0;
        std::vector<Complex> s(factors);
        for (std::size_t f = 0; f < factors; ++f) {
          const int stance = market_.factors.stance[f];
          if (load[f] == 0.0) continue;
          std::size_t entry = 0;
          if (stance != kNone) {
            const std::vector<std::uint8_t>& level = joint_.level[at(stance)];
            entry = at(level[at(i)] * market_.policy.stances[at(stance)].levels + level[at(j)]);
          }
          drift += load[f] * market_.factors.tables[market_.factors.at(step, static_cast<int>(f)).b + entry];
          s[f] = load[f] * market_.factors.tables[market_.factors.at(step, static_cast<int>(f)).c + entry];
        }
        std::vector<double> roots(factors, 1.0);
        result.push_back(std::exp(drift) * sum_over_nodes(s, 0, roots));
      }
    }
    return result;
  }

  /// Over the nodes of `group` and of those after it, at the roots √ω of the groups before it.
  Complex sum_over_nodes(const std::vector<Complex>& s, std::size_t group, std::vector<double>& roots) const {
    if (group == market_.factors.mixtures.size()) {
      double real = 0.0;
      double imaginary = 0.0;
      for (std::size_t f = 0; f < s.size(); ++f) {
        for (std::size_t g = 0; g < s.size(); ++g) {
          const double r = correlation_[f * s.size() + g] * roots[f] * roots[g];
          real += r * (s[f].real() * s[g].real() - s[f].imag() * s[g].imag());
          imaginary += r * (s[f].real() * s[g].imag() + s[f].imag() * s[g].real());
        }
      }
      return std::exp(Complex(0.5 * real, 0.5 * imaginary));
    }
    bool is_felt = false;
    for (std::size_t f = 0; f < s.size(); ++f)
      is_felt |= market_.factors.variance_group[f] == static_cast<int>(group) && s[f] != 0.0;
    if (!is_felt) return sum_over_nodes(s, group + 1, roots);
    Complex sum = 0.0;
    const VarianceMixture& mixture = market_.factors.mixtures[group];
    for (std::size_t q = 0; q < mixture.multipliers.size(); ++q) {
      for (std::size_t f = 0; f < s.size(); ++f) {
        if (market_.factors.variance_group[f] == static_cast<int>(group)) roots[f] = std::sqrt(mixture.multipliers[q]);
      }
      sum += mixture.probabilities[q] * sum_over_nodes(s, group + 1, roots);
    }
    return sum;
  }

  /// What is left of the event and of the conditions when `step` has ended in `state` with `label`.
  double indicator(int step, int state, int label) const {
    if (!law_.levels_wanted.empty() && step == law_.level_step &&
        law_.levels_wanted[joint_.level[at(law_.level_stance)][at(state)]] == 0) {
      return 0.0;
    }
    const ShippingEvent& event = law_.event;
    if (event.labels == nullptr || step < event.due_step || step > event.decided_step) return 1.0;
    const LabelSpace& space = *event.labels;
    const bool may = space.may_ship[at(step)][at(label * space.levels + joint_.level[at(space.stance)][at(state)])] != 0;
    return may == (event.ships && step == event.decided_step) ? 1.0 : 0.0;
  }

  Complex paths_from(int step, int state, int label) const {
    if (step == market_.grid.last_step()) return 1.0;
    Complex sum = 0.0;
    for (int to = 0; to < joint_.states; ++to) {
      if (to != state && step + 1 > law_.still_from && step + 1 <= law_.still_to) continue;
      const std::size_t move = at(state * joint_.states + to);
      const Complex factor = transitions_[at(step - step_)][move] * exponentials_[at(step - step_)][move];
      if (law_.event.labels == nullptr || step + 1 > law_.event.decided_step) {
        sum += factor * indicator(step + 1, to, 0) * paths_from(step + 1, to, 0);
        continue;
      }
      const LabelSpace& space = *law_.event.labels;
      const std::vector<std::uint8_t>& level = joint_.level[at(space.stance)];
      const LabelMoves& moves = space.moves[at(step + 1)][at(level[at(state)] * space.levels + level[at(to)])];
      for (std::size_t m = moves.first[at(label)]; m < moves.first[at(label) + 1]; ++m) {
        const double open = indicator(step + 1, to, moves.moves[m].to);
        if (open != 0.0) sum += factor * moves.moves[m].probability * paths_from(step + 1, to, moves.moves[m].to);
      }
    }
    return sum;
  }

  const Study& study_;
  const CompiledMarket& market_;
  const CashFlowLaw& law_;
  JointChain joint_;
  int step_;
  Complex u_;
  Complex constant_ = 0.0;
  std::vector<double> correlation_;
  std::vector<std::vector<Complex>> loads_;       ///< [step][factor]
  std::vector<std::vector<double>> transitions_;  ///< [step − first][from·states + to]
  std::vector<std::vector<Complex>> exponentials_;
};

}  // namespace lodestone
