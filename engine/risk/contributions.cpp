#include <lodestone/risk/contributions.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_contribution.hpp>

namespace lodestone {

Estimate euler_contribution(const Tail& tail, std::span<const double> part_pnl_on_tail) {
  LODESTONE_EXPECT(part_pnl_on_tail.size() == tail.paths.size());
  TailContribution sums(part_pnl_on_tail.empty() ? 0.0 : 0.0 - part_pnl_on_tail.front());
  for (std::size_t i = 0; i < tail.paths.size(); ++i) sums.add(tail, tail.paths[i], 0.0 - part_pnl_on_tail[i]);
  return sums.estimate(tail);
}

std::vector<Contribution> euler_contributions(const Tail& tail, std::span<const double> portfolio_pnl,
                                              std::span<const std::span<const double>> parts) {
  std::vector<double> on_tail(tail.paths.size());
  const auto contribution_of = [&](std::span<const double> pnl) {
    LODESTONE_EXPECT(pnl.size() == portfolio_pnl.size());
    for (std::size_t i = 0; i < on_tail.size(); ++i) on_tail[i] = pnl[static_cast<std::size_t>(tail.paths[i].path)];
    return euler_contribution(tail, on_tail);
  };
  const Estimate whole = contribution_of(portfolio_pnl);
  std::vector<Contribution> contributions(parts.size());
  for (std::size_t j = 0; j < parts.size(); ++j) {
    Contribution& contribution = contributions[j];
    contribution.confidence = tail.confidence;
    contribution.expected_shortfall = contribution_of(parts[j]);
    const std::optional<double>& value = contribution.expected_shortfall.value;
    if (value && whole.value && *whole.value != 0.0) contribution.share = *value / *whole.value;
  }
  return contributions;
}

std::vector<Contribution> euler_expected_shortfall(std::span<const double> portfolio_pnl,
                                                   std::span<const std::span<const double>> parts, double confidence,
                                                   std::span<const double> path_weights) {
  if (!portfolio_pnl.empty() && all_finite(portfolio_pnl)) {
    return euler_contributions(tail_weights(portfolio_pnl, confidence, path_weights), portfolio_pnl, parts);
  }
  Contribution none;
  none.confidence = confidence;
  none.expected_shortfall = absent(AbsenceReason::NOT_APPLICABLE);
  return std::vector<Contribution>(parts.size(), none);
}

}  // namespace lodestone
