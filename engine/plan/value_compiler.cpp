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
std::vector<double> key_of(const Claim& claim, LawKind kind, int space) {
  const CashFlowLaw& law = claim.law;
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
                          static_cast<double>(kind == LawKind::AVERAGE ? claim.average : kNone)};
  for (const auto* terms : {&law.index, &law.money}) {
    key.push_back(static_cast<double>(terms->size()));
    for (const ObservableTerm& term : *terms) {
      key.insert(key.end(), {static_cast<double>(term.step), static_cast<double>(term.observable), term.weight});
    }
  }
  key.insert(key.end(), law.levels_wanted.begin(), law.levels_wanted.end());
  return key;
}

class ValueCompiler {
 public:
  ValueCompiler(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole, const LicencePlan& whole_licences)
      : run_(run),
        whole_(whole),
        licences_(whole_licences),
        book_(run, whole, whole_licences),
        model_(run.grid, run.policy, factors, run.observables, run.contracts),
        obstacles_(book_.obstacles()) {}

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
    reference_.clear();
    labelled_.clear();
    std::map<std::vector<double>, std::size_t> known;
    for (const Claim& claim : book_.after(step)) {
      if (obstacles_[static_cast<std::size_t>(claim.cash_row)] != ClaimObstacle::NONE) continue;
      const LawKind kind = kind_of(claim, run_.observables);
      const auto [found, is_new] = known.try_emplace(key_of(claim, kind, space_of(claim)), date.laws.size());
      if (is_new) date.laws.push_back(start_law(claim, kind));
      add_claim(claim, date, date.laws[found->second]);
      if (is_new) firsts_.push_back(claim);
    }
    for (std::size_t n = 0; n < date.laws.size(); ++n) build_law(firsts_[n], date, date.laws[n]);
    firsts_.clear();
  }

  static ValueLaw start_law(const Claim& claim, LawKind kind) {
    ValueLaw law;
    law.kind = kind;
    law.window = kind == LawKind::AVERAGE ? claim.average : kNone;
    return law;
  }

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

  void build_law(const Claim& claim, ValueDate& date, ValueLaw& law) {
    const JointChain joint = join_chains(run_.policy, model_.stances_of(claim.law));
    law.joint = joint_index(joint);
    CashFlowLaw flow = claim.law;
    if (law.kind == LawKind::AVERAGE) {
      law.average = average_law(model_, flow, joint, date.step, reference(date.step), kTableError / 8.0);
      const AveragePlan& window = run_.averages[static_cast<std::size_t>(claim.average)];
      law.seen_share = 1.0 - static_cast<double>(claim.law.index.size()) / window.count;
    }
    const Frequencies frequencies{law.kind == LawKind::LINEAR, law.kind == LawKind::LINEAR ? kDerivativeStep : 1.0,
                                  law.kind == LawKind::MONEY ? 1 : 2};
    const Transform transform = model_.transforms(flow, joint, {date.step}, frequencies).front();
    law.states = transform.states;
    law.labels = transform.labels;
    keep_non_zero(transform.index_weights, law.index_weights, law.index_columns);
    keep_non_zero(transform.money_weights, law.money_weights, law.money_columns);
    const std::size_t count = static_cast<std::size_t>(frequencies.count);
    for (std::size_t n = 0; n < static_cast<std::size_t>(law.states * law.labels); ++n) {
      law.mass.push_back(transform.real[n * count]);
      if (count == 1) continue;
      law.forward.push_back(law.kind == LawKind::LINEAR ? transform.imaginary[n * count + 1] / kDerivativeStep
                                                        : transform.real[n * count + 1]);
    }
    const bool has_puts =
        std::any_of(law.claims.begin(), law.claims.end(), [](const ValueClaim& c) { return c.put_count > 0; });
    if (law.kind == LawKind::PRICE && has_puts) {
      const auto transform_of = [&](const Frequencies& f) { return model_.transforms(flow, joint, {date.step}, f).front(); };
      law.tables = option_tables(transform_of, {}, kTableError / 8.0);
    }
    note_methods(law);
  }

  void note_methods(const ValueLaw& law) {
    double error = 0.0;
    for (const OptionTable& table : law.tables) error = std::max(error, table.error);
    for (const OptionTable& table : law.average.tables) error = std::max(error, table.error);
    for (const ValueClaim& claim : law.claims) {
      if (claim.put_count == 0 || claim.known_average != kNone) continue;
      ContractValuation& contract = plan_.contracts[static_cast<std::size_t>(claim.cash_row)];
      contract.table_error = std::max(contract.table_error, error);
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

  const std::vector<double>& reference(int step) {
    if (reference_.empty()) reference_ = mean_factors(run_.policy, run_.factors, step);
    return reference_;
  }

  const SimulationPlan& run_;
  const ContractsPlan& whole_;
  const LicencePlan& licences_;
  ClaimBook book_;
  LawModel model_;
  std::vector<ClaimObstacle> obstacles_;
  std::vector<Claim> firsts_;  ///< of each law of the date under way
  std::vector<double> reference_;
  std::map<int, int> labelled_;  ///< by slot of the run: its place among the date's
  ValuePlan plan_;
};

}  // namespace

std::size_t ValuePlan::bytes() const {
  std::size_t total = 0;
  for (const ValueDate& date : dates) {
    total += date.puts.size() * sizeof(ValuePut);
    for (const ValueLaw& law : date.laws) {
      total +=
          sizeof(ValueLaw) + (law.mass.size() + law.forward.size()) * sizeof(double) + law.claims.size() * sizeof(ValueClaim);
      for (const auto* tables : {&law.tables, &law.average.tables}) {
        for (const OptionTable& table : *tables) total += sizeof(OptionTable) + table.cubics.size() * sizeof(double);
      }
    }
  }
  return total;
}

ValuePlan compile_values(const SimulationPlan& run, const FactorPlan& factors, const ContractsPlan& whole,
                         const LicencePlan& whole_licences) {
  return ValueCompiler(run, factors, whole, whole_licences).compile();
}

}  // namespace lodestone
