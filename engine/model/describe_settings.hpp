/// Members of the settings, by the names of the wire.
#pragma once

#include <lodestone/model/description.hpp>
#include <lodestone/model/settings.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, SimulationSettings>& simulation) {
  codec.may(LODESTONE_FIELD(simulation, paths));
  codec.may(LODESTONE_FIELD(simulation, seed));
  codec.may(LODESTONE_FIELD(simulation, horizons));
  codec.may(LODESTONE_FIELD(simulation, weekly_until));
  codec.may(LODESTONE_FIELD(simulation, holidays));
  codec.may(LODESTONE_FIELD(simulation, grid_dates));
  codec.may(LODESTONE_FIELD(simulation, maximum_sampled_series));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Measures>& measures) {
  codec.may(LODESTONE_FIELD(measures, confidences));
  codec.may(LODESTONE_FIELD(measures, pnl_bases));
  codec.may(LODESTONE_FIELD(measures, references));
  codec.may(LODESTONE_FIELD(measures, quantiles));
  codec.may(LODESTONE_FIELD(measures, histogram_bins));
  codec.may(LODESTONE_FIELD(measures, positions));
  codec.may(LODESTONE_FIELD(measures, group_by));
  codec.may(LODESTONE_FIELD(measures, conditional_on));
  codec.may(LODESTONE_FIELD(measures, books));
  codec.may(LODESTONE_FIELD(measures, quarterly_cash_flows));
  codec.may(LODESTONE_FIELD(measures, licence_outcomes));
  codec.may(LODESTONE_FIELD(measures, project_outcomes));
  codec.may(LODESTONE_FIELD(measures, position_contributions));
}

}  // namespace lodestone
