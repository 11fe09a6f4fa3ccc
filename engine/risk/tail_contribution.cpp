#include <lodestone/risk/tail_contribution.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/risk/estimate.hpp>

namespace lodestone {

void TailContribution::join(const TailContribution& later) {
  const auto join_sums = [](Sums& sums, const Sums& more) {
    sums.weight += more.weight;
    sums.weighted += more.weighted;
  };
  join_sums(tail_, later.tail_);
  join_sums(squares_, later.squares_);
  join_sums(products_, later.products_);
  join_sums(near_, later.near_);
  second_ += later.second_;
}

Estimate TailContribution::estimate(const Tail& tail) const {
  const double contribution = (tail_.weighted + reference_ * tail_.weight) / tail.mass;
  if (tail.absence) return value_only(contribution, *tail.absence);
  // ψ of a path of the tail is t·(d − c)/(1 − a) + away, of every other path away: away from VaR to the mean of the tail.
  const double c = near_.weighted / near_.weight;
  const double away = c - tail_.weighted / tail_.weight;
  const double share = tail.mass / tail.total_weight;
  const double squares = (second_ - 2.0 * c * squares_.weighted + c * c * squares_.weight) / (share * share) +
                         2.0 * away / share * (products_.weighted - c * products_.weight) +
                         away * away * tail.total_squared_weight;
  const double m = tail.total_weight * (tail.total_weight / tail.total_squared_weight);
  return normal_estimate(contribution, std::sqrt(std::max(squares, 0.0) * (m / (m - 1.0))) / tail.total_weight);
}

}  // namespace lodestone
