#include <lodestone/kernel/deliver.hpp>

#include <lodestone/kernel/advance_licences.hpp>
#include <lodestone/kernel/price.hpp>

#include <algorithm>
#include <limits>
#include <optional>

namespace lodestone {
namespace {

/// One delivery on one step: what all paths ask is asked of all at once, what happens is done to a list of them. σ is +1 for a
/// buyer, −1 for a seller.
class DeliveryStep {
 public:
  DeliveryStep(const SimulationPlan& plan, Workspace& work, int step, int delivery)
      : plan_(plan),
        work_(work),
        step_(step),
        day_(plan.grid.days[static_cast<std::size_t>(step)]),
        index_(delivery),
        delivery_(plan.contracts.deliveries[static_cast<std::size_t>(delivery)]),
        offtake_(plan.contracts.offtakes[static_cast<std::size_t>(delivery_.offtake)]),
        failure_(offtake_.failure),
        price_(plan, work, offtake_.price, delivery_.average),
        spot_(work.observable.row(offtake_.spot)),
        fx_(fx_row(work, offtake_.fx)),
        discount_(work.discount.row(0)),
        default_day_(offtake_.counterparty == kNone ? nullptr : work.default_day.row(offtake_.counterparty)),
        status_(work.delivery_status.row(delivery)),
        shipped_day_(work.shipped_day.row(delivery)),
        quantity_(work.quantity.row(delivery)),
        arrived_(work.arrived.row(delivery)),
        flow_(work.flow.row(offtake_.cash_row)) {
    if (delivery_.slot != kNone) right_.emplace(plan, work, delivery_.slot);
    if (delivery_.purchase != kNone) {
      purchase_status_ = work.delivery_status.row(delivery_.purchase);
      purchase_arrived_ = work.arrived.row(delivery_.purchase);
    }
  }

  /// A price, or damages, fixed earlier and paid now.
  void pay_deferred() {
    double* priced = work_.deferred_price.row(delivery_.deferred);
    double* damaged = work_.deferred_damages.row(delivery_.deferred);
    const double* spot = work_.deferred_spot.row(delivery_.deferred);
    std::uint32_t* lanes = work_.list_lanes.data();
    const std::size_t size =
        list_lanes(lanes, work_.lanes, [&](std::size_t p) { return (priced[p] != 0.0) | (damaged[p] != 0.0); });
    for (std::size_t n = 0; n < size; ++n) {
      const std::size_t p = lanes[n];
      const double price = price_[p];
      double amount = priced[p] * price;
      double damages = 0.0;
      if (damaged[p] != 0.0) damages = offtake_.sign * capped(damaged[p] * damages_base(price, spot[p]), p);
      amount += damages;
      if (has_defaulted(p)) amount = std::min(amount, 0.0);  // the holder still pays, and is not paid
      book(amount, p);
      // On a failed delivery what is paid now is the failure clause's.
      if (status_[p] != DeliveryStatus::SHIPPED) count_cost(-amount, p);
      priced[p] = damaged[p] = 0.0;
    }
  }

  void handle() {
    std::uint32_t* lanes = work_.list_lanes.data();
    std::size_t open = work_.lists->with_byte(static_cast<std::uint8_t>(DeliveryStatus::OPEN),
                                              reinterpret_cast<const std::uint8_t*>(status_), lanes, work_.lanes);
    if (open == 0) return;
    if (delivery_.allotment != kNone && step_ == delivery_.due_step) limit_to_allotment(lanes, open);
    open = keep_listed(lanes, open, [&](std::size_t p) {
      const bool is_any = quantity_[p] > 0.0;
      status_[p] = is_any ? DeliveryStatus::OPEN : DeliveryStatus::FAILED;
      return is_any;
    });
    std::uint32_t* waiting = work_.list_apart.data();
    std::size_t waits = 0;
    const std::size_t ships = keep_listed(lanes, open, [&](std::uint32_t p) {
      const bool may_ship = may_ship_now(p);
      waiting[waits] = p;
      waits += may_ship ? 0 : 1;
      return may_ship;
    });
    for (std::size_t n = 0; n < ships; ++n) ship(lanes[n]);
    if (step_ != delivery_.last_step) return;
    for (std::size_t n = 0; n < waits; ++n) fail(quantity_[waiting[n]], waiting[n]);
  }

 private:
  bool has_defaulted(std::size_t p) const { return default_day_ != nullptr && default_day_[p] != kNever; }

  double replacement(std::size_t p) const { return work_.observable.row(failure_.replacement)[p]; }

  /// Books an amount in the contract's currency.
  void book(double amount, std::size_t p) { flow_[p] += amount * fx_[p]; }

  void count_cost(double cost, std::size_t p) { work_.failure_cost.row(index_)[p] += cost * fx_[p] * discount_[p]; }

  void lose(double units, std::size_t p) { work_.lost.row(index_)[p] += units * offtake_.tonnes_per_unit; }

  /// Books units·p(Ī) on the payment date: now, or when the last fixing is known. Returns what is booked now.
  double book_price(double units, std::size_t p) {
    if (delivery_.average_step > step_) {
      work_.deferred_price.row(delivery_.deferred)[p] += units;
      return 0.0;
    }
    const double amount = units * price_[p];
    book(amount, p);
    return amount;
  }

  /// The first time a delivery is handled it takes at most what its project allotted; the rest lapses.
  void limit_to_allotment(const std::uint32_t* lanes, std::size_t size) {
    const double* allotted = work_.allotted.row(delivery_.allotment);
    double* lost = work_.lost.row(index_);
    for (std::size_t n = 0; n < size; ++n) {
      const std::size_t p = lanes[n];
      lost[p] += std::max(quantity_[p] - allotted[p], 0.0) * offtake_.tonnes_per_unit;
      quantity_[p] = std::min(quantity_[p], allotted[p]);
    }
  }

  bool may_ship_now(std::size_t p) const {
    const bool is_licensed = !right_.has_value() || right_->covers(quantity_[p] * offtake_.tonnes_per_unit, p);
    return is_licensed & (purchase_status_ == nullptr || has_come(p));
  }

  bool has_come(std::size_t p) const {
    return (purchase_status_[p] == DeliveryStatus::SHIPPED) | (purchase_status_[p] == DeliveryStatus::COVERED);
  }

  void ship(std::size_t p) {
    double shipped = quantity_[p];
    if (purchase_arrived_ != nullptr) shipped = std::min(shipped, purchase_arrived_[p] * offtake_.units_per_purchase_unit);
    if (right_.has_value()) right_->draw_down(shipped * offtake_.tonnes_per_unit, p);
    status_[p] = DeliveryStatus::SHIPPED;
    shipped_day_[p] = day_;
    arrived_[p] = shipped;
    book(offtake_.sign * shipped * spot_[p], p);
    book_price(-offtake_.sign * shipped, p);
    if (purchase_arrived_ == nullptr) return;
    const double remainder = quantity_[p] - shipped;
    if (remainder > 1e-9 * quantity_[p]) {
      fail(remainder, p);
      status_[p] = DeliveryStatus::SHIPPED;  // the part that came decides
    }
  }

  void fail(double units, std::size_t p) {
    status_[p] = DeliveryStatus::FAILED;
    if (is_excused(p)) {
      status_[p] = DeliveryStatus::EXCUSED;
      failure_.suspends ? make_up(units, p) : lose(units, p);
      return;
    }
    if (delivery_.purchase != kNone) {
      fail_linked(units, p);
      return;
    }
    switch (failure_.clause) {
      case FailureClause::CANCEL:
        lose(units, p);
        return;
      case FailureClause::MAKE_UP:
        make_up(units, p);
        return;
      case FailureClause::REPLACE:
        replace(units, p);
        return;
      case FailureClause::DAMAGES:
        pay_damages(units, p);
        return;
      case FailureClause::FROM_STOCK: {
        const double rest = failure_.is_holder_obliged ? take_from_stock(units, p) : units;
        if (rest > 0.0) failure_.replacement != kNone ? replace(rest, p) : lose(rest, p);
        return;
      }
    }
  }

  bool is_excused(std::size_t p) const {
    if (offtake_.lane_stance != kNone && failure_.is_excused[work_.level.row(offtake_.lane_stance)[p]] != 0) return true;
    return offtake_.passes_force_majeure && delivery_.purchase != kNone && purchase_status_[p] == DeliveryStatus::EXCUSED;
  }

  /// What the purchase did not bring: from stock, then bought, then the clause.
  void fail_linked(double units, std::size_t p) {
    double rest = failure_.stock != kNone ? take_from_stock(units, p) : units;
    if (rest > 0.0 && failure_.replacement != kNone) {
      buy_and_deliver(rest, p);
      rest = 0.0;
    }
    if (!(rest > 0.0)) return;
    if (failure_.clause == FailureClause::MAKE_UP) {
      make_up(rest, p);
    } else if (failure_.clause == FailureClause::DAMAGES) {
      pay_damages(rest, p);
    } else {
      lose(rest, p);
    }
  }

  void make_up(double units, std::size_t p) {
    const int end = offtake_.first_delivery + offtake_.delivery_count;
    for (int next = index_ + 1; next < end; ++next) {
      if (work_.delivery_status.row(next)[p] != DeliveryStatus::OPEN) continue;
      work_.quantity.row(next)[p] += units;
      return;
    }
    lose(units, p);
  }

  void replace(double units, std::size_t p) {
    if (failure_.obliged == Side::BUY) {
      if (offtake_.sign < 0.0) return lose(units, p);  // the buyer covers itself; nothing for the seller
      const double amount = units * (spot_[p] - replacement(p));
      book(amount, p);
      count_cost(-amount, p);
      cover(units, p);
      return;
    }
    if (offtake_.sign < 0.0) return buy_and_deliver(units, p);
    const double goods = units * spot_[p];
    book(goods, p);
    count_cost(-goods - book_price(-units, p), p);
    cover(units, p);
  }

  /// A seller buys on the replacement index and delivers at the contract's price.
  void buy_and_deliver(double units, std::size_t p) {
    const double bought = -units * replacement(p);
    book(bought, p);
    count_cost(-bought - book_price(units, p), p);
    cover(units, p);
  }

  /// Returns what the stock does not hold.
  double take_from_stock(double units, std::size_t p) {
    const InventoryPlan& inventory = plan_.contracts.inventories[static_cast<std::size_t>(failure_.stock)];
    double& held = work_.stock.row(failure_.stock)[p];
    const double taken = std::min(units, held / failure_.stock_units);
    if (!(taken > 0.0)) return units;
    held -= taken * failure_.stock_units;
    const double goods = taken * spot_[p];
    work_.flow.row(inventory.cash_row)[p] += goods * fx_[p];
    if (offtake_.sign < 0.0) {
      book(-goods, p);
      count_cost(goods - book_price(taken, p), p);
    }  // a buyer pays the stock and uses the goods: nothing is left over
    cover(taken, p);
    return units - taken;
  }

  void pay_damages(double units, std::size_t p) {
    lose(units, p);
    const double claim = failure_.damages_rate * units;
    if (delivery_.average_step > step_) {
      work_.deferred_damages.row(delivery_.deferred)[p] = claim;
      work_.deferred_spot.row(delivery_.deferred)[p] = spot_[p];
      return;
    }
    const double amount = offtake_.sign * capped(claim * damages_base(price_[p], spot_[p]), p);
    book(amount, p);
    count_cost(-amount, p);
  }

  double damages_base(double price, double spot_price) const {
    switch (failure_.damages_base) {
      case DamagesBase::PRICE:
        return price;
      case DamagesBase::DIFFERENCE:
        return spot_price - price;
      case DamagesBase::POSITIVE_DIFFERENCE:
        return std::max(spot_price - price, 0.0);
    }
    return 0.0;
  }

  double capped(double damages, std::size_t p) {
    if (failure_.damages_cap_row == kNone) return damages;
    double& left = work_.damages_left.row(failure_.damages_cap_row)[p];
    const double paid = std::min(damages, left);
    left -= paid;
    return paid;
  }

  void cover(double units, std::size_t p) {
    arrived_[p] += units;
    status_[p] = DeliveryStatus::COVERED;
  }

  const SimulationPlan& plan_;
  Workspace& work_;
  int step_;
  std::int32_t day_;
  int index_;
  const DeliveryPlan& delivery_;
  const OfftakePlan& offtake_;
  const FailurePlan& failure_;
  PriceRow price_;
  const double* spot_;
  const double* fx_;
  const double* discount_;
  const std::int32_t* default_day_;  ///< of the counterparty
  std::optional<ShippingRight> right_;
  const DeliveryStatus* purchase_status_ = nullptr;
  const double* purchase_arrived_ = nullptr;
  DeliveryStatus* status_;
  std::int32_t* shipped_day_;
  double* quantity_;
  double* arrived_;
  double* flow_;
};

}  // namespace

void start_deliveries(const SimulationPlan& plan, Workspace& work) {
  work.delivery_status.fill(DeliveryStatus::OPEN);
  for (Rows<double>* rows :
       {&work.arrived, &work.failure_cost, &work.lost, &work.deferred_price, &work.deferred_damages, &work.deferred_spot}) {
    rows->fill(0.0);
  }
  for (std::size_t d = 0; d < plan.contracts.deliveries.size(); ++d) {
    const DeliveryPlan& delivery = plan.contracts.deliveries[d];
    work.quantity.fill_row(d, delivery.quantity);
    if (delivery.allotment == kNone) continue;
    // Due before the first quarter end: supplied in full when the project is qualified today, else not at all.
    const int project = plan.contracts.offtakes[static_cast<std::size_t>(delivery.offtake)].project;
    const bool is_supplied = plan.projects.projects[static_cast<std::size_t>(project)].reached_day[2] != kNever &&
                             (plan.projects.quarters.empty() || delivery.due_day < plan.projects.quarters.front().end_day);
    work.allotted.fill_row(static_cast<std::size_t>(delivery.allotment),
                           is_supplied ? std::numeric_limits<double>::infinity() : 0.0);
  }
  for (const OfftakePlan& offtake : plan.contracts.offtakes) {
    if (offtake.failure.damages_cap_row == kNone) continue;
    work.damages_left.fill_row(static_cast<std::size_t>(offtake.failure.damages_cap_row), offtake.failure.damages_cap);
  }
}

void deliver(const SimulationPlan& plan, int step, Workspace& work) {
  for (const ContractStep& contract : plan.contracts_on[static_cast<std::size_t>(step)]) {
    for (const int d : contract.payments) DeliveryStep(plan, work, step, d).pay_deferred();
    for (const int d : contract.active) DeliveryStep(plan, work, step, d).handle();
  }
}

}  // namespace lodestone
