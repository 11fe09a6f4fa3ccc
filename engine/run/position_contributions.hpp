/// Every position's share of the portfolio's expected shortfall, from the paths of its tail run once more.
#pragma once

#include <lodestone/risk/tail_weights.hpp>
#include <lodestone/run/build_report.hpp>
#include <lodestone/run/run_paths.hpp>

#include <vector>

namespace lodestone {

/// Contributions of the positions to the portfolio's ES, by tail and then by position id, from the tails of one of the
/// portfolio's series (one for each confidence, at least one, their paths a subset of the widest's).
///
/// Only the paths of the widest tail are simulated again: random numbers are addressed, so they come out as they were. Every
/// asset, option, stock and contract is a part with five sums a tail (`TailContribution`); a position is its quantity times
/// its part, so that equities cost nothing by number. Bits depend on the plan alone.
///
/// Cost: the tail's share of the path loop. Memory: one workspace a thread, 48 bytes a part, tail and block of 4096 tail paths;
/// nothing grows with positions × paths.
std::vector<Contribution> position_contributions(const Study& study, const SimulationPlan& plan, const ValuesToday& values,
                                                 const Resources& resources, const SeriesPlan& portfolio,
                                                 const std::vector<Tail>& tails);

}  // namespace lodestone
