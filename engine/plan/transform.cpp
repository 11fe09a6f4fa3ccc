#include <lodestone/plan/transform.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/plan/backward_rows.hpp>
#include <lodestone/plan/name_index.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone {
namespace {

/// R = LLᵀ.
std::vector<double> correlation_of(const FactorPlan& factors) {
  const std::size_t n = static_cast<std::size_t>(factors.count);
  std::vector<double> l(n * n, 0.0);
  for (std::size_t f = 0; f < n; ++f) {
    const CorrelationRow& row = factors.rows[f];
    for (std::uint32_t m = row.first; m < row.first + row.count; ++m) l[f * n + factors.columns[m]] = factors.weights[m];
  }
  std::vector<double> r(n * n, 0.0);
  for (std::size_t f = 0; f < n; ++f) {
    for (std::size_t g = 0; g < n; ++g) {
      for (std::size_t m = 0; m <= std::min(f, g); ++m) r[f * n + g] += l[f * n + m] * l[g * n + m];
    }
  }
  return r;
}

int spread_of(const CashFlowLaw& law, const ContractsPlan& contracts) {
  return law.counterparty == kNone ? kNone : contracts.counterparties[static_cast<std::size_t>(law.counterparty)].spread;
}

int last_step_of(const CashFlowLaw& law, const ContractsPlan& contracts) {
  int last = std::max(law.discounted_to, law.still_to);
  for (const std::vector<ObservableTerm>* terms : {&law.index, &law.money}) {
    for (const ObservableTerm& term : *terms) last = std::max(last, term.step);
  }
  if (spread_of(law, contracts) != kNone) last = std::max(last, law.survives_to);
  if (law.event.labels != nullptr) last = std::max(last, law.event.decided_step);
  if (!law.levels_wanted.empty()) last = std::max(last, law.level_step);
  return last;
}

/// weight·x + constant, of an observable or of a sum of them.
struct AffineExponent {
  std::vector<double> weights;
  double constant = 0.0;

  void add(const ObservablesPlan& plan, const ObservableTerm& term) {
    const ObservablePlan& observable = plan.observables[static_cast<std::size_t>(term.observable)];
    for (std::uint32_t m = observable.first; m < observable.first + observable.count; ++m) {
      weights[plan.columns[m]] += term.weight * plan.weights[m];
    }
    const double level = observable.at(term.step);
    constant += term.weight * (observable.is_exponential ? std::log(level) : level);
  }
};

/// Factors that the law of a cash flow depends on, ascending.
std::vector<int> active_factors(const CashFlowLaw& law, const ObservablesPlan& plan, int spread, int factors) {
  std::vector<int> observables;
  for (const std::vector<ObservableTerm>* terms : {&law.index, &law.money}) {
    for (const ObservableTerm& term : *terms) observables.push_back(term.observable);
  }
  if (law.discounted_to > 0 && plan.discount_rate != kNone) observables.push_back(plan.discount_rate);
  if (law.survives_to > 0 && spread != kNone) observables.push_back(spread);
  std::vector<std::uint8_t> is_active(static_cast<std::size_t>(factors), 0);
  for (const int o : observables) {
    const ObservablePlan& observable = plan.observables[static_cast<std::size_t>(o)];
    for (std::uint32_t m = observable.first; m < observable.first + observable.count; ++m) {
      if (plan.weights[m] != 0.0) is_active[plan.columns[m]] = 1;
    }
  }
  std::vector<int> active;
  for (int f = 0; f < factors; ++f) {
    if (is_active[static_cast<std::size_t>(f)] != 0) active.push_back(f);
  }
  return active;
}

}  // namespace

/// One law on its way from its last date to the earliest step that is asked for.
class BackwardPass {
 public:
  BackwardPass(const LawModel& model, const CashFlowLaw& law, const JointChain& joint, const Frequencies& frequencies)
      : model_(model),
        law_(law),
        joint_(joint),
        frequencies_(frequencies),
        spread_(spread_of(law, model.contracts_)),
        active_(active_factors(law, model.observables_, spread_, model.factors_.count)),
        exponentials_(model.factors_, model.correlation_, model.policy_, joint, active_, frequencies, model.sums_),
        rows_(joint.states, frequencies) {
    index_.weights.assign(static_cast<std::size_t>(model.factors_.count), 0.0);
    money_.weights = index_.weights;
  }

  std::vector<Transform> run(const std::vector<int>& steps) {
    std::vector<Transform> transforms;
    int step = last_step_of(law_, model_.contracts_);
    for (const int wanted : steps) {
      LODESTONE_EXPECT(wanted >= 0 && (transforms.empty() || wanted < transforms.back().step));
      for (; step > wanted; --step) {
        add_date(step);
        cross(step);
      }
      transforms.push_back(capture(wanted));
    }
    return transforms;
  }

 private:
  /// What is read, survived or decided at the end of a step.
  void add_date(int step) {
    for (const ObservableTerm& term : law_.index) {
      if (term.step == step) index_.add(model_.observables_, term);
    }
    for (const ObservableTerm& term : law_.money) {
      if (term.step == step) money_.add(model_.observables_, term);
    }
    if (spread_ != kNone && step <= law_.survives_to) {
      const CounterpartyPlan& counterparty = model_.contracts_.counterparties[static_cast<std::size_t>(law_.counterparty)];
      money_.add(model_.observables_, {step, spread_, -years(step) * counterparty.hazard_per_spread});
    }
    if (law_.event.labels != nullptr) add_event(step);
    if (!law_.levels_wanted.empty() && step == law_.level_step) {
      const std::vector<std::uint8_t>& level = joint_.level[static_cast<std::size_t>(law_.level_stance)];
      for (int state = 0; state < joint_.states; ++state) {
        if (law_.levels_wanted[level[static_cast<std::size_t>(state)]] != 0) continue;
        for (int label = 0; label < rows_.labels(); ++label) rows_.clear(state, label);
      }
    }
  }

  void add_event(int step) {
    const ShippingEvent& event = law_.event;
    if (step > event.decided_step || step < event.due_step) return;
    const LabelSpace& space = *event.labels;
    const std::size_t at = static_cast<std::size_t>(step);
    if (step == event.decided_step) rows_.split(static_cast<int>(space.labels[at].size()));
    const bool ships_now = event.ships && step == event.decided_step;
    const std::vector<std::uint8_t>& level = joint_.level[static_cast<std::size_t>(space.stance)];
    for (int state = 0; state < joint_.states; ++state) {
      for (int label = 0; label < rows_.labels(); ++label) {
        const std::size_t entry = static_cast<std::size_t>(label * space.levels + level[static_cast<std::size_t>(state)]);
        if ((space.may_ship[at][entry] != 0) != ships_now) rows_.clear(state, label);
      }
    }
  }

  void cross(int step) {
    std::vector<double> transition = joint_transition(joint_, model_.policy_, step);
    std::vector<std::uint8_t> needed(exponentials_.classes(), 0);
    for (int from = 0; from < joint_.states; ++from) {
      for (int to = 0; to < joint_.states; ++to) {
        double& p = transition[static_cast<std::size_t>(from * joint_.states + to)];
        if (from != to && step > law_.still_from && step <= law_.still_to) p = 0.0;
        if (p != 0.0) needed[exponentials_.class_of(from, to)] = 1;
      }
    }
    exponentials_.evaluate(step, index_.weights, money_.weights, needed);
    rows_.step_back(transition, exponentials_, label_step(step));
    for (const int f : active_) {
      const double a = model_.factors_.at(step, f).a;
      index_.weights[static_cast<std::size_t>(f)] *= a;
      money_.weights[static_cast<std::size_t>(f)] *= a;
    }
    if (step <= law_.discounted_to && model_.observables_.discount_rate != kNone) {
      money_.add(model_.observables_, {step - 1, model_.observables_.discount_rate, -years(step)});
    }
  }

  LabelStep label_step(int step) const {
    if (law_.event.labels == nullptr || step > law_.event.decided_step) return {};
    const LabelSpace& space = *law_.event.labels;
    const std::size_t at = static_cast<std::size_t>(step);
    return {static_cast<int>(space.labels[at - 1].size()), space.levels, &joint_.level[static_cast<std::size_t>(space.stance)],
            &space.moves[at]};
  }

  /// Constants of y and v are kept out of the rows until here.
  Transform capture(int step) const {
    Transform transform{step, joint_.states, rows_.labels(), index_.weights, money_.weights, rows_.real(), rows_.imaginary()};
    const std::size_t count = static_cast<std::size_t>(frequencies_.count);
    const double scale = std::exp(money_.constant);
    for (std::size_t at = 0; at < transform.real.size(); ++at) {
      const double u = frequencies_.at(static_cast<int>(at % count));
      double& real = transform.real[at];
      if (!frequencies_.is_imaginary) {
        real *= std::exp(money_.constant + u * index_.constant);
        continue;
      }
      double& imaginary = transform.imaginary[at];
      const double c = scale * std::cos(u * index_.constant);
      const double s = scale * std::sin(u * index_.constant);
      const double r = real;
      real = r * c - imaginary * s;
      imaginary = r * s + imaginary * c;
    }
    return transform;
  }

  double years(int step) const { return model_.grid_.step_years[static_cast<std::size_t>(step)]; }

  const LawModel& model_;
  const CashFlowLaw& law_;
  const JointChain& joint_;
  const Frequencies& frequencies_;
  int spread_;
  std::vector<int> active_;
  MoveExponentials exponentials_;
  BackwardRows rows_;
  AffineExponent index_;
  AffineExponent money_;
};

LawModel::LawModel(const Grid& grid, const PolicyPlan& policy, const FactorPlan& factors, const ObservablesPlan& observables,
                   const ContractsPlan& contracts, Isa isa)
    : grid_(grid),
      policy_(policy),
      factors_(factors),
      observables_(observables),
      contracts_(contracts),
      sums_(exponential_sums(isa)),
      correlation_(correlation_of(factors)) {}

std::vector<int> LawModel::stances_of(const CashFlowLaw& law) const {
  std::vector<int> stances;
  for (const int f : active_factors(law, observables_, spread_of(law, contracts_), factors_.count)) {
    if (factors_.stance[static_cast<std::size_t>(f)] != kNone) stances.push_back(factors_.stance[static_cast<std::size_t>(f)]);
  }
  if (law.event.labels != nullptr) stances.push_back(law.event.labels->stance);
  if (!law.levels_wanted.empty()) stances.push_back(law.level_stance);
  std::sort(stances.begin(), stances.end());
  stances.erase(std::unique(stances.begin(), stances.end()), stances.end());
  return stances;
}

std::vector<Transform> LawModel::transforms(const CashFlowLaw& law, const JointChain& joint, const std::vector<int>& steps,
                                            const Frequencies& frequencies) const {
  LODESTONE_EXPECT(joint.states <= kMaximumJointStates);
  return BackwardPass(*this, law, joint, frequencies).run(steps);
}

}  // namespace lodestone
