#include <lodestone/plan/proxy_compiler.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/plan/proxy_terms.hpp>

#include <algorithm>
#include <set>

namespace lodestone {
namespace {

constexpr std::size_t kWatchedDeliveries = 6;  ///< under way at most, each with features of its own

class ProxyDrafter {
 public:
  ProxyDrafter(const SimulationPlan& plan, int cash_row, int step) : plan_(plan), step_(step) {
    proxy_.cash_row = cash_row;
    proxy_.step = step;
  }

  ProxyDraft draft() {
    add_money(kNone);
    for (const OfftakePlan& offtake : plan_.contracts.offtakes) {
      if (offtake.cash_row == proxy_.cash_row) add_offtake(offtake);
    }
    for (const SettledContractPlan& contract : plan_.contracts.settled) {
      if (contract.cash_row == proxy_.cash_row) add_settled(contract);
    }
    for (std::size_t l = 0; l < plan_.contracts.loans.size(); ++l) {
      if (plan_.contracts.loans[l].cash_row == proxy_.cash_row) add_loan(plan_.contracts.loans[l], static_cast<int>(l));
    }
    add_chains();
    LODESTONE_EXPECT(proxy_.features.size() <= kMaximumProxyFeatures);
    proxy_.terms = proxy_terms(roles_);
    return {std::move(proxy_), std::move(drivers_)};
  }

 private:
  std::int32_t today() const { return plan_.grid.days[static_cast<std::size_t>(step_)]; }

  ProxyFeature& add(ProxyInput input, ProxyRole role, int row = kNone, int other = kNone) {
    proxy_.features.push_back({input, row, other});
    roles_.push_back({role, input == ProxyInput::CHAIN_STATE ? row : kNone});
    return proxy_.features.back();
  }

  void add_bent(ProxyInput input, int row, double bend) {
    ProxyFeature& feature = add(input, ProxyRole::BEND, row);
    feature.is_bent = true;
    feature.bend = bend;
  }

  void add_list(ProxyInput input, ProxyRole role, const std::vector<int>& deliveries) {
    if (deliveries.empty()) return;
    ProxyFeature& feature = add(input, role);
    feature.first = static_cast<std::uint32_t>(proxy_.deliveries.size());
    feature.count = static_cast<std::uint32_t>(deliveries.size());
    proxy_.deliveries.insert(proxy_.deliveries.end(), deliveries.begin(), deliveries.end());
  }

  // ---- Levels ----

  /// `over` is taken off in logarithms; kNone: nothing is.
  int add_level(int observable, int over = kNone) {
    const ObservablesPlan& all = plan_.observables;
    std::vector<double> weights(static_cast<std::size_t>(plan_.factors.count));
    const auto collect = [&](int o, double sign) {
      if (o == kNone) return;
      const ObservablePlan& read = all.observables[static_cast<std::size_t>(o)];
      for (std::uint32_t n = read.first; n < read.first + read.count; ++n) weights[all.columns[n]] += sign * all.weights[n];
    };
    collect(observable, 1.0);
    collect(over, -1.0);
    const double multiplier = all.observables[static_cast<std::size_t>(observable)].at(step_);
    return add_weighted(weights, multiplier);
  }

  int add_weighted(const std::vector<double>& weights, double multiplier) {
    ProxyLevel level;
    level.multiplier = multiplier;
    for (std::size_t f = 0; f < weights.size(); ++f) {
      if (weights[f] == 0.0) continue;
      level.weights.push_back(weights[f]);
      level.columns.push_back(static_cast<std::uint32_t>(f));
      factors_.insert(static_cast<std::uint32_t>(f));
    }
    proxy_.levels.push_back(std::move(level));
    return static_cast<int>(proxy_.levels.size()) - 1;
  }

  /// Gives a level a row of scratch for its exponential. False when there is none left.
  bool exponentiate(int level) {
    if (exponentials_ == static_cast<int>(kMaximumProxyExponentials)) return false;
    proxy_.levels[static_cast<std::size_t>(level)].exponential = exponentials_++;
    return true;
  }

  /// ln P, or ln (P / over), and P.
  void add_price(int observable, int over, const FormulaPlan* payoff) {
    if (observable == kNone || !priced_.insert(observable).second) return;
    const bool is_exponential = plan_.observables.observables[static_cast<std::size_t>(observable)].is_exponential;
    const int level = add_level(observable, is_exponential ? over : kNone);
    add(ProxyInput::LEVEL, ProxyRole::LEVEL, level);
    if (over == kNone) {
      for (const double bend : {-2.0, -1.0, 0.0, 1.0, 2.0}) add_bent(ProxyInput::LEVEL, level, bend);
    }
    if (!is_exponential) return;
    drivers_.prices.push_back(observable);
    const int whole = over == kNone ? level : add_level(observable);
    if (!exponentiate(whole)) return;
    add(ProxyInput::PRICE, ProxyRole::PRICE, whole);
    if (payoff == nullptr || payoff->kinks.empty()) return;
    proxy_.payoff = *payoff;
    add(ProxyInput::PAYOFF, ProxyRole::PRICE, whole);
  }

  /// A rate or a currency.
  void add_minor(int observable) {
    if (observable == kNone || !priced_.insert(observable).second) return;
    const int level = add_level(observable);
    if (proxy_.levels[static_cast<std::size_t>(level)].weights.empty()) return;
    add(ProxyInput::LEVEL, ProxyRole::MINOR, level);
    add_minor_factors(observable);
  }

  void add_minor_factors(int observable) {
    const ObservablePlan& read = plan_.observables.observables[static_cast<std::size_t>(observable)];
    for (std::uint32_t n = read.first; n < read.first + read.count; ++n) add_driver(plan_.observables.columns[n]);
  }

  void add_driver(std::uint32_t factor) {
    factors_.insert(factor);
    if (std::find(drivers_.factors.begin(), drivers_.factors.end(), factor) == drivers_.factors.end())
      drivers_.factors.push_back(factor);
  }

  void add_money(int fx) {
    add_minor(plan_.observables.discount_rate);
    add_minor(fx);
  }

  // ---- Contracts ----

  void add_offtake(const OfftakePlan& offtake) {
    const int index = offtake.price.index;
    add_price(index, kNone, &offtake.price.formula);
    add_price(offtake.spot, index, nullptr);
    add_price(offtake.failure.replacement, offtake.spot, nullptr);
    add_minor(offtake.fx);
    proxy_.counterparty = offtake.counterparty;
    proxy_.project = offtake.project;
    add_deliveries(offtake);
    add_failure(offtake);
    if (offtake.project != kNone) add_project(offtake.project);
    add_counterparty(offtake.counterparty);
    if (offtake.price.after_project != kNone) add_project(offtake.price.after_project);
    if (offtake.lane_stance != kNone) add_stance(offtake.lane_stance);
    if (offtake.purchase != kNone) add_purchase(plan_.contracts.offtakes[static_cast<std::size_t>(offtake.purchase)]);
  }

  void add_purchase(const OfftakePlan& purchase) {
    if (purchase.counterparty != kNone) {
      add(ProxyInput::STANDS, ProxyRole::FLAG, purchase.counterparty);
      add_counterparty(purchase.counterparty);
    }
    add_licences(purchase);
    if (purchase.lane_stance != kNone) add_stance(purchase.lane_stance);
    if (purchase.project != kNone) add_project(purchase.project);
  }

  void add_deliveries(const OfftakePlan& offtake) {
    std::vector<int> in_grace, deferred, allotted, served;
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      const DeliveryPlan& delivery = plan_.contracts.deliveries[static_cast<std::size_t>(d)];
      if (delivery.deferred != kNone && delivery.due_step <= step_ && delivery.average_step > step_) deferred.push_back(d);
      if (delivery.average != kNone && delivery.last_step > step_) add_average(delivery.average);
      if (delivery.last_step <= step_) continue;
      if (delivery.due_step <= step_) in_grace.push_back(d);
      if (delivery.due_step <= step_ && delivery.purchase != kNone) served.push_back(d);
      if (delivery.allotment != kNone && is_allotted(delivery)) allotted.push_back(d);
    }
    add_list(ProxyInput::OPEN_QUANTITY, ProxyRole::FLAG, in_grace);
    add_list(ProxyInput::DEFERRED_PRICE, ProxyRole::FLAG, deferred);
    if (offtake.failure.clause == FailureClause::DAMAGES) add_list(ProxyInput::DEFERRED_DAMAGES, ProxyRole::FLAG, deferred);
    add_list(ProxyInput::ALLOTTED, ProxyRole::FLAG, allotted);
    add_list(ProxyInput::ARRIVED, ProxyRole::FLAG, served);
    proxy_.waiting = deferred;
    if (!deferred.empty() && offtake.counterparty != kNone) add(ProxyInput::STANDS, ProxyRole::FLAG, offtake.counterparty);
    add_licences(offtake);
  }

  /// Whether a quarter end on or before the step has allotted to it what it still waits for.
  bool is_allotted(const DeliveryPlan& delivery) const {
    std::int32_t next = INT32_MAX;
    for (const QuarterPlan& quarter : plan_.projects.quarters) {
      if (quarter.step > step_) next = std::min(next, quarter.end_day);
    }
    return delivery.due_day < next;
  }

  /// Windows that have begun.
  void add_average(int average) {
    const AveragePlan& window = plan_.averages[static_cast<std::size_t>(average)];
    const bool has_begun = window.past_sum != 0.0 || (!window.fixing_steps.empty() && window.fixing_steps.front() <= step_);
    if (has_begun && averages_.insert(average).second) add(ProxyInput::AVERAGE, ProxyRole::MINOR, average);
  }

  void add_licences(const OfftakePlan& offtake) {
    std::size_t watched = 0;
    std::set<int> known;
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      const DeliveryPlan& delivery = plan_.contracts.deliveries[static_cast<std::size_t>(d)];
      if (delivery.slot == kNone || delivery.last_step <= step_) continue;
      const SlotPlan& slot = plan_.licences.slots[static_cast<std::size_t>(delivery.slot)];
      const LanePlan& lane = plan_.licences.lanes[static_cast<std::size_t>(slot.lane)];
      if (!known.insert(delivery.slot).second) continue;
      if (lane.basis != LicenceBasis::PER_SHIPMENT) {
        add_slot(delivery.slot, lane);
        continue;
      }
      drivers_.slots.push_back(delivery.slot);
      const bool may_have_applied =
          delivery.due_day - lane.lead_days <= today() || slot.pending_since != kNever || slot.live_until != kNever;
      if (!may_have_applied || watched == kWatchedDeliveries) continue;
      ++watched;
      add(ProxyInput::IS_LIVE, ProxyRole::FLAG, delivery.slot, d);
      add(ProxyInput::IS_PENDING, ProxyRole::FLAG, delivery.slot, d);
    }
  }

  void add_slot(int slot, const LanePlan& lane) {
    drivers_.slots.push_back(slot);
    add(ProxyInput::IS_LIVE, ProxyRole::FLAG, slot);
    add(ProxyInput::IS_PENDING, ProxyRole::FLAG, slot);
    add(ProxyInput::DAYS_LEFT, ProxyRole::MINOR, slot);
    add(ProxyInput::DAYS_PENDING, ProxyRole::MINOR, slot);
    add(ProxyInput::DAYS_COOLING, ProxyRole::MINOR, slot);
    if (lane.basis == LicenceBasis::PER_QUANTITY) add(ProxyInput::TONNES_LEFT, ProxyRole::MINOR, slot);
    add_stance(lane.stance);
  }

  void add_failure(const OfftakePlan& offtake) {
    const FailurePlan& failure = offtake.failure;
    if (failure.damages_cap_row != kNone) add(ProxyInput::DAMAGES_LEFT, ProxyRole::MINOR, failure.damages_cap_row);
    if (failure.stock != kNone) add(ProxyInput::STOCK, ProxyRole::MINOR, failure.stock);
    if (failure.clause != FailureClause::MAKE_UP && !failure.suspends) return;
    // What was made up stands in the first delivery still open.
    std::vector<int> open;
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      const DeliveryPlan& delivery = plan_.contracts.deliveries[static_cast<std::size_t>(d)];
      if (delivery.last_step <= step_) continue;
      open.push_back(d);
      if (delivery.due_step > step_) break;
    }
    add_list(ProxyInput::OPEN_QUANTITY, ProxyRole::FLAG, open);
  }

  void add_settled(const SettledContractPlan& contract) {
    add_price(contract.index, kNone, &contract.payment);
    add_minor(contract.fx);
    proxy_.counterparty = contract.counterparty;
    add_counterparty(contract.counterparty);
    std::int32_t year_so_far = INT32_MIN;
    bool is_first = true;
    bool is_running = false;  // the output of a quarter that is over is still to be paid for, whatever becomes of the project
    for (const SettlementPlan& settlement : contract.settlements) {
      if (settlement.pay_step <= step_) {
        year_so_far = settlement.year;
        continue;
      }
      if (settlement.average != kNone) add_average(settlement.average);
      if (is_first && contract.cap_row != kNone && settlement.year == year_so_far)
        add(ProxyInput::YEAR_SUM, ProxyRole::DRIVER, contract.cap_row);
      is_first = false;
      if (settlement.output_quarter < 0) continue;
      if (plan_.projects.quarters[static_cast<std::size_t>(settlement.output_quarter)].step > step_) continue;
      add(ProxyInput::OUTPUT_RATIO, ProxyRole::FLAG, contract.project, settlement.output_quarter);
      is_running = true;
    }
    if (contract.project == kNone) return;
    proxy_.project = is_running ? kNone : contract.project;
    add_project(contract.project);
  }

  void add_loan(const LoanPlan& loan, int index) {
    if (loan.base_rate != kNone) {
      add_minor(loan.base_rate);
      add(ProxyInput::LOAN_RATE, ProxyRole::MINOR, index);
    }
    add_minor(loan.fx);
    proxy_.counterparty = loan.counterparty;
    add_counterparty(loan.counterparty);
  }

  void add_counterparty(int counterparty) {
    if (counterparty == kNone) return;
    drivers_.counterparty = counterparty;
    add_minor(plan_.contracts.counterparties[static_cast<std::size_t>(counterparty)].spread);
    if (project_of(counterparty) != kNone) add_project(project_of(counterparty));
  }

  int project_of(int counterparty) const {
    return plan_.contracts.counterparties[static_cast<std::size_t>(counterparty)].project;
  }

  // ---- Projects ----

  void add_project(int index) {
    if (drivers_.project != kNone) return;  // one project a proxy: the first is the one that supplies it
    drivers_.project = index;
    const ProjectPlan& project = plan_.projects.projects[static_cast<std::size_t>(index)];
    if (project.slip_factor != kNone) proxy_.slip_level = add_factor(project.slip_factor);
    if (project.cost_factor != kNone) proxy_.cost_level = add_factor(project.cost_factor);
    add_price(project.spot, drivers_.prices.empty() ? kNone : drivers_.prices.front(), nullptr);
    for (const SalePlan& sale : project.sales) {
      if (sale.price.index != kNone)
        add_price(sale.price.index, drivers_.prices.empty() ? kNone : drivers_.prices.front(), nullptr);
    }
    add_minor(project.fx);
    add_minor(project.base_rate);
    add_minor(project.spread);
    add_minor(project.share_price);
    const bool ends_with_it =
        proxy_.project == index || (proxy_.counterparty != kNone && project_of(proxy_.counterparty) == index);
    if (!ends_with_it || !proxy_.waiting.empty()) add(ProxyInput::HAS_FAILED, ProxyRole::FLAG, index);
    for (int milestone = 0; milestone < 3; ++milestone) add(ProxyInput::IS_REACHED, ProxyRole::FLAG, index, milestone);
    for (const ProxyInput input : {ProxyInput::YEARS_TO_GO, ProxyInput::HEADROOM}) {
      add(input, ProxyRole::DRIVER, index);
      for (const double bend : {-1.0, 0.0, 1.0}) add_bent(input, index, bend);
    }
    for (const ProxyInput input : {ProxyInput::MONTHS_ON_SPEC, ProxyInput::CAPEX_TO_GO, ProxyInput::DEBT_DRAWN,
                                   ProxyInput::CASH_HELD, ProxyInput::COMMITMENT_LEFT, ProxyInput::DAYS_STALLED}) {
      add(input, ProxyRole::MINOR, index);
    }
    for (const int slot : project.slots) {
      add_slot(slot, plan_.licences.lanes[static_cast<std::size_t>(plan_.licences.slots[static_cast<std::size_t>(slot)].lane)]);
    }
  }

  int add_factor(int factor) {
    std::vector<double> weights(static_cast<std::size_t>(plan_.factors.count));
    weights[static_cast<std::size_t>(factor)] = 1.0;
    const int level = add_weighted(weights, 1.0);
    LODESTONE_EXPECT(exponentiate(level));
    add_driver(static_cast<std::uint32_t>(factor));
    return level;
  }

  // ---- Chains ----

  void add_stance(int stance) { stances_.insert(stance); }

  void add_chains() {
    bool feels_feedback = false;
    for (const std::uint32_t factor : factors_) {
      if (plan_.factors.stance[factor] != kNone) add_stance(plan_.factors.stance[factor]);
      feels_feedback |= plan_.factors.feels_feedback[factor] != 0;
    }
    std::set<int> chains;
    if (feels_feedback && plan_.policy.feedback.is_on) {
      for (int row = 0; row <= plan_.policy.feedback.stages; ++row) add(ProxyInput::FEEDBACK, ProxyRole::MINOR, row);
      add_stance(plan_.policy.feedback.stance);
    }
    for (const int stance : stances_) {
      for (const StanceChain& member : plan_.policy.stances[static_cast<std::size_t>(stance)].chains)
        chains.insert(member.chain);
    }
    for (const int c : chains) {
      const ChainPlan& chain = plan_.policy.chains[static_cast<std::size_t>(c)];
      if (chain.states == 1) continue;
      drivers_.chains.push_back(c);
      const int usual = usual_state(chain);
      for (int state = 0; state < chain.states; ++state) {
        if (state != usual) add(ProxyInput::CHAIN_STATE, ProxyRole::STATE, c, state);
      }
    }
  }

  /// Today's, or the most probable one: the others' indicators count from it.
  static int usual_state(const ChainPlan& chain) {
    if (!chain.is_drawn_at_start) return chain.initial_state;
    int usual = 0;
    double most = 0.0, below = 0.0;
    for (int state = 0; state < chain.states; ++state) {
      const double probability = chain.initial_cumulative[static_cast<std::size_t>(state)] - below;
      below = chain.initial_cumulative[static_cast<std::size_t>(state)];
      if (probability > most) {
        most = probability;
        usual = state;
      }
    }
    return usual;
  }

  const SimulationPlan& plan_;
  int step_;
  ProxyPlan proxy_;
  ProxyDrivers drivers_;
  std::vector<ProxyFeatureRole> roles_;
  std::set<std::uint32_t> factors_;
  std::set<int> priced_, averages_, stances_;
  int exponentials_ = 0;
};

}  // namespace

ProxyDraft draft_proxy(const SimulationPlan& whole, int cash_row, int step) {
  return ProxyDrafter(whole, cash_row, step).draft();
}

}  // namespace lodestone
