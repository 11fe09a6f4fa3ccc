/// Tables of what happened rather than what it was worth: cash by quarter, contracts, deliveries, licences, stances, checks.
#pragma once

#include <lodestone/app/text_table.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone::app {

/// Cash flow by node and quarter; CFaR is the VaR of the quarter's cash flow.
TextTable cash_flow_table(const Results& results);

/// Value today of each contract over the run's own paths.
TextTable contract_value_table(const Results& results);

/// Each delivery: on time, late, failed, pending; its delay, what is lost and what that costs.
TextTable delivery_table(const Results& results);

/// Each licence account: mean applications and decisions a path, days to a decision.
TextTable licence_table(const Results& results);

/// Probability of each level of each stance at each horizon.
TextTable stance_table(const Results& results);

/// Each identity, its two sides and whether it holds.
TextTable reconciliation_table(const Results& results);

}  // namespace lodestone::app
