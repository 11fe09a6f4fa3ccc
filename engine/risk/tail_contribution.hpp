/// One part's share of a tail, from its losses on the tail's paths.
#pragma once

#include <cstddef>
#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/tail_weights.hpp>
#include <vector>

namespace lodestone {

/// What the loss of a part on each of some paths is multiplied by in the sums below: with w the path's weight and t its share
/// of the tail, wt, (wt)², w²t, and w on the paths nearest to VaR. Zero on paths outside the tail. Alike for all parts.
class LODESTONE_EXPORT TailMultipliers {
 public:
  struct Column {
    std::vector<double> values;  ///< [path]
    double sum = 0.0;
  };

  /// On `paths`, ascending, which hold all of the tail's.
  TailMultipliers(const Tail& tail, const std::vector<TailWeight>& paths);

  Column tail, squares, products, near;
};

/// Five sums, however long the tail. With d = L − L₀ the loss less a reference (so that a part whose losses are all alike has
/// an error of exactly zero): Σ wt·d, (wt)²d, (wt)²d², w²t·d over the tail, and Σ w·d over its paths nearest to VaR.
class LODESTONE_EXPORT TailContribution {
 public:
  /// L₀: any loss of the part, the same in sums that are to be joined.
  explicit TailContribution(double reference_loss) : reference_(reference_loss) {}

  /// The losses on `count` paths from number `first` on.
  void add(const TailMultipliers& multipliers, std::size_t first, const double* losses, std::size_t count);

  /// Joins the sums of later paths of the same tail.
  void join(const TailContribution& later);

  /// The contribution and its error, as `euler_contribution` says.
  Estimate estimate(const Tail& tail, const TailMultipliers& multipliers) const;

 private:
  double reference_;
  double tail_ = 0.0;
  double squares_ = 0.0;
  double second_ = 0.0;
  double products_ = 0.0;
  double near_ = 0.0;
};

}  // namespace lodestone
