#include <lodestone/risk/contributions.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_contribution.hpp>

#include <algorithm>

namespace lodestone {

namespace {

/// `losses` is room for the part's.
Estimate contribution_of(const Tail& tail, const TailMultipliers& multipliers, std::span<const double> part_pnl_on_tail,
                         std::vector<double>& losses) {
  losses.resize(tail.paths.size());
  std::transform(part_pnl_on_tail.begin(), part_pnl_on_tail.end(), losses.begin(), [](double pnl) { return 0.0 - pnl; });
  TailContribution sums(losses.empty() ? 0.0 : losses.front());
  sums.add(multipliers, 0, losses.data(), losses.size());
  return sums.estimate(tail, multipliers);
}

}  // namespace

Estimate euler_contribution(const Tail& tail, std::span<const double> part_pnl_on_tail) {
  LODESTONE_EXPECT(part_pnl_on_tail.size() == tail.paths.size());
  std::vector<double> losses;
  return contribution_of(tail, TailMultipliers(tail, tail.paths), part_pnl_on_tail, losses);
}

std::vector<Contribution> euler_contributions(const Tail& tail, std::span<const double> portfolio_pnl,
                                              std::span<const std::span<const double>> parts) {
  const TailMultipliers multipliers(tail, tail.paths);
  std::vector<double> on_tail(tail.paths.size());
  std::vector<double> losses;
  const auto estimate_of = [&](std::span<const double> pnl) {
    LODESTONE_EXPECT(pnl.size() == portfolio_pnl.size());
    for (std::size_t i = 0; i < on_tail.size(); ++i) on_tail[i] = pnl[static_cast<std::size_t>(tail.paths[i].path)];
    return contribution_of(tail, multipliers, on_tail, losses);
  };
  const Estimate whole = estimate_of(portfolio_pnl);
  std::vector<Contribution> contributions(parts.size());
  for (std::size_t j = 0; j < parts.size(); ++j) {
    Contribution& contribution = contributions[j];
    contribution.confidence = tail.confidence;
    contribution.expected_shortfall = estimate_of(parts[j]);
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
