#include <lodestone/risk/tail_weights.hpp>

#include <algorithm>
#include <lodestone/base/expect.hpp>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_split.hpp>

namespace lodestone {

namespace {

/// Paths whose loss is `least` or more, of which there are `count`, ascending: all are written, so nothing branches.
std::vector<std::int64_t> paths_of_losses(std::span<const double> pnl, double least, std::size_t count) {
  std::vector<std::int64_t> paths(count + 1);
  std::size_t found = 0;
  for (std::size_t p = 0; p < pnl.size(); ++p) {
    paths[found] = static_cast<std::int64_t>(p);
    found += 0.0 - pnl[p] >= least ? 1 : 0;
  }
  LODESTONE_EXPECT(found == count);
  paths.resize(count);
  return paths;
}

/// Without its paths.
Tail tail_without_paths(const SortedSample& losses, const TailSplit& split, double confidence) {
  const IndexInterval interval = order_statistic_interval(losses, confidence);
  Tail tail;
  tail.confidence = confidence;
  tail.value_at_risk = split.value_at_risk;
  tail.mass = split.mass;
  tail.total_weight = losses.total_weight();
  tail.total_squared_weight = losses.total_squared_weight();
  tail.upper_95 = losses[interval.upper.value_or(losses.size() - 1)];
  if (!tail_has_enough_paths(losses, confidence) || !interval.upper) tail.absence = AbsenceReason::TOO_FEW_PATHS;
  return tail;
}

}  // namespace

std::vector<Tail> tails_of(const SortedSample& losses, std::span<const double> portfolio_pnl,
                           std::span<const double> confidences, std::span<const double> path_weights) {
  std::vector<Tail> tails;
  if (confidences.empty()) return tails;
  const TailSplit widest = split_tail(losses, *std::min_element(confidences.begin(), confidences.end()));
  const std::vector<std::int64_t> paths = paths_of_losses(portfolio_pnl, widest.value_at_risk, losses.size() - widest.first_at);
  const double largest = path_weights.empty() ? 1.0 : *std::max_element(path_weights.begin(), path_weights.end());
  for (const double confidence : confidences) {
    const TailSplit split = split_tail(losses, confidence);
    Tail& tail = tails.emplace_back(tail_without_paths(losses, split, confidence));
    tail.paths.reserve(losses.size() - (split.atom_share > 0.0 ? split.first_at : split.first_above));
    for (const std::int64_t path : paths) {
      const auto p = static_cast<std::size_t>(path);
      const double loss = 0.0 - portfolio_pnl[p];
      if (loss < split.value_at_risk) continue;
      const double weight = loss > split.value_at_risk ? 1.0 : split.atom_share;
      if (weight == 0.0) continue;
      tail.paths.push_back({path, loss, weight, path_weights.empty() ? 1.0 : path_weights[p] / largest});
    }
  }
  return tails;
}

Tail tail_weights(std::span<const double> portfolio_pnl, double confidence, std::span<const double> path_weights) {
  const SortedSample losses = SortedSample(portfolio_pnl, path_weights).reflected();
  return std::move(tails_of(losses, portfolio_pnl, std::span(&confidence, 1), path_weights).front());
}

std::vector<TailWeight> worst_first(Tail tail) {
  std::stable_sort(tail.paths.begin(), tail.paths.end(),
                   [](const TailWeight& left, const TailWeight& right) { return left.loss > right.loss; });
  return std::move(tail.paths);
}

}  // namespace lodestone
