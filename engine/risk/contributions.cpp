#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/risk/block_sum.hpp>
#include <lodestone/risk/contributions.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {
namespace {

/// E[L_part | L = VaR], over the tail's paths nearest to VaR: the last ones, from the upper end of VaR's interval on.
double mean_loss_at_var(const Tail& tail, std::span<const double> part) {
  std::size_t first = 0;
  while (tail.paths[first].loss > tail.upper_95) ++first;
  const std::size_t last = tail.paths.size();
  const double weight = block_sum(first, last, [&](std::size_t i) { return tail.paths[i].path_weight; });
  return block_sum(first, last, [&](std::size_t i) { return tail.paths[i].path_weight * (0.0 - part[i]); }) / weight;
}

double contribution_error(const Tail& tail, std::span<const double> part, double contribution) {
  const double tail_share = tail.mass / tail.total_weight;
  const double offset = mean_loss_at_var(tail, part);
  const double away = offset - contribution;  // the influence of every path outside the tail
  double squares = block_sum(0, tail.paths.size(), [&](std::size_t i) {
    const TailWeight& path = tail.paths[i];
    const double weighted = path.path_weight * (path.weight * (0.0 - part[i] - offset) / tail_share + away);
    return weighted * weighted;
  });
  const double inside =
      block_sum(0, tail.paths.size(), [&](std::size_t i) { return tail.paths[i].path_weight * tail.paths[i].path_weight; });
  squares += (tail.total_squared_weight - inside) * away * away;
  const double m = tail.total_weight * (tail.total_weight / tail.total_squared_weight);
  return std::sqrt(squares * (m / (m - 1.0))) / tail.total_weight;
}

}  // namespace

Estimate euler_contribution(const Tail& tail, std::span<const double> part_pnl_on_tail) {
  LODESTONE_EXPECT(part_pnl_on_tail.size() == tail.paths.size());
  const double weighted_loss = block_sum(0, tail.paths.size(), [&](std::size_t i) {
    return tail.paths[i].weight * tail.paths[i].path_weight * (0.0 - part_pnl_on_tail[i]);
  });
  const double contribution = weighted_loss / tail.mass;
  if (tail.absence) return value_only(contribution, *tail.absence);
  return normal_estimate(contribution, contribution_error(tail, part_pnl_on_tail, contribution));
}

std::vector<Contribution> euler_expected_shortfall(std::span<const double> portfolio_pnl,
                                                   std::span<const std::span<const double>> parts, double confidence,
                                                   std::span<const double> path_weights) {
  std::vector<Contribution> contributions(parts.size());
  const bool sound = !portfolio_pnl.empty() && all_finite(portfolio_pnl);
  const Tail tail = sound ? tail_weights(portfolio_pnl, confidence, path_weights) : Tail{};
  const auto contribution_of = [&](std::span<const double> pnl) {
    if (!sound) return absent(AbsenceReason::NOT_APPLICABLE);
    LODESTONE_EXPECT(pnl.size() == portfolio_pnl.size());
    std::vector<double> on_tail;
    for (const TailWeight& path : tail.paths) on_tail.push_back(pnl[static_cast<std::size_t>(path.path)]);
    return euler_contribution(tail, on_tail);
  };
  const Estimate whole = contribution_of(portfolio_pnl);
  for (std::size_t j = 0; j < parts.size(); ++j) {
    Contribution& contribution = contributions[j];
    contribution.confidence = confidence;
    contribution.expected_shortfall = contribution_of(parts[j]);
    const std::optional<double>& value = contribution.expected_shortfall.value;
    if (value && whole.value && *whole.value != 0.0) contribution.share = *value / *whole.value;
  }
  return contributions;
}

}  // namespace lodestone
