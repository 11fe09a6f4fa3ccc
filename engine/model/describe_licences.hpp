/// Members of lanes and accounts, by the names of the wire.
#pragma once

#include <lodestone/model/description.hpp>
#include <lodestone/model/licences.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, LevelHazard>& hazard) {
  codec.may(LODESTONE_FIELD(hazard, level));
  codec.may(LODESTONE_FIELD(hazard, hazards_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Revocation>& revocation) {
  codec.may(LODESTONE_FIELD(revocation, from_level));
  codec.may(LODESTONE_FIELD(revocation, to_level));
  codec.may(LODESTONE_FIELD(revocation, probability));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Lane>& lane) {
  codec.may(LODESTONE_FIELD(lane, id));
  codec.may(LODESTONE_FIELD(lane, product_class));
  codec.may(LODESTONE_FIELD(lane, end_use));
  codec.may(LODESTONE_FIELD(lane, stance));
  codec.may(LODESTONE_FIELD(lane, free_levels));
  codec.may(LODESTONE_FIELD(lane, age_bin_edges_days));
  codec.may(LODESTONE_FIELD(lane, hazards));
  codec.may(LODESTONE_FIELD(lane, approval_probability_by_level));
  codec.may(LODESTONE_FIELD(lane, validity_days));
  codec.may(LODESTONE_FIELD(lane, revocations));
  codec.may(LODESTONE_FIELD(lane, cooldown_days));
  codec.must(LODESTONE_FIELD(lane, basis));
  codec.may(LODESTONE_FIELD(lane, breaking_levels));
  codec.may(LODESTONE_FIELD(lane, lead_time_days));
  codec.may(LODESTONE_FIELD(lane, renewal_lead_time_days));
  codec.may(LODESTONE_FIELD(lane, climate_correlation));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LicenceStatus>& status) {
  codec.must(LODESTONE_FIELD(status, state));
  codec.may(LODESTONE_FIELD(status, since));
  codec.may(LODESTONE_FIELD(status, live_until));
  codec.may(LODESTONE_FIELD(status, tonnes_left));
  codec.may(LODESTONE_FIELD(status, position));
  codec.may(LODESTONE_FIELD(status, delivery_due));
}

template <class Codec>
void describe(Codec& codec, As<Codec, LicenceAccount>& account) {
  codec.may(LODESTONE_FIELD(account, id));
  codec.may(LODESTONE_FIELD(account, lane));
  codec.may(LODESTONE_FIELD(account, tonnes_per_licence));
  codec.may(LODESTONE_FIELD(account, today));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Licences>& licences) {
  codec.may(LODESTONE_FIELD(licences, lanes));
  codec.may(LODESTONE_FIELD(licences, accounts));
}

}  // namespace lodestone
