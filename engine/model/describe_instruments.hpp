/// Members of instruments, by the names of the wire.
#pragma once

#include <lodestone/model/describe_pricing.hpp>
#include <lodestone/model/description.hpp>
#include <lodestone/model/instruments.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, EquityPosition>& equity) {
  codec.may(LODESTONE_FIELD(equity, observable));
  codec.may(LODESTONE_FIELD(equity, quantity));
  codec.may(LODESTONE_FIELD(equity, project));
}

template <class Codec>
void describe(Codec& codec, As<Codec, EquityOption>& option) {
  codec.may(LODESTONE_FIELD(option, observable));
  codec.must(LODESTONE_FIELD(option, type));
  codec.may(LODESTONE_FIELD(option, strike));
  codec.may(LODESTONE_FIELD(option, expiry));
  codec.may(LODESTONE_FIELD(option, quantity));
  codec.may(LODESTONE_FIELD(option, volatility));
  codec.may(LODESTONE_FIELD(option, volatility_observable));
  codec.may(LODESTONE_FIELD(option, dividend_yield_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Delivery>& delivery) {
  codec.may(LODESTONE_FIELD(delivery, due));
  codec.may(LODESTONE_FIELD(delivery, quantity));
}

template <class Codec>
void describe(Codec& codec, As<Codec, DeliverySchedule>& schedule) {
  codec.may(LODESTONE_FIELD(schedule, first));
  codec.may(LODESTONE_FIELD(schedule, last));
  codec.may(LODESTONE_FIELD(schedule, every_months));
  codec.may(LODESTONE_FIELD(schedule, quantity));
}

template <class Codec>
void describe(Codec& codec, As<Codec, FailureTerms>& terms) {
  codec.must(LODESTONE_FIELD(terms, clause));
  codec.may(LODESTONE_FIELD(terms, obliged));
  codec.may(LODESTONE_FIELD(terms, replacement_index));
  codec.may(LODESTONE_FIELD(terms, stock));
  codec.may(LODESTONE_FIELD(terms, damages_rate));
  codec.may(LODESTONE_FIELD(terms, damages_base));
  codec.may(LODESTONE_FIELD(terms, damages_cap));
  codec.may(LODESTONE_FIELD(terms, force_majeure_levels));
  codec.may(LODESTONE_FIELD(terms, force_majeure_suspends));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Offtake>& offtake) {
  codec.must(LODESTONE_FIELD(offtake, side));
  codec.must(LODESTONE_FIELD(offtake, price));
  codec.may(LODESTONE_FIELD(offtake, spot_index));
  codec.may(LODESTONE_FIELD(offtake, deliveries));
  codec.may(LODESTONE_FIELD(offtake, schedule));
  codec.may(LODESTONE_FIELD(offtake, owed_quantity));
  codec.may(LODESTONE_FIELD(offtake, licence_account));
  codec.may(LODESTONE_FIELD(offtake, grace_days));
  codec.may(LODESTONE_FIELD(offtake, failure));
  codec.may(LODESTONE_FIELD(offtake, project));
  codec.may(LODESTONE_FIELD(offtake, served_from));
  codec.may(LODESTONE_FIELD(offtake, force_majeure_passes_through));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PriceFloorAgreement>& agreement) {
  codec.must(LODESTONE_FIELD(agreement, side));
  codec.may(LODESTONE_FIELD(agreement, index));
  codec.must(LODESTONE_FIELD(agreement, currency));
  codec.must(LODESTONE_FIELD(agreement, unit));
  codec.may(LODESTONE_FIELD(agreement, averaging));
  codec.may(LODESTONE_FIELD(agreement, floor));
  codec.may(LODESTONE_FIELD(agreement, upside_share));
  codec.may(LODESTONE_FIELD(agreement, upside_above));
  codec.may(LODESTONE_FIELD(agreement, annual_cap));
  codec.may(LODESTONE_FIELD(agreement, settlements));
  codec.may(LODESTONE_FIELD(agreement, schedule));
  codec.may(LODESTONE_FIELD(agreement, project));
}

template <class Codec>
void describe(Codec& codec, As<Codec, IndexSwap>& swap) {
  codec.must(LODESTONE_FIELD(swap, side));
  codec.may(LODESTONE_FIELD(swap, index));
  codec.must(LODESTONE_FIELD(swap, currency));
  codec.must(LODESTONE_FIELD(swap, unit));
  codec.may(LODESTONE_FIELD(swap, averaging));
  codec.may(LODESTONE_FIELD(swap, fixed_price));
  codec.may(LODESTONE_FIELD(swap, settlements));
  codec.may(LODESTONE_FIELD(swap, schedule));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Inventory>& inventory) {
  codec.may(LODESTONE_FIELD(inventory, observable));
  codec.may(LODESTONE_FIELD(inventory, quantity));
  codec.may(LODESTONE_FIELD(inventory, carry_cost_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PrincipalFlow>& flow) {
  codec.may(LODESTONE_FIELD(flow, date));
  codec.may(LODESTONE_FIELD(flow, amount));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Loan>& loan) {
  codec.must(LODESTONE_FIELD(loan, currency));
  codec.may(LODESTONE_FIELD(loan, outstanding));
  codec.may(LODESTONE_FIELD(loan, base_rate));
  codec.may(LODESTONE_FIELD(loan, margin_per_year));
  codec.may(LODESTONE_FIELD(loan, fixed_rate_per_year));
  codec.may(LODESTONE_FIELD(loan, flows));
}

}  // namespace lodestone
