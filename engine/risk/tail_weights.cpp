#include <lodestone/risk/tail_weights.hpp>

#include <algorithm>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_split.hpp>

namespace lodestone {

Tail tail_of(const SortedSample& losses, std::span<const double> portfolio_pnl, double confidence,
             std::span<const double> path_weights) {
  const TailSplit split = split_tail(losses, confidence);
  const IndexInterval interval = order_statistic_interval(losses, confidence);
  Tail tail;
  tail.confidence = confidence;
  tail.value_at_risk = split.value_at_risk;
  tail.mass = split.mass;
  tail.total_weight = losses.total_weight();
  tail.total_squared_weight = losses.total_squared_weight();
  tail.upper_95 = losses[interval.upper.value_or(losses.size() - 1)];
  if (!tail_has_enough_paths(losses, confidence) || !interval.upper) tail.absence = AbsenceReason::TOO_FEW_PATHS;

  const double largest = path_weights.empty() ? 1.0 : *std::max_element(path_weights.begin(), path_weights.end());
  tail.paths.reserve(losses.size() - (split.atom_share > 0.0 ? split.first_at : split.first_above));
  for (std::size_t p = 0; p < portfolio_pnl.size(); ++p) {
    const double loss = 0.0 - portfolio_pnl[p];
    if (loss < split.value_at_risk) continue;
    const double weight = loss > split.value_at_risk ? 1.0 : split.atom_share;
    if (weight == 0.0) continue;
    tail.paths.push_back({static_cast<std::int64_t>(p), loss, weight, path_weights.empty() ? 1.0 : path_weights[p] / largest});
  }
  return tail;
}

Tail tail_weights(std::span<const double> portfolio_pnl, double confidence, std::span<const double> path_weights) {
  return tail_of(SortedSample(portfolio_pnl, path_weights).reflected(), portfolio_pnl, confidence, path_weights);
}

std::vector<TailWeight> worst_first(Tail tail) {
  std::stable_sort(tail.paths.begin(), tail.paths.end(),
                   [](const TailWeight& left, const TailWeight& right) { return left.loss > right.loss; });
  return std::move(tail.paths);
}

}  // namespace lodestone
