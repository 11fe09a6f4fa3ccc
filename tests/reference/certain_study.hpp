/// A study in which nothing is random: spot 100, replacement 130, squeezed from 15 April to 14 May 2026, licences never come.
#pragma once

#include <map>
#include <reference/oracle_studies.hpp>
#include <reference/reference_path.hpp>
#include <string>
#include <utility>

namespace lodestone::reference {

inline Study certain_study() {
  Study study = hand_worked_year_study();
  study.projects.clear();
  study.portfolio.positions.clear();
  study.policy.chains[0].events.resize(2);
  study.licences.accounts = {study.licences.accounts[1]};  // "exports"
  study.market.discount_rate.clear();
  study.market.factors.resize(1);
  study.market.factors[0].drift_per_year = {0.0};
  Observable replacement = study.market.observables[0];
  replacement.id = "replacement";
  replacement.multiplier = 1.3;
  study.market.observables = {study.market.observables[0], study.market.observables[2], replacement};  // "spot", "base", …
  return study;
}

/// 1000 kg at 90, due on 20 April under licence with ten days of grace: fails on 30 April.
inline Offtake failing_offtake(Side side, FailureClause clause) {
  Offtake offtake;
  offtake.side = side;
  offtake.price.index = "spot";
  offtake.price.formula = FixedPrice{90.0};
  offtake.spot_index = "spot";
  offtake.deliveries = {{make_date(2026, 4, 20), 1000.0}};
  offtake.licence_account = "exports";
  offtake.grace_days = 10;
  offtake.failure.clause = clause;
  if (clause == FailureClause::REPLACE) offtake.failure.replacement_index = "replacement";
  if (clause == FailureClause::DAMAGES) offtake.failure.damages_rate = 0.1;
  return offtake;
}

inline void add_position(Study& study, const std::string& id, Instrument instrument, const std::string& counterparty = "") {
  study.portfolio.positions.push_back({id, "desk", {}, counterparty, std::move(instrument)});
}

/// Cash by position up to the end of the year, undiscounted.
inline std::map<std::string, double> cash(const ReferencePath& path) { return path.horizons[0].accrued; }

}  // namespace lodestone::reference
