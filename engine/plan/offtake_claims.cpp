#include <lodestone/plan/offtake_claims.hpp>

#include <algorithm>

namespace lodestone {
namespace {

const FormulaPlan kIdentity{0.0, 1.0, {}};

FormulaPlan negative(const FormulaPlan& formula) {
  FormulaPlan result{-formula.constant, -formula.slope, formula.kinks};
  for (Kink& kink : result.kinks) kink.slope = -kink.slope;
  return result;
}

}  // namespace

void OfftakeClaims::add(const DeliveryPlan& delivery, const DeliveryPlan* in_run, int row, const LabelSpace* labels, int slot) {
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

void OfftakeClaims::add_goods(Claim base, double sign, int observable, int on) {
  base.coefficient *= sign;
  payments_.add(std::move(base), kIdentity, observable, on, on, on);
}

void OfftakeClaims::add_shipment(const Claim& base, int on) {
  add_goods(base, offtake_.sign, offtake_.spot, on);
  add_price(base, on, -offtake_.sign);
}

/// sign · p(Ī), owed from `owed_on` on and paid when its last fixing is known. If the counterparty defaults in between, the
/// holder still pays what it owes and is not paid: min(x, 0) survives, (x)⁺ does not.
/// For a deferred quantity, which has its sign (that of −σ), `sign` is 1.
void OfftakeClaims::add_price(const Claim& base, int owed_on, double sign) {
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

void OfftakeClaims::add_part(Claim base, const FormulaPlan& formula, double sign, int paid_on, int stands_on) {
  base.coefficient *= sign;
  if (delivery_->average != kNone) {
    payments_.add_average(std::move(base), formula, delivery_->average, paid_on, stands_on);
  } else {
    payments_.add(std::move(base), formula, offtake_.price.index, paid_on, paid_on, stands_on);
  }
}

void OfftakeClaims::add_failure(Claim base, int on) {
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

void OfftakeClaims::add_damages(Claim base, int on) {
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

}  // namespace lodestone
