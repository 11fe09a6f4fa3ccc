/// The claims of one payment: what it pays, on what, when, and who must stand for it.
#pragma once

#include <lodestone/plan/claims.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <vector>

namespace lodestone {

/// Added to a list; `base` carries everything but payoff, index, pay date and survival.
class PaymentClaims {
 public:
  PaymentClaims(const SimulationPlan& run, int step, int fx, int counterparty, std::vector<Claim>& claims)
      : run_(run), step_(step), fx_(fx), counterparty_(counterparty), claims_(claims) {}

  /// payoff(observable on `read_on`), or of nothing (kNone), paid on `paid_on` to or by one that stands on `stands_on`.
  void add(Claim base, const FormulaPlan& payoff, int observable, int read_on, int paid_on, int stands_on);

  /// payoff(mean of a window), its fixings known up to the step.
  void add_average(Claim base, const FormulaPlan& payoff, int average, int paid_on, int stands_on);

 private:
  void set_payment(Claim& claim, int paid_on, int stands_on) const;

  const SimulationPlan& run_;
  int step_;
  int fx_;
  int counterparty_;
  std::vector<Claim>& claims_;
};

}  // namespace lodestone
