/// E[(1 − e^{a + qY})⁺ e^V] as a function of a, tabulated: so that the path loop only interpolates.
#pragma once

#include <lodestone/plan/transform.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

namespace lodestone {

/// Bound on the interpolation error of a table, as a share of the strike (and so of a delivery's notional value).
inline constexpr double kTableError = 1e-6;

/// p̂(a) for one state and label, a = ln(index/strike) but for Y: cubic pieces of equal width from `first` on.
struct OptionTable {
  double mass = 0.0;     ///< E[e^V]
  double forward = 0.0;  ///< E[e^{qY + V}]
  double first = 0.0;    ///< a at the left end of the first piece
  double pieces_per_unit = 0.0;
  std::vector<double>
      cubics;          ///< [4·piece + power], of the distance from the piece's left end in pieces; empty: intrinsic everywhere
  double error = 0.0;  ///< largest error measured between the nodes, and a bound on what the expansion left out

  double intrinsic(double a) const { return std::max(mass - std::exp(a) * forward, 0.0); }

  /// p̂(a): inside the table its cubic, falling in a; outside the intrinsic value.
  double put(double a) const {
    const double position = (a - first) * pieces_per_unit;
    if (!(position >= 0.0 && position * 4.0 < static_cast<double>(cubics.size()))) return intrinsic(a);
    const std::size_t piece = static_cast<std::size_t>(position);
    const double x = position - static_cast<double>(piece);
    const double* cubic = cubics.data() + 4 * piece;
    return cubic[0] + x * (cubic[1] + x * (cubic[2] + x * cubic[3]));
  }

  /// ĉ(a) = p̂(a) + e^a·forward − mass: parity, so the two never disagree.
  double call(double a) const { return put(a) + (std::exp(a) * forward - mass); }
};

/// Tables of every (state, label) of one horizon. `transform_of(frequencies)` gives φ; `powers` holds q > 0 by
/// [state·labels + label] (or is empty: q = 1). `tolerance` is aimed at, `error` says what was reached.
///
/// Method: COS (Fang and Oosterlee 2008) for the put, whose payoff is bounded. The interval is found by Chernoff bounds on real
/// u, the number of terms by the decay of |φ|, the width of the pieces by the error measured at their middles: nothing is
/// guessed from standard deviations, so atoms of policy and fat mixtures need no care of their own. Only a law of several atoms
/// and nothing between them, whose |φ| does not decay, ends with an `error` above `tolerance`. Error: `error` + 1e-9 of mass
/// (of the heaviest row's millionth, where a row has less). Cost: three or four backward passes, and 10 µs to 100 µs a row.
/// Source: Fang and Oosterlee (2008), SIAM J. Sci. Comput. 31(2).
std::vector<OptionTable> option_tables(const std::function<Transform(const Frequencies&)>& transform_of,
                                       const std::vector<double>& powers, double tolerance);

}  // namespace lodestone
