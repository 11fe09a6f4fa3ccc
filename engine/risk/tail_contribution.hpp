/// One part's share of a tail, from its losses on the tail's paths one after another.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/tail_weights.hpp>

namespace lodestone {

/// The sums that a part's contribution and its error are made of: nine numbers, however long the tail. With w the path's
/// weight, t its share of the tail and d = L − L₀ its loss less a reference (so that a part whose losses are all alike has an
/// error of exactly zero), over the tail: Σ wt, wt·d, (wt)², (wt)²d, (wt)²d², w²t, w²t·d; and over its paths nearest to
/// VaR Σ w, w·d.
class LODESTONE_EXPORT TailContribution {
 public:
  /// L₀: any loss of the part, the same in sums that are to be joined.
  explicit TailContribution(double reference_loss) : reference_(reference_loss) {}

  void add(const Tail& tail, const TailWeight& path, double loss) {
    const double d = loss - reference_;
    const double w = path.path_weight;
    const double wt = w * path.weight;
    tail_.add(wt, d);
    squares_.add(wt * wt, d);
    second_ += wt * wt * d * d;
    products_.add(w * wt, d);
    if (path.loss <= tail.upper_95) near_.add(w, d);
  }

  /// Joins the sums of later paths of the same tail.
  void join(const TailContribution& later);

  /// The contribution and its error, as `euler_contribution` says.
  Estimate estimate(const Tail& tail) const;

 private:
  /// Σ v and Σ v·d.
  struct Sums {
    double weight = 0.0;
    double weighted = 0.0;
    void add(double v, double d) {
      weight += v;
      weighted += v * d;
    }
  };
  double reference_;
  Sums tail_, squares_, products_, near_;
  double second_ = 0.0;
};

}  // namespace lodestone
