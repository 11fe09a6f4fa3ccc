#include <lodestone/plan/claim_book.hpp>

#include <algorithm>
#include <tuple>

namespace lodestone {
namespace {

const FormulaPlan kIdentity{0.0, 1.0, {}};

FormulaPlan negative(const FormulaPlan& formula) {
  FormulaPlan result{-formula.constant, -formula.slope, formula.kinks};
  for (Kink& kink : result.kinks) kink.slope = -kink.slope;
  return result;
}

bool is_zero(const FormulaPlan& formula) {
  return formula.constant == 0.0 && formula.slope == 0.0 &&
         std::all_of(formula.kinks.begin(), formula.kinks.end(), [](const Kink& kink) { return kink.slope == 0.0; });
}

/// (I − K)⁺ = (K − I)⁺ + I − K; strikes at or below 0 never bend the price of a positive index.
Payoff payoff_of(const FormulaPlan& formula) {
  Payoff payoff{formula.constant, formula.slope, {}};
  for (const Kink& kink : formula.kinks) {
    payoff.constant -= kink.slope * kink.strike;
    payoff.slope += kink.slope;
    if (kink.strike > 0.0) payoff.puts.push_back(kink);
  }
  return payoff;
}

/// The claims of one payment, added to a list: `base` carries everything but payoff, index, pay date and survival.
class PaymentClaims {
 public:
  PaymentClaims(const SimulationPlan& run, int step, int fx, int counterparty, std::vector<Claim>& claims)
      : run_(run), step_(step), fx_(fx), counterparty_(counterparty), claims_(claims) {}

  /// payoff(observable on `read_on`), or of nothing (kNone), paid on `paid_on` to or by one that stands on `stands_on`.
  void add(Claim base, const FormulaPlan& payoff, int observable, int read_on, int paid_on, int stands_on) {
    if (is_zero(payoff)) return;
    set_payment(base, paid_on, stands_on);
    if (observable != kNone) base.law.index = {{read_on, observable, 1.0}};
    base.payoff = payoff_of(payoff);
    claims_.push_back(std::move(base));
  }

  /// payoff(mean of a window), its fixings known up to the step.
  void add_average(Claim base, const FormulaPlan& payoff, int average, int paid_on, int stands_on) {
    if (is_zero(payoff)) return;
    const AveragePlan& window = run_.averages[static_cast<std::size_t>(average)];
    std::vector<int> to_come;
    for (const int fixing : window.fixing_steps) {
      if (fixing > step_) to_come.push_back(fixing);
    }
    set_payment(base, paid_on, stands_on);
    const Payoff whole = payoff_of(payoff);
    Claim known = base;
    known.average = average;
    known.payoff = to_come.empty() ? whole : Payoff{whole.constant, whole.slope, {}};
    claims_.push_back(std::move(known));
    if (to_come.empty()) return;
    // The straight part is exact, fixing by fixing; only the puts are left to the geometric law.
    for (const int fixing : to_come) {
      if (whole.slope == 0.0) break;
      Claim one = base;
      one.law.index = {{fixing, window.observable, 1.0}};
      one.payoff = {0.0, whole.slope / window.count, {}};
      claims_.push_back(std::move(one));
    }
    if (whole.puts.empty()) return;
    base.average = average;
    for (const int fixing : to_come)
      base.law.index.push_back({fixing, window.observable, 1.0 / static_cast<double>(to_come.size())});
    base.payoff = {0.0, 0.0, whole.puts};
    claims_.push_back(std::move(base));
  }

 private:
  void set_payment(Claim& claim, int paid_on, int stands_on) const {
    if (fx_ != kNone) claim.law.money.push_back({paid_on, fx_, 1.0});
    claim.law.discounted_to = paid_on;
    if (counterparty_ == kNone || stands_on <= step_) return;
    claim.law.counterparty = counterparty_;
    claim.law.survives_to = stands_on;
  }

  const SimulationPlan& run_;
  int step_;
  int fx_;
  int counterparty_;
  std::vector<Claim>& claims_;
};

/// The claims of one offtake after one step.
class OfftakeClaims {
 public:
  OfftakeClaims(const SimulationPlan& run, const OfftakePlan& offtake, const FormulaPlan& price, int step,
                std::vector<Claim>& claims)
      : offtake_(offtake),
        price_(price),
        step_(step),
        payments_(run, step, offtake.fx, offtake.counterparty, claims) {}

  /// `in_run`: the same delivery in the run's plan, or null; `row` its index there. `labels`: of its slot, or null; `slot`: that
  /// slot in the run's plan, or kNone.
  void add(const DeliveryPlan& delivery, const DeliveryPlan* in_run, int row, const LabelSpace* labels, int slot) {
    delivery_ = &delivery;
    Claim base;
    base.cash_row = offtake_.cash_row;
    if (in_run != nullptr && in_run->deferred != kNone && delivery.due_step <= step_ && delivery.average_step > step_) {
      base.scale = ClaimScale::DEFERRED_QUANTITY;
      base.scale_row = in_run->deferred;
      add_price(base, step_, 1.0);
    }
    if (delivery.last_step <= step_) return;
    base.standing = offtake_.counterparty;
    base.scale = in_run != nullptr ? ClaimScale::OPEN_QUANTITY : ClaimScale::ONE;
    base.scale_row = in_run != nullptr ? row : kNone;
    base.coefficient = in_run != nullptr ? 1.0 : delivery.quantity;
    base.slot = slot;
    if (labels == nullptr) {
      if (delivery.due_step > step_) add_shipment(base, delivery.due_step);
      return;
    }
    for (int shipped = std::max(delivery.due_step, step_ + 1); shipped <= delivery.last_step; ++shipped) {
      base.law.event = {labels, delivery.due_step, shipped, true};
      add_shipment(base, shipped);
    }
    base.law.event = {labels, delivery.due_step, delivery.last_step, false};
    add_failure(base, delivery.last_step);
  }

 private:
  void add_goods(Claim base, double sign, int observable, int on) {
    base.coefficient *= sign;
    payments_.add(std::move(base), kIdentity, observable, on, on, on);
  }

  void add_shipment(const Claim& base, int on) {
    add_goods(base, offtake_.sign, offtake_.spot, on);
    add_price(base, on, -offtake_.sign);
  }

  /// sign · p(Ī), owed from `owed_on` on and paid when its last fixing is known. If the counterparty defaults in between, the
  /// holder still pays what it owes and is not paid: min(x, 0) survives, (x)⁺ does not.
  /// For a deferred quantity, which has its sign (that of −σ), `sign` is 1.
  void add_price(const Claim& base, int owed_on, double sign) {
    const int paid_on = std::max(owed_on, delivery_->average_step);
    if (offtake_.counterparty == kNone || paid_on == owed_on) {
      add_part(base, price_, sign, paid_on, owed_on);
      return;
    }
    const FormulaPlan above = positive_part(price_);
    const FormulaPlan below = positive_part(negative(price_));
    const bool is_payer = offtake_.sign > 0.0;
    Claim paid_to_holder = base;
    paid_to_holder.standing = offtake_.counterparty;
    add_part(is_payer ? base : paid_to_holder, above, sign, paid_on, is_payer ? owed_on : paid_on);
    add_part(is_payer ? paid_to_holder : base, negative(below), sign, paid_on, is_payer ? paid_on : owed_on);
  }

  void add_part(Claim base, const FormulaPlan& formula, double sign, int paid_on, int stands_on) {
    base.coefficient *= sign;
    if (delivery_->average != kNone) {
      payments_.add_average(std::move(base), formula, delivery_->average, paid_on, stands_on);
    } else {
      payments_.add(std::move(base), formula, offtake_.price.index, paid_on, paid_on, stands_on);
    }
  }

  void add_failure(Claim base, int on) {
    const FailurePlan& failure = offtake_.failure;
    if (std::any_of(failure.is_excused.begin(), failure.is_excused.end(), [](std::uint8_t excused) { return excused != 0; })) {
      for (const std::uint8_t excused : failure.is_excused) base.law.levels_wanted.push_back(excused == 0);
      base.law.level_stance = offtake_.lane_stance;
      base.law.level_step = on;
    }
    const bool is_buyer = offtake_.sign > 0.0;
    if (failure.clause == FailureClause::REPLACE && failure.obliged == Side::BUY) {
      if (!is_buyer) return;
      add_goods(base, 1.0, offtake_.spot, on);
      add_goods(base, -1.0, failure.replacement, on);
    } else if (failure.clause == FailureClause::REPLACE) {
      add_goods(base, offtake_.sign, is_buyer ? offtake_.spot : failure.replacement, on);
      add_price(base, on, -offtake_.sign);
    } else if (failure.clause == FailureClause::DAMAGES) {
      add_damages(base, on);
    }
  }

  void add_damages(Claim base, int on) {
    const FailurePlan& failure = offtake_.failure;
    base.coefficient *= offtake_.sign * failure.damages_rate;
    switch (failure.damages_base) {
      case DamagesBase::PRICE:
        add_part(base, price_, 1.0, on, on);
        return;
      case DamagesBase::DIFFERENCE:
        add_goods(base, 1.0, offtake_.spot, on);
        add_part(base, price_, -1.0, on, on);
        return;
      case DamagesBase::POSITIVE_DIFFERENCE: {
        // Of one index: the price is fixed, whatever index its terms name, or reads the spot itself (obstacles see to that).
        FormulaPlan difference = negative(price_);
        difference.slope += 1.0;
        payments_.add(std::move(base), positive_part(difference), offtake_.spot, on, on, on);
        return;
      }
    }
  }

  const OfftakePlan& offtake_;
  const FormulaPlan& price_;
  int step_;
  PaymentClaims payments_;
  const DeliveryPlan* delivery_ = nullptr;
};

bool has_kinks(const FormulaPlan& formula) { return !formula.kinks.empty(); }

/// The formula in force for good: milestones that are to come are an obstacle.
const FormulaPlan& price_of(const OfftakePlan& offtake) {
  return offtake.price.after_project == kNone ? offtake.price.formula : offtake.price.formula_after;
}

}  // namespace

std::string_view describe(ClaimObstacle obstacle) {
  switch (obstacle) {
    case ClaimObstacle::NONE:
      return "";
    case ClaimObstacle::PROJECT:
      return "depends on a project's output, milestones or default";
    case ClaimObstacle::YEARLY_CAP:
      return "payments of a year are capped";
    case ClaimObstacle::DAMAGES_CAP:
      return "damages are capped over the contract's life";
    case ClaimObstacle::DAMAGES_KINK:
      return "damages bend in two indices, or wait for an average";
    case ClaimObstacle::STOCK:
      return "draws on a stock";
    case ClaimObstacle::LINKED_SALE:
      return "is served from a purchase";
    case ClaimObstacle::MADE_UP_QUANTITY:
      return "what fails is made up later";
    case ClaimObstacle::LICENCE_LABELS:
      return "its licence account has too many states, or a project applies under it";
    case ClaimObstacle::JOINT_STATES:
      return "follows too many policy chains";
    case ClaimObstacle::LINEAR_INDEX:
      return "its price bends in an index that is not exponential";
    case ClaimObstacle::FEEDBACK:
      return "feels the diversification feedback";
  }
  return "";
}

ClaimBook::ClaimBook(const SimulationPlan& run, const ContractsPlan& whole, const LicencePlan& whole_licences)
    : run_(run), whole_(whole), licences_(whole_licences), space_of_slot_(whole_licences.slots.size(), kNone) {
  const std::size_t rows = whole.position_of_cash_row.size();
  obstacles_.assign(rows, ClaimObstacle::NONE);
  last_steps_.assign(rows, 0);
  const auto last = [this](int row) -> int& { return last_steps_[static_cast<std::size_t>(row)]; };
  for (const OfftakePlan& offtake : whole.offtakes) {
    obstacles_[static_cast<std::size_t>(offtake.cash_row)] = obstacle_of(offtake);
    for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
      const DeliveryPlan& delivery = whole.deliveries[static_cast<std::size_t>(d)];
      last(offtake.cash_row) = std::max({last(offtake.cash_row), delivery.last_step, delivery.average_step});
    }
  }
  for (const SettledContractPlan& contract : whole.settled) {
    obstacles_[static_cast<std::size_t>(contract.cash_row)] = obstacle_of(contract);
    for (const SettlementPlan& settlement : contract.settlements) {
      last(contract.cash_row) = std::max(last(contract.cash_row), settlement.pay_step);
    }
  }
  for (const LoanPlan& loan : whole.loans) {
    obstacles_[static_cast<std::size_t>(loan.cash_row)] = obstacle_of(loan);
    last(loan.cash_row) = loan.flows.back().step;
  }
}

bool ClaimBook::depends_on_project(int counterparty) const {
  return counterparty != kNone && whole_.counterparties[static_cast<std::size_t>(counterparty)].project != kNone;
}

bool ClaimBook::is_exponential(int observable) const {
  return observable == kNone || run_.observables.observables[static_cast<std::size_t>(observable)].is_exponential;
}

bool ClaimBook::feels_feedback(int observable) const {
  if (observable == kNone || !run_.policy.feedback.is_on || run_.policy.feedback.sensitivity == 0.0) return false;
  const ObservablePlan& read = run_.observables.observables[static_cast<std::size_t>(observable)];
  for (std::uint32_t n = read.first; n < read.first + read.count; ++n) {
    if (run_.factors.feels_feedback[run_.observables.columns[n]] != 0) return true;
  }
  return false;
}

ClaimObstacle ClaimBook::obstacle_of(const OfftakePlan& offtake) {
  const FailurePlan& failure = offtake.failure;
  const FormulaPlan& price = price_of(offtake);
  const bool is_licensed = offtake.lane_stance != kNone;
  bool waits = false;
  for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
    const DeliveryPlan& delivery = whole_.deliveries[static_cast<std::size_t>(d)];
    waits |= delivery.average_step > delivery.due_step;
  }
  if (offtake.project != kNone || depends_on_project(offtake.counterparty)) return ClaimObstacle::PROJECT;
  if (offtake.price.after_project != kNone) {
    const ProjectPlan& project = run_.projects.projects[static_cast<std::size_t>(offtake.price.after_project)];
    if (project.reached_day[static_cast<std::size_t>(offtake.price.after_milestone)] == kNever) return ClaimObstacle::PROJECT;
  }
  if (offtake.purchase != kNone) return ClaimObstacle::LINKED_SALE;
  if (!is_exponential(offtake.price.index) && (has_kinks(price) || (waits && offtake.counterparty != kNone))) {
    return ClaimObstacle::LINEAR_INDEX;
  }
  for (const int observable : {offtake.price.index, offtake.spot, offtake.fx, failure.replacement}) {
    if (feels_feedback(observable)) return ClaimObstacle::FEEDBACK;
  }
  if (!is_licensed) return ClaimObstacle::NONE;
  const bool is_of_one_index = price.slope == 0.0 && !has_kinks(price);
  if (failure.clause == FailureClause::FROM_STOCK) return ClaimObstacle::STOCK;
  if (failure.clause == FailureClause::MAKE_UP || failure.suspends) return ClaimObstacle::MADE_UP_QUANTITY;
  if (failure.clause == FailureClause::DAMAGES && failure.damages_cap_row != kNone) return ClaimObstacle::DAMAGES_CAP;
  if (failure.clause == FailureClause::DAMAGES && waits) return ClaimObstacle::DAMAGES_KINK;
  if (failure.clause == FailureClause::DAMAGES && failure.damages_base == DamagesBase::POSITIVE_DIFFERENCE) {
    const bool reads_spot = offtake.price.index == offtake.spot &&
                            whole_.deliveries[static_cast<std::size_t>(offtake.first_delivery)].average == kNone;
    if (!is_of_one_index && !reads_spot) return ClaimObstacle::DAMAGES_KINK;
    if (!is_exponential(offtake.spot)) return ClaimObstacle::LINEAR_INDEX;
  }
  return obstacle_of_licences(offtake);
}

ClaimObstacle ClaimBook::obstacle_of_licences(const OfftakePlan& offtake) {
  for (int d = offtake.first_delivery; d < offtake.first_delivery + offtake.delivery_count; ++d) {
    const int slot = whole_.deliveries[static_cast<std::size_t>(d)].slot;
    int& space = space_of_slot_[static_cast<std::size_t>(slot)];
    if (space != kNone) continue;
    if (const int equal = find_equal_slot(slot); equal != kNone) {
      space = space_of_slot_[static_cast<std::size_t>(equal)];
      continue;
    }
    LabelResult result = licence_labels(licences_, slot, run_.grid, whole_, run_.grid.last_step());
    if (result.obstacle != LabelObstacle::NONE) return ClaimObstacle::LICENCE_LABELS;
    space = static_cast<int>(spaces_.size());
    spaces_.push_back(std::move(result.space));
    slot_of_space_.push_back(slot);
  }
  return ClaimObstacle::NONE;
}

/// A slot with a space that has the same future: one delivery with the same dates in the same lane, and the same state today.
int ClaimBook::find_equal_slot(int slot) const {
  const SlotPlan& subject = licences_.slots[static_cast<std::size_t>(slot)];
  if (subject.deliveries.size() != 1 || !subject.projects.empty()) return kNone;
  const auto delivery_of = [this](const SlotPlan& of) -> const DeliveryPlan& {
    return whole_.deliveries[static_cast<std::size_t>(of.deliveries.front().delivery)];
  };
  const auto future = [&](const SlotPlan& of) {
    const DeliveryPlan& delivery = delivery_of(of);
    return std::tuple(of.lane, of.pending_since, of.live_until, of.refused_on, of.tonnes_left, of.tonnes_per_licence,
                      of.deliveries.front().apply_from_day, delivery.due_step, delivery.last_step, delivery.due_day,
                      delivery.quantity * of.deliveries.front().tonnes_per_unit);
  };
  for (const int other : slot_of_space_) {
    const SlotPlan& known = licences_.slots[static_cast<std::size_t>(other)];
    if (known.deliveries.size() == 1 && known.projects.empty() && future(known) == future(subject)) return other;
  }
  return kNone;
}

ClaimObstacle ClaimBook::obstacle_of(const SettledContractPlan& contract) const {
  if (contract.project != kNone || depends_on_project(contract.counterparty)) return ClaimObstacle::PROJECT;
  if (contract.cap_row != kNone) return ClaimObstacle::YEARLY_CAP;
  if (!is_exponential(contract.index) && has_kinks(contract.payment)) return ClaimObstacle::LINEAR_INDEX;
  return feels_feedback(contract.index) || feels_feedback(contract.fx) ? ClaimObstacle::FEEDBACK : ClaimObstacle::NONE;
}

ClaimObstacle ClaimBook::obstacle_of(const LoanPlan& loan) const {
  if (depends_on_project(loan.counterparty)) return ClaimObstacle::PROJECT;
  return feels_feedback(loan.base_rate) || feels_feedback(loan.fx) ? ClaimObstacle::FEEDBACK : ClaimObstacle::NONE;
}

std::vector<Claim> ClaimBook::after(int step) const {
  std::vector<Claim> claims;
  const auto is_exact = [this](int row) { return obstacles_[static_cast<std::size_t>(row)] == ClaimObstacle::NONE; };
  for (std::size_t o = 0; o < whole_.offtakes.size(); ++o) {
    if (is_exact(whole_.offtakes[o].cash_row)) add_offtake(o, step, claims);
  }
  for (const SettledContractPlan& contract : whole_.settled) {
    if (is_exact(contract.cash_row)) add_settled(contract, step, claims);
  }
  for (std::size_t n = 0; n < whole_.loans.size(); ++n) {
    if (is_exact(whole_.loans[n].cash_row)) add_loan(whole_.loans[n], n, step, claims);
  }
  return claims;
}

void ClaimBook::add_offtake(std::size_t index, int step, std::vector<Claim>& claims) const {
  const OfftakePlan& offtake = whole_.offtakes[index];
  const OfftakePlan& in_run = run_.contracts.offtakes[index];
  OfftakeClaims add(run_, offtake, price_of(offtake), step, claims);
  for (int n = 0; n < offtake.delivery_count; ++n) {
    const DeliveryPlan& delivery = whole_.deliveries[static_cast<std::size_t>(offtake.first_delivery + n)];
    const int row = n < in_run.delivery_count ? in_run.first_delivery + n : kNone;
    add.add(delivery, row == kNone ? nullptr : &run_.contracts.deliveries[static_cast<std::size_t>(row)], row,
            delivery.slot == kNone
                ? nullptr
                : &spaces_[static_cast<std::size_t>(space_of_slot_[static_cast<std::size_t>(delivery.slot)])],
            slot_in_run(delivery, row));
  }
}

/// A general licence counts for deliveries beyond the run too; for a licence of their own nobody has applied yet.
int ClaimBook::slot_in_run(const DeliveryPlan& delivery, int row) const {
  if (row != kNone) return run_.contracts.deliveries[static_cast<std::size_t>(row)].slot;
  if (delivery.slot == kNone) return kNone;
  const SlotPlan& slot = licences_.slots[static_cast<std::size_t>(delivery.slot)];
  if (licences_.lanes[static_cast<std::size_t>(slot.lane)].basis == LicenceBasis::PER_SHIPMENT) return kNone;
  return run_.licences.first_slot[static_cast<std::size_t>(slot.account)];
}

void ClaimBook::add_settled(const SettledContractPlan& contract, int step, std::vector<Claim>& claims) const {
  PaymentClaims payments(run_, step, contract.fx, contract.counterparty, claims);
  for (const SettlementPlan& settlement : contract.settlements) {
    if (settlement.pay_step <= step) continue;
    Claim base;
    base.cash_row = contract.cash_row;
    base.coefficient = contract.sign * settlement.quantity;
    base.standing = contract.counterparty;
    if (settlement.average != kNone) {
      payments.add_average(base, contract.payment, settlement.average, settlement.pay_step, settlement.pay_step);
    } else {
      payments.add(base, contract.payment, contract.index, settlement.pay_step, settlement.pay_step, settlement.pay_step);
    }
  }
}

void ClaimBook::add_loan(const LoanPlan& loan, std::size_t index, int step, std::vector<Claim>& claims) const {
  PaymentClaims payments(run_, step, loan.fx, loan.counterparty, claims);
  Claim base;
  base.cash_row = loan.cash_row;
  base.standing = loan.counterparty;
  int period_start = 0;
  bool is_running = true;
  for (const LoanFlowPlan& flow : loan.flows) {
    if (flow.step > step) {
      Claim interest = base;
      interest.coefficient = flow.outstanding * flow.years;
      if (loan.base_rate == kNone) {
        payments.add(interest, {loan.margin_or_rate, 0.0, {}}, kNone, flow.step, flow.step, flow.step);
      } else if (is_running || period_start <= step) {
        interest.scale = ClaimScale::LOAN_RATE;
        interest.scale_row = static_cast<int>(index);
        payments.add(interest, {1.0, 0.0, {}}, kNone, flow.step, flow.step, flow.step);
      } else {
        payments.add(interest, {loan.margin_or_rate, 1.0, {}}, loan.base_rate, period_start, flow.step, flow.step);
      }
      Claim principal = base;
      principal.coefficient = flow.amount;
      if (flow.amount != 0.0) payments.add(principal, {1.0, 0.0, {}}, kNone, flow.step, flow.step, flow.step);
      is_running = false;
    }
    period_start = flow.step;
  }
  if (loan.counterparty == kNone || loan.recovery == 0.0) return;
  // Default on step k: it stood on k − 1 and does not on k.
  std::size_t next = 0;
  for (int k = step + 1; k <= loan.flows.back().step; ++k) {
    while (loan.flows[next].step < k) ++next;
    if (loan.flows[next].outstanding == 0.0) continue;
    Claim recovery = base;
    recovery.coefficient = loan.recovery * loan.flows[next].outstanding;
    payments.add(recovery, {1.0, 0.0, {}}, kNone, k, k, k - 1);
    recovery.coefficient = -recovery.coefficient;
    payments.add(recovery, {1.0, 0.0, {}}, kNone, k, k, k);
  }
}

}  // namespace lodestone
