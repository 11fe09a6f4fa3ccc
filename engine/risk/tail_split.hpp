/// Where a loss sample is cut at a confidence, and what of the atom at the cut belongs to the tail.
#pragma once

#include <cstddef>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {

/// Fewer expected paths beyond VaR than this, and no error is told.
inline constexpr double kFewestTailPaths = 10.0;

/// VaR v is the order statistic at rank ⌈n·a − 1e-9⌉ of the losses. The tail is the worst (1 − a) of the sample *by mass*:
/// every path with L > v, and of the atom {L = v} only the share that fills the tail up, spread equally over its paths.
struct TailSplit {
  double value_at_risk = 0;
  std::size_t first_at = 0;     ///< first index with L = v
  std::size_t first_above = 0;  ///< first index with L > v
  double mass = 0;              ///< (1 − a)·W
  double atom_share = 0;        ///< of each path at v that belongs to the tail, in [0, 1]
};

/// Precondition: `losses` not empty, 0 < confidence < 1.   Cost: three binary searches.
TailSplit split_tail(const SortedSample& losses, double confidence);

/// False when fewer than kFewestTailPaths paths of equal weight are expected beyond VaR.
bool tail_has_enough_paths(const SortedSample& losses, double confidence);

/// Σ w·(L − v)⁺/((1 − a)·W): what ES adds to VaR. The atom's share enters with L − v = 0.
double mean_excess(const SortedSample& losses, const TailSplit& tail);

}  // namespace lodestone
