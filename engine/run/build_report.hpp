/// From samples, counts and sums to the report's results.
#pragma once

#include <lodestone/kernel/sum_index.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/run/run_paths.hpp>

#include <optional>
#include <vector>

namespace lodestone {

/// A node's value today: assets, options, stocks and the contracts that have a value today; the others at their mean present
/// value over the run's paths.
struct NodeValue {
  double valued = 0.0;
  std::optional<Estimate> simulated;
  double today() const { return valued + (simulated ? simulated->value.value_or(0.0) : 0.0); }
};

struct ValuesToday {
  double marked = 0.0;              ///< the portfolio's assets, options and stocks at today's prices
  std::vector<NodeValue> nodes;     ///< one for each node of the plan
  std::vector<Estimate> contracts;  ///< by cash row; meaningless for rows that hold no contract
};

ValuesToday values_today(const SimulationPlan& plan, const PathResults& paths);

/// Takes each node's value today off its MARK_TO_MODEL samples, which are P&L from then on.
void subtract_values_today(const SimulationPlan& plan, const ValuesToday& values, PathResults& paths);

/// P&L, contributions and cash flows: everything that is measured on samples, series on as many threads as there are.
void report_pnl(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                const Resources& resources, Results& results);

/// Contracts, deliveries, licences, projects and stances: everything that is counted.
void report_outcomes(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
                     Results& results);

/// A warning for each counterparty whose spread is likely enough below 0, where a path counts it as 0 and a value as it is.
void warn_of_spreads(const Study& study, const SimulationPlan& plan, Results& results);

/// The identities that the results must satisfy.
void reconcile(const Study& study, const SimulationPlan& plan, const PathResults& paths, const ValuesToday& values,
               Results& results);

}  // namespace lodestone
