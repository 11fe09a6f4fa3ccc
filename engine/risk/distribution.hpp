/// A sample described: the entry points of the risk floor for whole samples.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/tail_weights.hpp>
#include <span>
#include <vector>

namespace lodestone {

/// P&L or cash flow, gains positive: moments, the quantile grid, the histogram, and VaR and ES for each confidence × reference.
///
/// `path_weights`: none, or one ≥ 0 for each path; weights all alike give the bits of none.
/// Absences: an empty sample is NOT_APPLICABLE; so is every number of one that holds a NaN or an infinity (`paths` still
/// counts it): such a sample is a failed run's, and nothing is left out of it silently.
/// Pure; bits depend on the set of (value, weight) alone.   Cost: O(n log n), one pass for each measure.
LODESTONE_EXPORT Distribution describe_pnl(std::span<const double> pnl, const Measures& measures,
                                           std::span<const double> path_weights = {});

struct PnlDistribution {
  Distribution distribution;
  std::vector<Tail> tails;  ///< at each of the confidences; none where no number can be told
};

/// `describe_pnl`, and the tails that contributions need, from one sort.
PnlDistribution describe_pnl_and_tails(std::span<const double> pnl, const Measures& measures,
                                       std::span<const double> path_weights = {});

/// Any other outcome: moments, quantiles, histogram. A value that is NaN or infinite means that the outcome does not apply to
/// the path: left out, and `paths` counts the others.
LODESTONE_EXPORT Distribution describe_outcome(std::span<const double> values, const Measures& measures,
                                               std::span<const double> path_weights = {});

}  // namespace lodestone
