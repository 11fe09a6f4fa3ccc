#include <lodestone/risk/tail_contribution.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/risk/estimate.hpp>

namespace lodestone {

TailMultipliers::TailMultipliers(const Tail& of, const std::vector<TailWeight>& paths) {
  const auto put = [](Column& column, double value) {
    column.values.push_back(value);
    column.sum += value;
  };
  auto next = of.paths.begin();
  for (const TailWeight& path : paths) {
    const bool is_there = next != of.paths.end() && next->path == path.path;
    const double w = is_there ? next->path_weight : 0.0;
    const double wt = is_there ? w * next->weight : 0.0;
    put(tail, wt);
    put(squares, wt * wt);
    put(products, w * wt);
    put(near, is_there && next->loss <= of.upper_95 ? w : 0.0);
    if (is_there) ++next;
  }
  LODESTONE_EXPECT(next == of.paths.end());
}

void TailContribution::add(const TailMultipliers& multipliers, std::size_t first, const double* losses, std::size_t count) {
  constexpr std::size_t kLanes = 8;  // sums side by side, so that compilers make vectors of them
  double sums[5][kLanes] = {};
  const double* tail = multipliers.tail.values.data() + first;
  const double* squares = multipliers.squares.values.data() + first;
  const double* products = multipliers.products.values.data() + first;
  const double* near = multipliers.near.values.data() + first;
  const auto add_path = [&](std::size_t i, std::size_t lane) {
    const double d = losses[i] - reference_;
    const double square = squares[i] * d;
    sums[0][lane] += tail[i] * d;
    sums[1][lane] += square;
    sums[2][lane] += square * d;
    sums[3][lane] += products[i] * d;
    sums[4][lane] += near[i] * d;
  };
  const std::size_t whole = count - count % kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) add_path(i + lane, lane);
  }
  for (std::size_t i = whole; i < count; ++i) add_path(i, i - whole);
  double* const into[5] = {&tail_, &squares_, &second_, &products_, &near_};
  for (std::size_t s = 0; s < 5; ++s) {
    for (const double sum : sums[s]) *into[s] += sum;
  }
}

void TailContribution::join(const TailContribution& later) {
  tail_ += later.tail_;
  squares_ += later.squares_;
  second_ += later.second_;
  products_ += later.products_;
  near_ += later.near_;
}

Estimate TailContribution::estimate(const Tail& tail, const TailMultipliers& multipliers) const {
  const double contribution = (tail_ + reference_ * multipliers.tail.sum) / tail.mass;
  if (tail.absence) return value_only(contribution, *tail.absence);
  // ψ of a path of the tail is t·(d − c)/(1 − a) + away, of every other path away: away from VaR to the mean of the tail.
  const double c = near_ / multipliers.near.sum;
  const double away = c - tail_ / multipliers.tail.sum;
  const double share = tail.mass / tail.total_weight;
  const double squares = (second_ - 2.0 * c * squares_ + c * c * multipliers.squares.sum) / (share * share) +
                         2.0 * away / share * (products_ - c * multipliers.products.sum) +
                         away * away * tail.total_squared_weight;
  const double m = tail.total_weight * (tail.total_weight / tail.total_squared_weight);
  return normal_estimate(contribution, std::sqrt(std::max(squares, 0.0) * (m / (m - 1.0))) / tail.total_weight);
}

}  // namespace lodestone
