/// Shares of paths, with an interval that stays inside [0, 1].
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>

namespace lodestone {

/// p = count/n with binomial standard error √(p(1−p)/n) and Wilson's 95 % interval
/// [p + z²/2n ± z·√(p(1−p)/n + z²/4n²)]/(1 + z²/n), which says how rare "never seen" may still be.
///
/// `count` and `trials` may be fractional (weighted paths). Absent as NOT_APPLICABLE where there were no trials.
/// Source: Wilson (1927); Brown, Cai and DasGupta (2001).
LODESTONE_EXPORT Estimate probability_estimate(double count, double trials);

}  // namespace lodestone
