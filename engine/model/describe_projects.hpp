/// Members of projects and counterparties, by the names of the wire.
#pragma once

#include <lodestone/model/describe_pricing.hpp>
#include <lodestone/model/description.hpp>
#include <lodestone/model/projects.hpp>

namespace lodestone {

template <class Codec>
void describe(Codec& codec, As<Codec, MilestonePlan>& plan) {
  codec.may(LODESTONE_FIELD(plan, planned));
  codec.may(LODESTONE_FIELD(plan, reached));
}

template <class Codec>
void describe(Codec& codec, As<Codec, RampPoint>& point) {
  codec.may(LODESTONE_FIELD(point, months_since_on_spec));
  codec.may(LODESTONE_FIELD(point, share_of_nameplate));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ProjectSale>& sale) {
  codec.may(LODESTONE_FIELD(sale, id));
  codec.may(LODESTONE_FIELD(sale, offtake));
  codec.may(LODESTONE_FIELD(sale, terms));
  codec.may(LODESTONE_FIELD(sale, tonnes_per_quarter));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Debt>& debt) {
  codec.may(LODESTONE_FIELD(debt, drawn));
  codec.may(LODESTONE_FIELD(debt, limit));
  codec.may(LODESTONE_FIELD(debt, share_of_spend));
  codec.may(LODESTONE_FIELD(debt, base_rate));
  codec.may(LODESTONE_FIELD(debt, spread));
  codec.may(LODESTONE_FIELD(debt, fixed_rate_per_year));
  codec.may(LODESTONE_FIELD(debt, capitalise_interest));
  codec.may(LODESTONE_FIELD(debt, quarters_to_first_repayment));
  codec.may(LODESTONE_FIELD(debt, repayment_quarters));
  codec.may(LODESTONE_FIELD(debt, covenant_dscr));
}

template <class Codec>
void describe(Codec& codec, As<Codec, ListedEquity>& equity) {
  codec.may(LODESTONE_FIELD(equity, observable));
  codec.may(LODESTONE_FIELD(equity, shares_outstanding));
  codec.may(LODESTONE_FIELD(equity, raise_discount));
  codec.may(LODESTONE_FIELD(equity, distress_share));
  codec.may(LODESTONE_FIELD(equity, recovery_on_default));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Project>& project) {
  codec.may(LODESTONE_FIELD(project, id));
  codec.must(LODESTONE_FIELD(project, currency));
  codec.may(LODESTONE_FIELD(project, decision));
  codec.may(LODESTONE_FIELD(project, on_spec));
  codec.may(LODESTONE_FIELD(project, qualified));
  codec.may(LODESTONE_FIELD(project, capex_to_spend));
  codec.may(LODESTONE_FIELD(project, cost_factor));
  codec.may(LODESTONE_FIELD(project, cost_shift));
  codec.may(LODESTONE_FIELD(project, slip_factor));
  codec.may(LODESTONE_FIELD(project, slip_shift_years));
  codec.may(LODESTONE_FIELD(project, licence_accounts));
  codec.may(LODESTONE_FIELD(project, standstill));
  codec.may(LODESTONE_FIELD(project, nameplate_tonnes_per_year));
  codec.may(LODESTONE_FIELD(project, ramp));
  codec.may(LODESTONE_FIELD(project, availability_mean));
  codec.may(LODESTONE_FIELD(project, availability_standard_deviation));
  codec.may(LODESTONE_FIELD(project, operating_cost_per_kg));
  codec.may(LODESTONE_FIELD(project, fixed_cost_per_quarter));
  codec.may(LODESTONE_FIELD(project, spot_index));
  codec.may(LODESTONE_FIELD(project, unqualified_discount));
  codec.may(LODESTONE_FIELD(project, sales));
  codec.may(LODESTONE_FIELD(project, debt));
  codec.may(LODESTONE_FIELD(project, cash));
  codec.may(LODESTONE_FIELD(project, minimum_cash));
  codec.may(LODESTONE_FIELD(project, committed_equity));
  codec.may(LODESTONE_FIELD(project, listed_equity));
}

template <class Codec>
void describe(Codec& codec, As<Codec, Counterparty>& counterparty) {
  codec.may(LODESTONE_FIELD(counterparty, id));
  codec.may(LODESTONE_FIELD(counterparty, spread));
  codec.may(LODESTONE_FIELD(counterparty, project));
  codec.may(LODESTONE_FIELD(counterparty, recovery));
}

}  // namespace lodestone
