/// The textbook twin: one path of a study, slowly, straight from docs/conventions.md and docs/models/*.md.
///
/// It shares nothing with the plan and the kernels but the addressed random numbers, the study and the calendar, so that the
/// two may be compared path by path, to about 1e-9 relative.
#pragma once

#include <cstdint>
#include <map>
#include <reference/reference_contracts.hpp>
#include <reference/reference_licences.hpp>
#include <reference/reference_market.hpp>
#include <reference/reference_projects.hpp>
#include <string>
#include <vector>

namespace lodestone::reference {

/// Everything by position id, in the reporting currency. P&L = value + accrued − value_today.
struct ReferenceHorizon {
  std::string label;
  Date date = kNoDate;
  double numeraire = 1.0;
  std::map<std::string, double> value;        ///< marked to market; 0 for contracts
  std::map<std::string, double> accrued;      ///< Σ cash(t)·B_H/B_t, t ≤ H
  std::map<std::string, double> value_today;  ///< as `value`, on the as-of date
};

struct ReferencePath {
  std::vector<Date> grid;
  std::vector<std::vector<int>> chain_state;    ///< [k][chain]
  std::vector<std::vector<int>> level;          ///< [k][stance]
  std::vector<std::vector<double>> factor;      ///< [k][factor]
  std::vector<std::vector<double>> observable;  ///< [k][observable]
  std::vector<double> capacity;                 ///< [k]: K of the feedback
  std::vector<double> numeraire;                ///< [k]
  std::vector<LicenceEvent> licence_events;
  std::vector<QuarterRecord> quarters;
  std::vector<DeliveryRecord> deliveries;  ///< contracts by id, deliveries by due date
  std::vector<CashFlow> cash_flows;        ///< in the order in which they were booked
  std::map<std::string, Date> defaults;    ///< of counterparties
  std::vector<ReferenceHorizon> horizons;  ///< in the order of the study
};

/// What does not depend on the path is worked out once. Precondition: `validate(study)` accepts the study.
class ReferenceTwin {
 public:
  explicit ReferenceTwin(Study study);
  ReferenceTwin(const ReferenceTwin&) = delete;
  ReferenceTwin& operator=(const ReferenceTwin&) = delete;

  ReferencePath simulate(std::uint32_t path) const;

 private:
  Study study_;
  MarketModel model_;
};

/// One path of `study`. Cost: some 0.1 ms a step and a hundred positions.
ReferencePath simulate_reference_path(const Study& study, std::uint32_t path);

}  // namespace lodestone::reference
