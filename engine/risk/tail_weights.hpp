/// The paths that make an expected shortfall.
#pragma once

#include <cstdint>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <optional>
#include <span>
#include <vector>

namespace lodestone {

/// A path of the tail.
struct TailWeight {
  std::int64_t path = 0;
  double loss = 0;         ///< −P&L
  double weight = 0;       ///< share of the path that belongs to the tail: 1 beyond VaR, the atom's share at VaR
  double path_weight = 1;  ///< of the sample, divided by the largest
};

/// The worst (1 − a) of a sample by mass: Σ weight·path_weight = `mass`, Σ weight·path_weight·loss / mass = ES.
struct Tail {
  double confidence = 0;
  double value_at_risk = 0;
  double mass = 0;                       ///< (1 − a)·W
  double total_weight = 0;               ///< W = Σ path_weight over the whole sample
  double total_squared_weight = 0;       ///< Σ path_weight² over the whole sample
  double upper_95 = 0;                   ///< end of VaR's interval: tail losses up to it are neighbours of VaR
  std::optional<AbsenceReason> absence;  ///< why no errors can be told of this tail
  std::vector<TailWeight> paths;         ///< ascending
};

/// The tail at `confidence` in (0, 1) of a sample of P&L, not empty and finite. An atom at VaR has all its paths here, each
/// with the same share.   Cost: one sort.
LODESTONE_EXPORT Tail tail_weights(std::span<const double> portfolio_pnl, double confidence,
                                   std::span<const double> path_weights = {});

/// The same at each of `confidences` from `losses`, the sample of P&L sorted and reflected: one pass, whatever their number,
/// for every tail lies in the widest.
std::vector<Tail> tails_of(const SortedSample& losses, std::span<const double> portfolio_pnl,
                           std::span<const double> confidences, std::span<const double> path_weights = {});

/// The tail's paths by loss, worst first; of equal losses the lower path first.
LODESTONE_EXPORT std::vector<TailWeight> worst_first(Tail tail);

}  // namespace lodestone
