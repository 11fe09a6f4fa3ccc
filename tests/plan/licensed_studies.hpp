/// One stance of three levels, one lane, one account and the contracts under it: what slots of each basis may go through.
#pragma once

#include <lodestone/model/validate.hpp>
#include <lodestone/plan/simulation_plan.hpp>

#include <reference/oracle_studies.hpp>
#include <reference/study_parts.hpp>
#include <string>
#include <utility>
#include <vector>

namespace lodestone {

inline Date week(int number) { return make_date(2026, 1, 1) + days{7 * number}; }

/// Weekly for 44 weeks. At "open" no licence is needed; "freeze" is the slowest and approves least. Moves are frequent, so that
/// every rule is met by many paths.
inline Study licensed_study(LicenceBasis basis) {
  Study study = reference::empty_study(week(0));
  const std::vector<std::string> levels = {"open", "squeeze", "freeze"};
  reference::add_chain(study, "policy", levels, 1, {{0.0, 3.0, 0.5}, {1.0, 0.0, 2.0}, {0.7, 4.0, 0.0}}, 1.0);
  Factor x;
  x.id = "x";
  x.initial_value = 0.3;
  x.long_run_mean = {0.0};
  x.mean_reversion_per_year = 1.0;
  x.volatility_per_sqrt_year = {0.2};
  study.market.factors = {x};
  study.market.observables = {reference::oxide_price("spot", "x")};

  Lane lane;
  lane.id = "lane";
  lane.product_class = "heavy oxides";
  lane.end_use = "civil";
  lane.stance = "policy";
  lane.basis = basis;
  lane.free_levels = {"open"};
  lane.age_bin_edges_days = {10.5, 33.0, 60.2};
  lane.hazards = {{"open", {2.0, 9.0, 12.0, 15.0}}, {"squeeze", {1.0, 6.0, 9.0, 5.0}}, {"freeze", {0.0, 1.0, 3.0, 2.0}}};
  lane.approval_probability_by_level = {1.0, 0.7, 0.3};
  lane.validity_days = 66;
  lane.revocations = {{"squeeze", "freeze", 0.4}, {"open", "freeze", 0.6}};
  lane.cooldown_days = 25;
  lane.lead_time_days = 60;
  LicenceAccount account;
  account.id = "account";
  account.lane = "lane";
  if (basis == LicenceBasis::PER_QUANTITY) account.tonnes_per_licence = 0.7;
  study.licences = {{lane}, {account}};
  study.simulation.horizons = {"44w"};
  for (int k = 1; k <= 44; ++k) study.simulation.grid_dates.push_back(week(k));
  return study;
}

/// A purchase of 300 kg a delivery under the account.
inline Offtake licensed_offtake(const std::vector<Date>& due, int grace_days) {
  Offtake offtake;
  offtake.price.index = "spot";
  offtake.price.formula = FixedPrice{1.6};
  offtake.spot_index = "spot";
  for (const Date date : due) offtake.deliveries.push_back({date, 300.0});
  offtake.licence_account = "account";
  offtake.grace_days = grace_days;
  return offtake;
}

inline Offtake& offtake_of(Study& study, std::size_t position) {
  return std::get<Offtake>(study.portfolio.positions[position].instrument);
}

/// Each delivery's own licence: applied for some time ago, in hand and renewed before it is needed, refused, or nothing yet.
inline Study shipments_study() {
  Study study = licensed_study(LicenceBasis::PER_SHIPMENT);
  study.licences.lanes[0].renewal_lead_time_days = 20;
  study.portfolio.positions = {
      reference::position("metal", licensed_offtake({week(8), week(13) + days{3}, week(20), week(30) + days{1}}, 45))};
  const auto status = [&](LicenceState state, Date since, Date until, int delivery) {
    study.licences.accounts[0].today.push_back(
        {state, since, until, kNotGiven, "metal", offtake_of(study, 0).deliveries[static_cast<std::size_t>(delivery)].due});
  };
  status(LicenceState::PENDING, week(0) - days{20}, kNoDate, 0);
  status(LicenceState::LIVE, kNoDate, week(10) + days{2}, 1);
  status(LicenceState::REFUSED, week(0) - days{10}, kNoDate, 2);
  return study;
}

/// A general licence in hand, whose renewal is pending; entering "freeze" breaks it.
inline Study general_study() {
  Study study = licensed_study(LicenceBasis::PER_PERIOD);
  study.licences.lanes[0].breaking_levels = {"freeze"};
  study.licences.lanes[0].revocations = {{"open", "squeeze", 0.3}};
  study.licences.lanes[0].renewal_lead_time_days = 30;
  study.licences.accounts[0].today = {{LicenceState::LIVE, kNoDate, week(5) + days{1}, kNotGiven, "", kNoDate},
                                      {LicenceState::PENDING, week(0) - days{15}, kNoDate, kNotGiven, "", kNoDate}};
  std::vector<Date> due;
  for (int n = 1; n <= 9; ++n) due.push_back(week(4 * n) + days{n % 3});
  study.portfolio.positions = {reference::position("metal", licensed_offtake(due, 14))};
  return study;
}

/// Two contracts with different graces under one account, and weeks in which neither asks for a licence but for what waits.
inline Study shared_study() {
  Study study = licensed_study(LicenceBasis::PER_PERIOD);
  study.licences.lanes[0].lead_time_days = 10;
  study.licences.accounts[0].today = {{LicenceState::REFUSED, week(0) - days{3}, kNoDate, kNotGiven, "", kNoDate}};
  study.portfolio.positions = {reference::position("long", licensed_offtake({week(4), week(27)}, 77)),
                               reference::position("short", licensed_offtake({week(5) + days{2}, week(28), week(30)}, 18))};
  return study;
}

/// Licences of 0.7 t for deliveries of 0.3 t; one in hand with 0.35 t left.
inline Study quantity_study() {
  Study study = licensed_study(LicenceBasis::PER_QUANTITY);
  study.licences.lanes[0].lead_time_days = 30;
  study.licences.lanes[0].renewal_lead_time_days = 15;
  study.licences.lanes[0].validity_days = 150;
  study.licences.accounts[0].today = {{LicenceState::LIVE, kNoDate, week(12), 0.35, "", kNoDate}};
  study.portfolio.positions = {
      reference::position("metal", licensed_offtake({week(3), week(9) + days{1}, week(16), week(22), week(29), week(36)}, 28))};
  return study;
}

/// Each contract with a counterparty that defaults at `hazard` a year.
inline Study with_counterparties(Study study, double hazard) {
  Observable spread;
  spread.id = "spread";
  spread.kind = ObservableKind::LINEAR;
  spread.meaning = ObservableMeaning::RATE;
  spread.intercept = hazard;
  study.market.observables.push_back(spread);
  for (Position& position : study.portfolio.positions) {
    position.counterparty = "of " + position.id;
    study.counterparties.push_back({.id = position.counterparty, .spread = "spread", .recovery = 0.0});
  }
  return study;
}

/// With every delivery, as labels need it.
inline SimulationPlan plan_of(Study study) { return compile_paths(validate(std::move(study)), Isa::AVX2, Reach::LAST_FLOW); }

}  // namespace lodestone
