/// Which features of a path's state a contract's value may depend on, and which products of them a regression tries.
///
/// Indicators of the chains that its prices, licences and project follow; its prices as logarithms, levels and payoff; what its
/// deliveries, licences, stock and caps have come to; its project's progress and money. Products: indicators with prices and
/// progress, prices and progress with each other and with the rest, up to the third degree. A regression drops what does not
/// move.
#pragma once

#include <lodestone/plan/proxy_plan.hpp>
#include <lodestone/plan/simulation_plan.hpp>

namespace lodestone {

/// What the paths of a contract's regression hang on, for whoever hedges their noise.
struct ProxyDrivers {
  std::vector<int> prices;             ///< observables, EXPONENTIAL
  std::vector<std::uint32_t> factors;  ///< of spreads, rates, currencies, cost and slip
  std::vector<int> chains;             ///< of more than one state
  std::vector<int> slots;              ///< licences that the contract ships under
  int counterparty = kNone;
  int project = kNone;  ///< that it is supplied, secured or gated by
};

struct ProxyDraft {
  ProxyPlan proxy;  ///< all coefficients 0, nothing standardized
  ProxyDrivers drivers;
};

/// `whole` reaches the last flow; rows are those of `whole`.
ProxyDraft draft_proxy(const SimulationPlan& whole, int cash_row, int step);

/// The same proxy in the rows of `run`, which ends at the last horizon and so knows fewer deliveries, licences and quarters.
ProxyPlan in_rows_of(const SimulationPlan& run, const SimulationPlan& whole, ProxyPlan proxy);

}  // namespace lodestone
