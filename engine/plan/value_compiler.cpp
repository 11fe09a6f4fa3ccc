#include <lodestone/plan/value_compiler.hpp>

#include <lodestone/plan/average_law.hpp>
#include <lodestone/plan/claim_book.hpp>
#include <lodestone/plan/value_terms.hpp>

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

/// Everything that tells two laws apart, as one list of numbers. `slot` stands for the law's labels.
std::vector<double> key_of(const CashFlowLaw& law, LawKind kind, int slot) {
  std::vector<double> key{static_cast<double>(kind),
                          static_cast<double>(law.discounted_to),
                          static_cast<double>(law.counterparty),
                          static_cast<double>(law.survives_to),
                          static_cast<double>(slot),
                          static_cast<double>(law.event.due_step),
                          static_cast<double>(law.event.decided_step),
                          static_cast<double>(law.event.ships),
                          static_cast<double>(law.level_stance),
                          static_cast<double>(law.level_step)};
  for (const auto* terms : {&law.index, &law.money}) {
    key.push_back(static_cast<double>(terms->size()));
    for (const ObservableTerm& term : *terms) {
      key.insert(key.end(), {static_cast<double>(term.step), static_cast<double>(term.observable), term.weight});
    }
  }
  key.insert(key.end(), law.levels_wanted.begin(), law.levels_wanted.end());
  return key;
}

/// A law, and the first of its claims.
struct LawTask {
  Claim claim;
  std::size_t date = 0;
  std::size_t law = 0;
  JointChain joint;
  std::vector<double> reference;      ///< AVERAGE: factors x at the date that moments are matched at
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
                const LicencePlan& whole_licences, const ForEach& for_each, const ValuePlan* earlier)
      : run_(run),
        whole_(whole),
        licences_(whole_licences),
        book_(run, whole, whole_licences),
        model_(run.grid, run.policy, factors, run.observables, run.contracts, run.isa),
        obstacles_(book_.obstacles()),
        for_each_(for_each) {
    plan_.ingredients = std::make_shared<const LawIngredients>(
        law_ingredients(run.isa, run.grid, run.policy, factors, run.observables, whole, whole_licences));
    if (earlier != nullptr && earlier->ingredients->dynamics == plan_.ingredients->dynamics) earlier_ = earlier;
    has_earlier_labels_ = earlier_ != nullptr && earlier->ingredients->labels == plan_.ingredients->labels;
  }

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
    std::vector<LawTask*> unknown;
    for (LawTask& task : tasks_) {
      if (take_over(task)) continue;
      ask_for_forwards(task);
      unknown.push_back(&task);
    }
    for_each_(forwards_.size(), [this](std::size_t n) {
      ForwardTask& task = forwards_[n];
      task.transforms = model_.transforms(task.law, task.joint, task.steps, {.count = 2});
    });
    for_each_(unknown.size(), [&](std::size_t n) { build_law(*unknown[n]); });
    for (const LawTask& task : tasks_) note_methods(law_of(task));
    for (ValueDate& date : plan_.dates) date.terms = take_terms(date.laws);
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
    means_.clear();
    std::map<std::pair<int, std::vector<double>>, std::size_t> known;  // by window and key
    for (const Claim& claim : book_.after(step)) {
      if (obstacles_[static_cast<std::size_t>(claim.cash_row)] != ClaimObstacle::NONE) continue;
      const LawKind kind = kind_of(claim, run_.observables);
      const int window = kind == LawKind::AVERAGE ? claim.average : kNone;
      const auto [found, is_new] = known.try_emplace({window, key_of(claim.law, kind, slot_of(claim.law))}, date.laws.size());
      if (is_new) {
        tasks_.push_back({claim, plan_.dates.size() - 1, date.laws.size(), {}, {}, {}});
        date.keys.push_back(found->first.second);
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
    if (kind != LawKind::AVERAGE) return law;
    law.window = claim.average;
    law.seen_share =
        1.0 - static_cast<double>(claim.law.index.size()) / run_.averages[static_cast<std::size_t>(claim.average)].count;
    ValueDate& date = plan_.dates.back();
    if (means_.empty()) means_ = mean_factors(run_.policy, run_.factors, date.step);
    task.reference = average_reference(run_.factors, run_.observables, claim.law.index.front().observable, means_);
    date.keys.back().insert(date.keys.back().end(), task.reference.begin(), task.reference.end());
    return law;
  }

  /// The numbers of an earlier plan's law, where it has all that this one needs. Its window, joint chain and claims are its
  /// own.
  bool take_over(const LawTask& task) {
    if (earlier_ == nullptr || (task.claim.law.event.labels != nullptr && !has_earlier_labels_)) return false;
    const ValueDate& date = plan_.dates[task.date];
    const auto before = std::find_if(earlier_->dates.begin(), earlier_->dates.end(),
                                     [&date](const ValueDate& other) { return other.step == date.step; });
    if (before == earlier_->dates.end()) return false;
    const auto [known, is_new] = earlier_laws_.try_emplace(date.step);
    for (std::size_t n = 0; is_new && n < before->laws.size(); ++n)
      known->second.try_emplace(before->keys[n], &before->laws[n]);
    const auto found = known->second.find(date.keys[task.law]);
    if (found == known->second.end() || (needs_tables(law_of(task)) && found->second->tables.empty())) return false;
    ValueLaw& law = law_of(task);
    ValueLaw taken = *found->second;
    taken.joint = law.joint;
    taken.window = law.window;
    taken.seen_share = law.seen_share;
    taken.claims = std::move(law.claims);
    law = std::move(taken);
    return true;
  }

  void ask_for_forwards(LawTask& task) {
    const CashFlowLaw& law = task.claim.law;
    const int step = plan_.dates[task.date].step;
    const LawKind kind = law_of(task).kind;
    if (kind == LawKind::MONEY || kind == LawKind::PRICE) task.forwards.push_back(forward_of(law, task.joint, step));
    if (kind != LawKind::AVERAGE) return;
    for (const ObservableTerm& fixing : law.index) {
      CashFlowLaw one = law;
      one.index = {{fixing.step, fixing.observable, 1.0}};
      task.forwards.push_back(forward_of(one, task.joint, step));
    }
  }

  /// Masses and forwards of a law on every date that asks for them come from one backward pass.
  std::size_t forward_of(const CashFlowLaw& law, const JointChain& joint, int step) {
    const auto [known, is_new] = known_forwards_.try_emplace(key_of(law, LawKind::PRICE, slot_of(law)), forwards_.size());
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
    added.target = {claim.cash_row, claim.scale, claim.scale_row, claim.standing, kNone};
    added.constant = claim.coefficient * claim.payoff.constant;
    added.slope = claim.coefficient * claim.payoff.slope;
    added.first_put = static_cast<std::uint32_t>(date.puts.size());
    added.put_count = static_cast<std::uint32_t>(claim.payoff.puts.size());
    for (const Kink& put : claim.payoff.puts)
      date.puts.push_back({put.strike, std::log(put.strike), claim.coefficient * put.slope});
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
        AverageLaw average =
            average_law(model_, run_.grid, task.claim.law, task.joint, step, fixings, task.reference, kTableError / 8.0);
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
    if (law.kind != LawKind::PRICE || !needs_tables(law)) return;
    const auto transform_of = [&](const Frequencies& u) {
      return model_.transforms(task.claim.law, task.joint, {step}, u).front();
    };
    law.tables = pack(option_tables(transform_of, {}, kTableError / 8.0));
  }

  static bool needs_tables(const ValueLaw& law) {
    return std::any_of(law.claims.begin(), law.claims.end(), [](const ValueClaim& claim) { return claim.put_count > 0; });
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
      ContractValuation& contract = plan_.contracts[static_cast<std::size_t>(claim.target.cash_row)];
      contract.table_error = std::max(contract.table_error, law.tables.error);
      if (law.kind == LawKind::AVERAGE) contract.method = ValuationMethod::GEOMETRIC_AVERAGE;
    }
  }

  std::size_t space_of(const CashFlowLaw& law) const {
    return static_cast<std::size_t>(law.event.labels - book_.spaces().data());
  }

  /// Of `whole`, the slot whose labels the law has; kNone: no labels.
  int slot_of(const CashFlowLaw& law) const {
    return law.event.labels == nullptr ? kNone : book_.slot_of_space()[space_of(law)];
  }

  /// Where on the date a claim's label is read. A date on which the event is decided already has no claim of it.
  void find_label(const Claim& claim, ValueDate& date, ValueClaim& added) {
    if (claim.law.event.labels == nullptr) return;
    const std::size_t step = static_cast<std::size_t>(date.step);
    const std::size_t space = space_of(claim.law);
    if (claim.slot == kNone) {
      // Nobody has applied yet: the label of no licence, at any level. It is the least, so its number is 0.
      LODESTONE_EXPECT(book_.spaces()[space].labels[step].front() == LicenceLabel{});
      return;
    }
    const auto known = labelled_.find(claim.slot);
    if (known != labelled_.end()) {
      added.target.labelled = known->second;
      return;
    }
    added.target.labelled = static_cast<int>(date.labelled.size());
    labelled_.emplace(claim.slot, added.target.labelled);
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
  std::vector<double> means_;    ///< of the factors on the date, where some average needs them
  std::map<int, int> labelled_;  ///< by slot of the run: its place among the date's
  ValuePlan plan_;
  const ValuePlan* earlier_ = nullptr;  ///< null: none, or of other dynamics
  bool has_earlier_labels_ = false;
  std::map<int, std::map<std::vector<double>, const ValueLaw*>> earlier_laws_;  ///< by step and key
};

}  // namespace

std::size_t ValuePlan::bytes() const {
  std::size_t total = 0;
  for (const ValueDate& date : dates) {
    total += date.puts.size() * sizeof(ValuePut) + date.terms.groups.size() * sizeof(ValueTermGroup) +
             date.terms.terms.size() * sizeof(ValueTerm) + date.terms.numbers.size() * sizeof(double) +
             date.terms.weights.size() * (sizeof(double) + sizeof(std::uint32_t));
    for (const std::vector<double>& key : date.keys) total += key.size() * sizeof(double);
    for (const ValueLaw& law : date.laws) {
      total += sizeof(ValueLaw) + law.tables.bytes() + law.claims.size() * sizeof(ValueClaim) +
               (law.mass.size() + law.forward.size() + 3 * law.multiplier.size() + law.fixing_weights.size()) * sizeof(double);
    }
  }
  return total;
}

ValuePlan compile_values(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                         const LicencePlan& whole_licences, const ForEach& for_each, const ValuePlan* earlier) {
  return ValueCompiler(run, factors, whole, whole_licences, for_each, earlier).compile();
}

}  // namespace lodestone
