#include <lodestone/plan/claim_book.hpp>

#include <lodestone/plan/offtake_claims.hpp>

#include <algorithm>

namespace lodestone {

const FormulaPlan& ClaimBook::price_of(const OfftakePlan& offtake) {
  return offtake.price.after_project == kNone ? offtake.price.formula : offtake.price.formula_after;
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
