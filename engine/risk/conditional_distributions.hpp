/// The same sample, split by where a stance ends.
#pragma once

#include <cstdint>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <span>
#include <string>
#include <vector>

namespace lodestone {

/// For each of `levels`, in order: its probability and the distribution of P&L on the paths that end there; no distribution
/// where no path does. The mean of MEAN is the level's own.
///
/// Shapes: `pnl`, `level_of_path` and `path_weights` (if any) hold one entry a path; a level is an index into `levels`.
/// Reading: VaR and ES *given* the level. The parts mix to the whole for mean, CDF and ES at the whole's VaR
/// (lodestone/risk/mixture_identity.hpp), not for VaR.
/// Cost: O(n log n) in all.
LODESTONE_EXPORT std::vector<ConditionalDistribution> describe_conditionals(
    std::span<const double> pnl, std::span<const std::uint8_t> level_of_path, const std::string& stance,
    std::span<const std::string> levels, const Measures& measures, std::span<const double> path_weights = {});

}  // namespace lodestone
