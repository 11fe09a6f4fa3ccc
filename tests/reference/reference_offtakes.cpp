#include <algorithm>
#include <reference/reference_contracts.hpp>
#include <reference/reference_grid.hpp>
#include <reference/reference_pricing.hpp>

namespace lodestone::reference {
OpenDelivery ContractOffice::as_open(const OfftakeState& offtake, const DeliveryRecord& delivery, double quantity) const {
  const double tonnes = quantity * kilograms_per(offtake.terms->price.unit) / 1000.0;
  return {delivery.position, delivery.number, delivery.due, tonnes, offtake.terms->licence_account};
}

std::vector<OpenDelivery> ContractOffice::open_deliveries() const {
  std::vector<OpenDelivery> open;
  for (const auto& [id, offtake] : offtakes_) {
    for (const DeliveryRecord& delivery : offtake.deliveries) {
      if (delivery.open()) open.push_back(as_open(offtake, delivery, delivery.quantity));
    }
  }
  return open;
}

double ContractOffice::spot(const OfftakeState& offtake, int k) const {
  return model_.observe(path_, offtake.terms->spot_index, k);
}

void ContractOffice::handle(OfftakeState& offtake, int k) {
  const bool in_default = defaulted(*offtake.position, k);
  const std::vector<Payment> fixed_earlier = offtake.payments;
  for (const Payment& payment : fixed_earlier) {
    if (payment.on == today(k) && (payment.owed_by_holder || !in_default)) pay(offtake, payment, k);
  }
  for (DeliveryRecord& delivery : offtake.deliveries) {
    if (!delivery.open()) continue;
    if (in_default) {
      delivery.failed = today(k);
      delivery.failed_quantity = delivery.quantity;
    } else if (delivery.due <= today(k)) {  // the first step's date is the first active one of what is overdue today
      handle(offtake, delivery, k);
    }
  }
}

void ContractOffice::handle(OfftakeState& offtake, DeliveryRecord& delivery, int k) {
  const Offtake& terms = *offtake.terms;
  double quantity = delivery.quantity;
  if (!terms.project.empty()) {
    const double kilograms = 1000.0 * projects_.supply(terms.project, as_open(offtake, delivery, delivery.quantity));
    quantity = std::min(quantity, kilograms / kilograms_per(terms.price.unit));
  }
  if (quantity <= 0.0) {
    delivery.failed = today(k);
    return;
  }
  const double can_ship = terms.served_from.empty() ? quantity : std::min(quantity, what_came(offtake, delivery));
  if (can_ship > 0.0 && licences_.may_ship(as_open(offtake, delivery, can_ship), k)) {
    ship(offtake, delivery, can_ship, k);
    if (quantity - can_ship > 1e-9 * quantity) fail(offtake, delivery, quantity - can_ship, k);
  } else if (today(k) >= delivery.due + days{terms.grace_days}) {
    fail(offtake, delivery, quantity, k);
  }
}

void ContractOffice::ship(OfftakeState& offtake, DeliveryRecord& delivery, double quantity, int k) {
  const Offtake& terms = *offtake.terms;
  licences_.draw_down(as_open(offtake, delivery, quantity), k);
  delivery.shipped = today(k);
  delivery.shipped_quantity = quantity;
  book(delivery.position, sign_of(terms.side) * quantity * spot(offtake, k), terms.price.currency, k);
  Payment price;
  price.due = delivery.due;
  price.quantity = quantity;
  price.sign = -sign_of(terms.side);
  price.owed_by_holder = terms.side == Side::BUY;
  fix_payment(offtake, price, k);
}

void ContractOffice::fail(OfftakeState& offtake, DeliveryRecord& delivery, double quantity, int k) {
  const Offtake& terms = *offtake.terms;
  const FailureTerms& failure = terms.failure;
  delivery.failed = today(k);
  delivery.failed_quantity = quantity;
  delivery.clause = failure.clause;
  if (is_excused(offtake, delivery, k)) {
    delivery.excused = true;
    delivery.clause = failure.force_majeure_suspends ? FailureClause::MAKE_UP : FailureClause::CANCEL;
    if (failure.force_majeure_suspends) delivery.made_up = make_up(offtake, delivery, quantity);
    return;
  }
  const bool linked = !terms.served_from.empty();
  double left = quantity;
  if (!failure.stock.empty() && (linked || failure.clause == FailureClause::FROM_STOCK)) {
    delivery.from_stock = take_from_stock(offtake, delivery, left, k);
    left -= delivery.from_stock;
  }
  const bool covers = linked || failure.clause == FailureClause::FROM_STOCK || failure.clause == FailureClause::REPLACE;
  if (left > 0.0 && covers && !failure.replacement_index.empty()) {
    replace(offtake, delivery, left, linked ? Side::SELL : failure.obliged, k);
    delivery.replaced = left;
    return;
  }
  if (failure.clause == FailureClause::MAKE_UP) delivery.made_up = make_up(offtake, delivery, left);
  if (failure.clause == FailureClause::DAMAGES && left > 0.0) {
    Payment damages;
    damages.due = delivery.due;
    damages.quantity = left;
    damages.sign = sign_of(terms.side);
    damages.damages = true;
    damages.spot = spot(offtake, k);
    damages.owed_by_holder = terms.side == Side::SELL;
    fix_payment(offtake, damages, k);
  }
}

bool ContractOffice::is_excused(const OfftakeState& offtake, const DeliveryRecord& delivery, int k) const {
  const Offtake& terms = *offtake.terms;
  if (!terms.licence_account.empty()) {
    const std::string& level = model_.level_name(path_, licences_.lane_of(terms.licence_account).stance, k);
    for (const std::string& force_majeure : terms.failure.force_majeure_levels) {
      if (level == force_majeure) return true;
    }
  }
  if (!terms.force_majeure_passes_through) return false;
  const DeliveryRecord* purchase = purchase_of(offtake, delivery);
  return purchase != nullptr && purchase->excused;
}

double ContractOffice::take_from_stock(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity, int k) {
  const Offtake& terms = *offtake.terms;
  const auto& inventory = std::get<Inventory>(positions_.at(terms.failure.stock)->instrument);
  const Unit stock_unit = *find_observable(model_.study(), inventory.observable).unit;
  const double per_unit = kilograms_per(terms.price.unit) / kilograms_per(stock_unit);
  double& held = stock_.at(terms.failure.stock);
  const double taken = std::min(quantity, held / per_unit);
  if (taken <= 0.0) return 0.0;
  held = std::max(0.0, held - taken * per_unit);
  const double worth = taken * spot(offtake, k);
  book(terms.failure.stock, worth, terms.price.currency, k);
  if (terms.side == Side::SELL) {
    book(delivery.position, -worth, terms.price.currency, k);
    Payment price;
    price.due = delivery.due;
    price.quantity = taken;
    fix_payment(offtake, price, k);
  }
  return taken;
}

void ContractOffice::replace(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity, Side obliged, int k) {
  const Offtake& terms = *offtake.terms;
  const double goods = quantity * spot(offtake, k);
  const double replacement = quantity * model_.observe(path_, terms.failure.replacement_index, k);
  if (obliged == Side::BUY) {
    if (terms.side == Side::BUY) book(delivery.position, goods - replacement, terms.price.currency, k);
    return;
  }
  book(delivery.position, terms.side == Side::BUY ? goods : -replacement, terms.price.currency, k);
  Payment price;
  price.due = delivery.due;
  price.quantity = quantity;
  price.sign = -sign_of(terms.side);
  price.owed_by_holder = terms.side == Side::BUY;
  fix_payment(offtake, price, k);
}

double ContractOffice::make_up(OfftakeState& offtake, const DeliveryRecord& delivery, double quantity) const {
  for (DeliveryRecord& later : offtake.deliveries) {
    if (later.number <= delivery.number || !later.open()) continue;
    later.quantity += quantity;
    return quantity;
  }
  return 0.0;
}

const DeliveryRecord* ContractOffice::purchase_of(const OfftakeState& offtake, const DeliveryRecord& delivery) const {
  if (offtake.terms->served_from.empty()) return nullptr;
  const std::vector<DeliveryRecord>& purchases = offtakes_.at(offtake.terms->served_from).deliveries;
  const auto number = static_cast<std::size_t>(delivery.number);
  return number < purchases.size() ? &purchases[number] : nullptr;
}

double ContractOffice::what_came(const OfftakeState& offtake, const DeliveryRecord& delivery) const {
  const DeliveryRecord* purchase = purchase_of(offtake, delivery);
  if (purchase == nullptr || purchase->open()) return 0.0;
  const Unit unit = offtakes_.at(offtake.terms->served_from).terms->price.unit;
  const double came = purchase->shipped_quantity + purchase->replaced + purchase->from_stock;
  return came * kilograms_per(unit) / kilograms_per(offtake.terms->price.unit);
}

void ContractOffice::fix_payment(OfftakeState& offtake, Payment payment, int k) {
  payment.on = payment_date(offtake.terms->price.index, offtake.terms->price.averaging, payment.due, today(k));
  if (payment.on == today(k)) {
    pay(offtake, payment, k);
  } else {
    offtake.payments.push_back(payment);
  }
}

void ContractOffice::pay(OfftakeState& offtake, const Payment& payment, int k) {
  const PriceTerms& terms = offtake.terms->price;
  const double index = index_mean(model_, path_, terms.index, terms.averaging, payment.due, k);
  const bool after = terms.after && projects_.milestone_known(terms.after->project, terms.after->milestone);
  const double price = formula_price(after ? terms.after->formula : terms.formula, index);
  if (!payment.damages) {
    book(offtake.position->id, payment.sign * payment.quantity * price, terms.currency, k);
    return;
  }
  const FailureTerms& failure = offtake.terms->failure;
  double base = price;
  if (failure.damages_base == DamagesBase::DIFFERENCE) base = payment.spot - price;
  if (failure.damages_base == DamagesBase::POSITIVE_DIFFERENCE) base = std::max(payment.spot - price, 0.0);
  double amount = failure.damages_rate * base * payment.quantity;
  if (failure.damages_cap >= 0.0) amount = std::min(amount, failure.damages_cap - offtake.damages_booked);
  offtake.damages_booked += amount;
  book(offtake.position->id, payment.sign * amount, terms.currency, k);
}

}  // namespace lodestone::reference
