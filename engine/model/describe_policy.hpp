/// Members of chains, stances and feedback, by the names of the wire.
#pragma once

#include <lodestone/model/description.hpp>
#include <lodestone/model/policy.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, ChainState>& state) {
  codec.may(LODESTONE_FIELD(state, id));
  codec.may(LODESTONE_FIELD(state, level));
}

template <class Codec>
void describe(Codec& codec, As<Codec, GeneratorRow>& row) {
  codec.may(LODESTONE_FIELD(row, from_state));
  codec.may(LODESTONE_FIELD(row, rates_per_year));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Generator>& generator) {
  codec.may(LODESTONE_FIELD(generator, from));
  codec.may(LODESTONE_FIELD(generator, rows));
}

template <class Codec>
void describe(Codec& codec, As<Codec, EventRow>& row) {
  codec.may(LODESTONE_FIELD(row, from_state));
  codec.may(LODESTONE_FIELD(row, probabilities));
}

template <class Codec>
void describe(Codec& codec, As<Codec, PolicyEvent>& event) {
  codec.may(LODESTONE_FIELD(event, id));
  codec.may(LODESTONE_FIELD(event, date));
  codec.may(LODESTONE_FIELD(event, rows));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Chain>& chain) {
  codec.may(LODESTONE_FIELD(chain, id));
  codec.may(LODESTONE_FIELD(chain, states));
  codec.may(LODESTONE_FIELD(chain, initial_state));
  codec.may(LODESTONE_FIELD(chain, initial_distribution));
  codec.may(LODESTONE_FIELD(chain, generators));
  codec.may(LODESTONE_FIELD(chain, events));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Stance>& stance) {
  codec.may(LODESTONE_FIELD(stance, id));
  codec.may(LODESTONE_FIELD(stance, levels));
  codec.may(LODESTONE_FIELD(stance, chains));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Feedback>& feedback) {
  codec.may(LODESTONE_FIELD(feedback, stance));
  codec.may(LODESTONE_FIELD(feedback, exposure_by_level));
  codec.may(LODESTONE_FIELD(feedback, lead_time_years));
  codec.may(LODESTONE_FIELD(feedback, stages));
  codec.may(LODESTONE_FIELD(feedback, capacity_per_year));
  codec.may(LODESTONE_FIELD(feedback, sensitivity));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Policy>& policy) {
  codec.may(LODESTONE_FIELD(policy, chains));
  codec.may(LODESTONE_FIELD(policy, stances));
  codec.may(LODESTONE_FIELD(policy, feedback));
}

}  // namespace lodestone
