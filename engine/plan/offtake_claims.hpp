/// The claims of one offtake after one step: its deliveries, their licences and failure clauses.
#pragma once

#include <lodestone/plan/payment_claims.hpp>

#include <vector>

namespace lodestone {

class OfftakeClaims {
 public:
  /// `price`: the formula in force for good. Adds to `claims`.
  OfftakeClaims(const SimulationPlan& run, const OfftakePlan& offtake, const FormulaPlan& price, int step,
                std::vector<Claim>& claims)
      : offtake_(offtake), price_(price), step_(step), payments_(run, step, offtake.fx, offtake.counterparty, claims) {}

  /// `in_run`: the same delivery in the run's plan, or null; `row` its index there. `labels`: of its slot, or null; `slot`:
  /// that slot in the run's plan, or kNone.
  void add(const DeliveryPlan& delivery, const DeliveryPlan* in_run, int row, const LabelSpace* labels, int slot);

 private:
  void add_goods(Claim base, double sign, int observable, int on);
  void add_shipment(const Claim& base, int on);
  void add_price(const Claim& base, int owed_on, double sign);
  void add_part(Claim base, const FormulaPlan& formula, double sign, int paid_on, int stands_on);
  void add_failure(Claim base, int on);
  void add_damages(Claim base, int on);

  const OfftakePlan& offtake_;
  const FormulaPlan& price_;
  int step_;
  PaymentClaims payments_;
  const DeliveryPlan* delivery_ = nullptr;
};

}  // namespace lodestone
