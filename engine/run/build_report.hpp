/// From samples, counts and sums to the report's results.
#pragma once

#include <lodestone/kernel/sum_index.hpp>
#include <lodestone/model/study.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/run/run_paths.hpp>

#include <vector>

namespace lodestone {

/// A node's value today: assets, options and stocks at today's prices, contracts at E[Σ flow/B] over the run's paths.
struct NodeValue {
  double marked = 0.0;
  Estimate contracts;
  double today() const { return marked + contracts.value.value_or(0.0); }
};

/// One for each node of the plan.
std::vector<NodeValue> values_today(const SimulationPlan& plan, const PathResults& paths);

/// Takes each node's value today off its MARK_TO_MODEL samples, which are P&L from then on.
void subtract_values_today(const SimulationPlan& plan, const std::vector<NodeValue>& values, PathResults& paths);

/// P&L, contributions and cash flows: everything that is measured on samples. Series are described on `threads` threads.
void report_pnl(const Study& study, const SimulationPlan& plan, const PathResults& paths, const std::vector<NodeValue>& values,
                int threads, Results& results);

/// Contracts, deliveries, licences, projects and stances: everything that is counted.
void report_outcomes(const Study& study, const SimulationPlan& plan, const PathResults& paths, Results& results);

/// The identities that the results must satisfy.
void reconcile(const Study& study, const SimulationPlan& plan, const PathResults& paths, const std::vector<NodeValue>& values,
               Results& results);

}  // namespace lodestone
