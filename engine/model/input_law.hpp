/// The law that a range stands for.
#pragma once

#include <lodestone/math/two_piece_normal.hpp>
#include <lodestone/model/find_input.hpp>

namespace lodestone {

/// The two-piece normal through low, value and high, on the natural scale of the field:
///   FISHER  a correlation, −1 < low, high < 1;
///   LOGIT   a field that is a probability or a fraction by its meaning (listed in the source), 0 < low, high < 1;
///   LOG     anything else with low > 0: volatilities, speeds, rates, hazards, prices, quantities;
///   PLAIN   the rest: means and jumps that may have either sign, and ranges that touch the edge of their domain.
/// Precondition: `place` has a number, low ≤ number ≤ high.
TwoPieceNormal input_law(const InputRange& range, const InputPlace& place);

}  // namespace lodestone
