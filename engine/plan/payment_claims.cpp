#include <lodestone/plan/payment_claims.hpp>

#include <algorithm>

namespace lodestone {
namespace {

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

}  // namespace

void PaymentClaims::add(Claim base, const FormulaPlan& payoff, int observable, int read_on, int paid_on, int stands_on) {
  if (is_zero(payoff)) return;
  set_payment(base, paid_on, stands_on);
  if (observable != kNone) base.law.index = {{read_on, observable, 1.0}};
  base.payoff = payoff_of(payoff);
  claims_.push_back(std::move(base));
}

void PaymentClaims::add_average(Claim base, const FormulaPlan& payoff, int average, int paid_on, int stands_on) {
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

void PaymentClaims::set_payment(Claim& claim, int paid_on, int stands_on) const {
  if (fx_ != kNone) claim.law.money.push_back({paid_on, fx_, 1.0});
  claim.law.discounted_to = paid_on;
  if (counterparty_ == kNone || stands_on <= step_) return;
  claim.law.counterparty = counterparty_;
  claim.law.survives_to = stands_on;
}

}  // namespace lodestone
