#include <lodestone/risk/mixture_identity.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>
#include <utility>

namespace lodestone {
namespace {

constexpr double kRelativeTolerance = 1e-12;

/// Σ_s p_s·E[f(X) | s], with the probabilities reported and the mean over the level's own paths.
template <typename Function>
double mix(std::span<const double> pnl, std::span<const std::uint8_t> level_of_path,
           std::span<const ConditionalDistribution> conditionals, Function f) {
  std::vector<CompensatedSum> sums(conditionals.size());
  std::vector<double> counts(conditionals.size(), 0.0);
  for (std::size_t p = 0; p < pnl.size(); ++p) {
    sums[level_of_path[p]].add(f(pnl[p]));
    counts[level_of_path[p]] += 1.0;
  }
  CompensatedSum total;
  for (std::size_t s = 0; s < sums.size(); ++s) {
    if (counts[s] > 0.0) total.add(*conditionals[s].probability.value * (sums[s].value() / counts[s]));
  }
  return total.value();
}

Reconciliation check(std::string name, double left, double right, double tolerance) {
  Reconciliation result;
  result.name = std::move(name);
  result.left = left;
  result.right = right;
  result.tolerance = tolerance;
  result.passed = std::abs(left - right) <= tolerance;
  return result;
}

std::string percent(double confidence) {
  char text[32];
  std::snprintf(text, sizeof text, "%.10g %%", 100.0 * confidence);
  return text;
}

}  // namespace

std::vector<Reconciliation> mixture_identity(const std::string& subject, std::span<const double> pnl,
                                             std::span<const std::uint8_t> level_of_path, const Distribution& whole,
                                             std::span<const ConditionalDistribution> conditionals) {
  LODESTONE_EXPECT(pnl.size() == level_of_path.size());
  std::vector<Reconciliation> checks;
  if (!whole.mean.value) return checks;
  const auto mixed = [&](auto f) { return mix(pnl, level_of_path, conditionals, f); };
  const double scale = mixed([](double x) { return std::abs(x); });

  CompensatedSum mean;
  for (const ConditionalDistribution& conditional : conditionals) {
    if (conditional.distribution) mean.add(*conditional.probability.value * *conditional.distribution->mean.value);
  }
  checks.push_back(
      check(subject + ": mean is the levels' mixture", *whole.mean.value, mean.value(), kRelativeTolerance * scale));

  for (const TailMeasure& measure : whole.measures) {
    if (measure.reference != LossReference::ZERO) continue;
    const double v = *measure.value_at_risk.value;
    const auto within = static_cast<double>(std::count_if(pnl.begin(), pnl.end(), [v](double x) { return -x <= v; }));
    const double share = mixed([v](double x) { return -x <= v ? 1.0 : 0.0; });
    const std::string at = " at the " + percent(measure.confidence) + " VaR is the levels' mixture";
    checks.push_back(
        check(subject + ": distribution function" + at, within / static_cast<double>(pnl.size()), share, kRelativeTolerance));
    const double excess = mixed([v](double x) { return std::max(-x - v, 0.0); }) / (1.0 - measure.confidence);
    const double es = *measure.expected_shortfall.value;
    checks.push_back(check(subject + ": ES" + at, es, v + excess, kRelativeTolerance * std::max(scale, std::abs(es))));
  }
  return checks;
}

}  // namespace lodestone
