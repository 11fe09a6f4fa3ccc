#include <lodestone/plan/value_compiler.hpp>

#include <lodestone/plan/average_law.hpp>
#include <lodestone/plan/claim_book.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace lodestone {
namespace {

/// Half a step of the complex plane's finest ruler: Im φ(ih)/h is dφ/du to every digit, for no difference is taken.
constexpr double kDerivativeStep = 1e-9;

LawKind kind_of(const Claim& claim, const ObservablesPlan& observables) {
  if (claim.law.index.empty()) return LawKind::MONEY;
  if (claim.average != kNone) return LawKind::AVERAGE;
  const std::size_t index = static_cast<std::size_t>(claim.law.index.front().observable);
  return observables.observables[index].is_exponential ? LawKind::PRICE : LawKind::LINEAR;
}

void keep_non_zero(const std::vector<double>& all, std::vector<double>& weights, std::vector<std::uint32_t>& columns) {
  for (std::size_t f = 0; f < all.size(); ++f) {
    if (all[f] == 0.0) continue;
    weights.push_back(all[f]);
    columns.push_back(static_cast<std::uint32_t>(f));
  }
}

/// Everything that tells two laws apart, as one list of numbers.
std::vector<double> key_of(const CashFlowLaw& law, LawKind kind, int space, int window) {
  std::vector<double> key{static_cast<double>(kind),
                          static_cast<double>(law.discounted_to),
                          static_cast<double>(law.counterparty),
                          static_cast<double>(law.survives_to),
                          static_cast<double>(space),
                          static_cast<double>(law.event.due_step),
                          static_cast<double>(law.event.decided_step),
                          static_cast<double>(law.event.ships),
                          static_cast<double>(law.level_stance),
                          static_cast<double>(law.level_step),
                          static_cast<double>(window)};
  for (const auto* terms : {&law.index, &law.money}) {
    key.push_back(static_cast<double>(terms->size()));
    for (const ObservableTerm& term : *terms) {
      key.insert(key.end(), {static_cast<double>(term.step), static_cast<double>(term.observable), term.weight});
    }
  }
  key.insert(key.end(), law.levels_wanted.begin(), law.levels_wanted.end());
  return key;
}

/// A law to be built, and the first of its claims.
struct LawTask {
  Claim claim;
  std::size_t date = 0;
  std::size_t law = 0;
  JointChain joint;
  std::vector<std::size_t> forwards;  ///< the law's own, or those of an average's fixings
};

/// φ at u = 0 and 1 on the dates that ask for it.
struct ForwardTask {
  CashFlowLaw law;
  JointChain joint;
  std::vector<int> steps;
  std::vector<Transform> transforms;
};

class ValueCompiler {
 public:
  ValueCompiler(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                const LicencePlan& whole_licences, const ForEach& for_each)
      : run_(run),
        whole_(whole),
        licences_(whole_licences),
        book_(run, whole, whole_licences),
        model_(run.grid, run.policy, factors, run.observables, run.contracts, run.isa),
        obstacles_(book_.obstacles()),
        for_each_(for_each) {}

  ValuePlan compile() {
    find_joint_obstacles();
    plan_.last_steps = book_.last_steps();
    plan_.contracts.resize(obstacles_.size());
    int first_horizon = run_.grid.last_step();
    for (const int step : run_.grid.horizon_steps) first_horizon = std::min(first_horizon, step);
    for (std::size_t row = 0; row < obstacles_.size(); ++row) {
      ContractValuation& contract = plan_.contracts[row];
      contract.obstacle = obstacles_[row];
      if (contract.obstacle == ClaimObstacle::NONE) continue;
      contract.method = plan_.last_steps[row] <= first_horizon ? ValuationMethod::SIMULATED : ValuationMethod::PROXY;
    }
    std::size_t states = 1;
    for (const ChainPlan& chain : run_.policy.chains) {
      if (chain.is_drawn_at_start && states <= kMostStatesToday) states *= static_cast<std::size_t>(chain.states);
    }
    plan_.has_many_states_today = states > kMostStatesToday;
    add_date(0);
    for (const int step : run_.grid.horizon_steps) add_date(step);
    for_each_(forwards_.size(), [this](std::size_t n) {
      ForwardTask& task = forwards_[n];
      task.transforms = model_.transforms(task.law, task.joint, task.steps, {.count = 2});
    });
    for_each_(tasks_.size(), [this](std::size_t n) { build_law(tasks_[n]); });
    for (const LawTask& task : tasks_) note_methods(law_of(task));
    return std::move(plan_);
  }

 private:
  void find_joint_obstacles() {
    for (const Claim& claim : book_.after(0)) {
      int states = 1;
      for (const int chain : chains_of(claim.law)) {
        states *= run_.policy.chains[static_cast<std::size_t>(chain)].states;
        if (states > kMaximumJointStates) break;
      }
      if (states > kMaximumJointStates) obstacles_[static_cast<std::size_t>(claim.cash_row)] = ClaimObstacle::JOINT_STATES;
    }
  }

  std::vector<int> chains_of(const CashFlowLaw& law) const {
    std::vector<int> chains;
    for (const int stance : model_.stances_of(law)) {
      for (const StanceChain& member : run_.policy.stances[static_cast<std::size_t>(stance)].chains)
        chains.push_back(member.chain);
    }
    std::sort(chains.begin(), chains.end());
    chains.erase(std::unique(chains.begin(), chains.end()), chains.end());
    return chains;
  }

  void add_date(int step) {
    ValueDate& date = plan_.dates.emplace_back();
    date.step = step;
    labelled_.clear();
    std::map<std::vector<double>, std::size_t> known;
    for (const Claim& claim : book_.after(step)) {
      if (obstacles_[static_cast<std::size_t>(claim.cash_row)] != ClaimObstacle::NONE) continue;
      const LawKind kind = kind_of(claim, run_.observables);
      const auto [found, is_new] = known.try_emplace(
          key_of(claim.law, kind, space_of(claim), kind == LawKind::AVERAGE ? claim.average : kNone), date.laws.size());
      if (is_new) {
        tasks_.push_back({claim, plan_.dates.size() - 1, date.laws.size(), {}, {}});
        date.laws.push_back(start_law(claim, kind, tasks_.back()));
      }
      add_claim(claim, date, date.laws[found->second]);
    }
  }

  ValueLaw start_law(const Claim& claim, LawKind kind, LawTask& task) {
    ValueLaw law;
    law.kind = kind;
    task.joint = join_chains(run_.policy, model_.stances_of(claim.law));
    law.joint = joint_index(task.joint);
    const int step = plan_.dates.back().step;
    if (kind == LawKind::MONEY || kind == LawKind::PRICE) task.forwards.push_back(forward_of(claim.law, task.joint, step));
    if (kind != LawKind::AVERAGE) return law;
    law.window = claim.average;
    law.seen_share =
        1.0 - static_cast<double>(claim.law.index.size()) / run_.averages[static_cast<std::size_t>(claim.average)].count;
    for (const ObservableTerm& fixing : claim.law.index) {
      CashFlowLaw one = claim.law;
      one.index = {{fixing.step, fixing.observable, 1.0}};
      task.forwards.push_back(forward_of(one, task.joint, step));
    }
    if (references_.size() < plan_.dates.size()) references_.resize(plan_.dates.size());
    if (references_.back().empty()) references_.back() = mean_factors(run_.policy, run_.factors, step);
    return law;
  }

  /// Masses and forwards of a law on every date that asks for them come from one backward pass.
  std::size_t forward_of(const CashFlowLaw& law, const JointChain& joint, int step) {
    const LabelSpace* labels = law.event.labels;
    const auto [known, is_new] = known_forwards_.try_emplace(
        key_of(law, LawKind::PRICE, labels == nullptr ? kNone : static_cast<int>(labels - book_.spaces().data()), kNone),
        forwards_.size());
    if (is_new) forwards_.push_back({law, joint, {}, {}});
    std::vector<int>& steps = forwards_[known->second].steps;
    const auto after = std::find_if(steps.begin(), steps.end(), [step](int other) { return other <= step; });
    if (after == steps.end() || *after != step) steps.insert(after, step);  // descending
    return known->second;
  }

  const Transform& transform_at(std::size_t forward, int step) const {
    const ForwardTask& task = forwards_[forward];
    const auto at = std::find(task.steps.begin(), task.steps.end(), step);
    return task.transforms[static_cast<std::size_t>(at - task.steps.begin())];
  }

  ValueLaw& law_of(const LawTask& task) { return plan_.dates[task.date].laws[task.law]; }

  void add_claim(const Claim& claim, ValueDate& date, ValueLaw& law) {
    ValueClaim added;
    added.cash_row = claim.cash_row;
    added.constant = claim.coefficient * claim.payoff.constant;
    added.slope = claim.coefficient * claim.payoff.slope;
    added.first_put = static_cast<std::uint32_t>(date.puts.size());
    added.put_count = static_cast<std::uint32_t>(claim.payoff.puts.size());
    for (const Kink& put : claim.payoff.puts)
      date.puts.push_back({put.strike, std::log(put.strike), claim.coefficient * put.slope});
    added.scale = claim.scale;
    added.scale_row = claim.scale_row;
    added.standing = claim.standing;
    added.known_average = law.kind == LawKind::AVERAGE ? kNone : claim.average;
    find_label(claim, date, added);
    law.claims.push_back(added);
  }

  void build_law(const LawTask& task) {
    ValueLaw& law = law_of(task);
    const int step = plan_.dates[task.date].step;
    switch (law.kind) {
      case LawKind::MONEY:
      case LawKind::PRICE: {
        const Transform& transform = transform_at(task.forwards.front(), step);
        set_numbers(transform, law);
        for (std::size_t n = 1; n < transform.real.size() && law.kind == LawKind::PRICE; n += 2)
          law.forward.push_back(transform.real[n]);
        break;
      }
      case LawKind::LINEAR: {
        const Frequencies derivative{.is_imaginary = true, .spacing = kDerivativeStep, .count = 2};
        const Transform transform = model_.transforms(task.claim.law, task.joint, {step}, derivative).front();
        set_numbers(transform, law);
        for (std::size_t n = 1; n < transform.imaginary.size(); n += 2)
          law.forward.push_back(transform.imaginary[n] / kDerivativeStep);
        break;
      }
      case LawKind::AVERAGE: {
        std::vector<const Transform*> fixings;
        for (const std::size_t forward : task.forwards) fixings.push_back(&transform_at(forward, step));
        AverageLaw average = average_law(model_, run_.grid, task.claim.law, task.joint, step, fixings, references_[task.date],
                                         kTableError / 8.0);
        set_numbers(*fixings.front(), law);
        law.index_weights.clear();
        law.index_columns.clear();
        keep_non_zero(average.index_weights, law.index_weights, law.index_columns);
        law.tables = pack(average.tables);
        law.multiplier = std::move(average.multiplier);
        law.log_multiplier = std::move(average.log_multiplier);
        law.powers = std::move(average.powers);
        law.fixing_weights = std::move(average.fixing_weights);
        break;
      }
    }
    const bool has_puts =
        std::any_of(law.claims.begin(), law.claims.end(), [](const ValueClaim& c) { return c.put_count > 0; });
    if (law.kind != LawKind::PRICE || !has_puts) return;
    const auto transform_of = [&](const Frequencies& u) {
      return model_.transforms(task.claim.law, task.joint, {step}, u).front();
    };
    law.tables = pack(option_tables(transform_of, {}, kTableError / 8.0));
  }

  /// Shape, weights and masses; `transform` has two frequencies, the first of them 0.
  static void set_numbers(const Transform& transform, ValueLaw& law) {
    law.states = transform.states;
    law.labels = transform.labels;
    keep_non_zero(transform.index_weights, law.index_weights, law.index_columns);
    keep_non_zero(transform.money_weights, law.money_weights, law.money_columns);
    for (std::size_t n = 0; n < transform.real.size(); n += 2) law.mass.push_back(transform.real[n]);
  }

  void note_methods(const ValueLaw& law) {
    for (const ValueClaim& claim : law.claims) {
      if (claim.put_count == 0 || claim.known_average != kNone) continue;
      ContractValuation& contract = plan_.contracts[static_cast<std::size_t>(claim.cash_row)];
      contract.table_error = std::max(contract.table_error, law.tables.error);
      if (law.kind == LawKind::AVERAGE) contract.method = ValuationMethod::GEOMETRIC_AVERAGE;
    }
  }

  int space_of(const Claim& claim) const {
    const LabelSpace* labels = claim.law.event.labels;
    return labels == nullptr ? kNone : static_cast<int>(labels - book_.spaces().data());
  }

  /// Where on the date a claim's label is read. A date on which the event is decided already has no claim of it.
  void find_label(const Claim& claim, ValueDate& date, ValueClaim& added) {
    if (claim.law.event.labels == nullptr) return;
    const std::size_t step = static_cast<std::size_t>(date.step);
    const std::size_t space = static_cast<std::size_t>(space_of(claim));
    if (claim.slot == kNone) {
      // Nobody has applied yet: the label of no licence, at any level.
      const std::vector<LicenceLabel>& labels = book_.spaces()[space].labels[step];
      const auto none = std::find(labels.begin(), labels.end(), LicenceLabel{});
      LODESTONE_EXPECT(none != labels.end());
      added.fixed_label = static_cast<int>(none - labels.begin());
      return;
    }
    const auto known = labelled_.find(claim.slot);
    if (known != labelled_.end()) {
      added.labelled = known->second;
      return;
    }
    added.labelled = static_cast<int>(date.labelled.size());
    labelled_.emplace(claim.slot, added.labelled);
    date.labelled.push_back(
        {claim.slot, LicenceLabelRules(licences_, book_.slot_of_space()[space], run_.grid, whole_, run_.grid.last_step()),
         book_.spaces()[space].lookups[step]});
  }

  int joint_index(const JointChain& joint) {
    for (std::size_t n = 0; n < plan_.joints.size(); ++n) {
      if (plan_.joints[n].chains == joint.chains) return static_cast<int>(n);
    }
    plan_.joints.push_back(joint);
    return static_cast<int>(plan_.joints.size()) - 1;
  }

  const SimulationPlan& run_;
  const ContractsPlan& whole_;
  const LicencePlan& licences_;
  ClaimBook book_;
  LawModel model_;
  std::vector<ClaimObstacle> obstacles_;
  const ForEach& for_each_;
  std::vector<LawTask> tasks_;
  std::vector<ForwardTask> forwards_;
  std::map<std::vector<double>, std::size_t> known_forwards_;
  std::vector<std::vector<double>> references_;  ///< by date: mean factors, where some average needs them
  std::map<int, int> labelled_;                  ///< by slot of the run: its place among the date's
  ValuePlan plan_;
};

}  // namespace

std::size_t ValuePlan::bytes() const {
  std::size_t total = 0;
  for (const ValueDate& date : dates) {
    total += date.puts.size() * sizeof(ValuePut);
    for (const ValueLaw& law : date.laws) {
      total += sizeof(ValueLaw) + law.tables.bytes() + law.claims.size() * sizeof(ValueClaim) +
               (law.mass.size() + law.forward.size() + 3 * law.multiplier.size() + law.fixing_weights.size()) * sizeof(double);
    }
  }
  return total;
}

ValuePlan compile_values(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                         const LicencePlan& whole_licences, const ForEach& for_each) {
  return ValueCompiler(run, factors, whole, whole_licences, for_each).compile();
}

}  // namespace lodestone
