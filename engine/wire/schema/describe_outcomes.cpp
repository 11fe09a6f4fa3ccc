#include <lodestone/wire/schema/decoder.hpp>
#include <lodestone/wire/schema/encoder.hpp>
#include <lodestone/wire/schema/sections.hpp>

namespace lodestone::wire {

template <class Codec>
void describe(Codec& codec, As<Codec, DeliveryOutcome>& outcome) {
  codec.may(LODESTONE_FIELD(outcome, position));
  codec.must(LODESTONE_FIELD(outcome, due));
  codec.must(LODESTONE_FIELD(outcome, scheduled_quantity));
  codec.must(LODESTONE_FIELD(outcome, unit));
  codec.must(LODESTONE_FIELD(outcome, probability_on_time));
  codec.must(LODESTONE_FIELD(outcome, probability_late));
  codec.must(LODESTONE_FIELD(outcome, probability_failed));
  codec.must(LODESTONE_FIELD(outcome, probability_pending));
  codec.must(LODESTONE_FIELD(outcome, delay_days));
  codec.must(LODESTONE_FIELD(outcome, lost_tonnes));
  codec.must(LODESTONE_FIELD(outcome, failure_cost));
  codec.must(LODESTONE_FIELD(outcome, clause));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LicenceOutcome>& outcome) {
  codec.may(LODESTONE_FIELD(outcome, account));
  codec.must(LODESTONE_FIELD(outcome, applications));
  codec.must(LODESTONE_FIELD(outcome, approvals));
  codec.must(LODESTONE_FIELD(outcome, refusals));
  codec.must(LODESTONE_FIELD(outcome, revocations));
  codec.must(LODESTONE_FIELD(outcome, pending_at_horizon));
  codec.must(LODESTONE_FIELD(outcome, mean_days_to_decision));
  codec.may(LODESTONE_FIELD(outcome, days_to_decision));
}

template <class Codec>
void describe(Codec& codec, As<Codec, NamedProbability>& named) {
  codec.may(LODESTONE_FIELD(named, name));
  codec.must(LODESTONE_FIELD(named, probability));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ProjectOutcome>& outcome) {
  codec.may(LODESTONE_FIELD(outcome, project));
  codec.must(LODESTONE_FIELD(outcome, slip_years));
  codec.must(LODESTONE_FIELD(outcome, cost_overrun));
  codec.must(LODESTONE_FIELD(outcome, all_in_rate_per_year));
  codec.must(LODESTONE_FIELD(outcome, interest_bill));
  codec.must(LODESTONE_FIELD(outcome, minimum_dscr));
  codec.must(LODESTONE_FIELD(outcome, funding_gap));
  codec.must(LODESTONE_FIELD(outcome, probability_on_spec));
  codec.must(LODESTONE_FIELD(outcome, probability_breach));
  codec.must(LODESTONE_FIELD(outcome, probability_default));
  codec.may(LODESTONE_FIELD(outcome, default_by_quarter));
  codec.may(LODESTONE_FIELD(outcome, breach_by_quarter));
}

template <class Codec>
void describe(Codec& codec, As<Codec, StanceOutcome>& outcome) {
  codec.may(LODESTONE_FIELD(outcome, stance));
  codec.may(LODESTONE_FIELD(outcome, horizon));
  codec.may(LODESTONE_FIELD(outcome, levels));
}

LODESTONE_DESCRIBED(DeliveryOutcome);
LODESTONE_DESCRIBED(LicenceOutcome);
LODESTONE_DESCRIBED(ProjectOutcome);
LODESTONE_DESCRIBED(StanceOutcome);

}  // namespace lodestone::wire
