#include <lodestone/calibration/backtest/innovation_law.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/pareto_tail.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

namespace lodestone::calibration {
namespace {

struct WeightedResidual {
  double value = 0.0;
  double weight = 0.0;
};

std::vector<WeightedResidual> weighted(std::span<const double> residuals, double half_life) {
  std::vector<WeightedResidual> sample;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double age = static_cast<double>(residuals.size() - 1 - i);
    sample.push_back({residuals[i], std::exp2(-age / half_life)});
  }
  std::stable_sort(sample.begin(), sample.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
  return sample;
}

/// Quantiles at the middles of `count` slices, linear between the middles of the residuals' own weights.
std::vector<double> sliced(const std::vector<WeightedResidual>& sorted, int count) {
  double total = 0.0;
  for (const WeightedResidual& residual : sorted) total += residual.weight;
  std::vector<double> atoms(static_cast<std::size_t>(count));
  std::size_t next = 0;
  double below = 0.0;     // weight of those before `next`
  double previous = 0.0;  // middle of the one before `next`
  for (std::size_t k = 0; k < atoms.size(); ++k) {
    const double target = (static_cast<double>(k) + 0.5) / count * total;
    while (next < sorted.size() && below + 0.5 * sorted[next].weight < target) {
      previous = below + 0.5 * sorted[next].weight;
      below += sorted[next].weight;
      ++next;
    }
    if (next == 0 || next == sorted.size()) {
      atoms[k] = next == 0 ? sorted.front().value : sorted.back().value;
    } else {
      const double share = (target - previous) / (below + 0.5 * sorted[next].weight - previous);
      atoms[k] = sorted[next - 1].value + share * (sorted[next].value - sorted[next - 1].value);
    }
  }
  return atoms;
}

/// Means of the slices of the fitted tail of `losses`, from the outermost: ∫ of u + (β/ξ)((p/p_u)^{−ξ} − 1) over each.
std::vector<double> tail_slices(std::vector<double> losses, const InnovationOptions& options) {
  const double n = static_cast<double>(losses.size());
  const auto beyond = static_cast<std::ptrdiff_t>(std::lround(options.tail * n));
  std::nth_element(losses.begin(), losses.begin() + beyond, losses.end(), std::greater<>());
  const double u = losses[static_cast<std::size_t>(beyond)];
  const ParetoTail tail =
      fit_pareto_tail(losses, u, ParetoMethod::LIKELIHOOD, ShapePrior{options.tail_shape, options.tail_shape_sd}).tail;
  const double mass = static_cast<double>(tail.exceedances) / n;
  const double scale = std::abs(tail.shape) > 1e-6 ? tail.scale / tail.shape : 0.0;
  const auto integral = [&](double p) {  // of the quantile over the worst p
    if (p <= 0.0) return 0.0;
    if (scale == 0.0) return p * (u + tail.scale * (1.0 - std::log(p / mass)));
    return p * (u - scale) + scale * p * std::pow(p / mass, -tail.shape) / (1.0 - tail.shape);
  };
  std::vector<double> slices(static_cast<std::size_t>(mass * options.count));
  for (std::size_t k = 0; k < slices.size(); ++k) {
    const double from = static_cast<double>(k) / options.count;
    const double to = static_cast<double>(k + 1) / options.count;
    slices[k] = (integral(to) - integral(from)) * options.count;
  }
  return slices;
}

void replace_tails(std::vector<double>& atoms, std::span<const double> residuals, const InnovationOptions& options) {
  std::vector<double> losses;
  for (const double value : residuals) losses.push_back(-value);
  const std::vector<double> below = tail_slices(std::move(losses), options);
  const std::vector<double> above = tail_slices({residuals.begin(), residuals.end()}, options);
  for (std::size_t k = 0; k < below.size(); ++k) atoms[k] = -below[k];
  for (std::size_t k = 0; k < above.size(); ++k) atoms[atoms.size() - 1 - k] = above[k];
  std::sort(atoms.begin(), atoms.end());  // the body's weights may end it elsewhere than the tails begin
}

void shrink_mean(std::vector<double>& atoms, std::size_t residuals, double mean_sd) {
  const double count = static_cast<double>(atoms.size());
  double mean = 0.0;
  double variance = 0.0;
  for (const double atom : atoms) mean += atom / count;
  for (const double atom : atoms) variance += (atom - mean) * (atom - mean) / count;
  const double own = mean_sd * mean_sd / (mean_sd * mean_sd + variance / static_cast<double>(residuals));
  for (double& atom : atoms) {
    if (atom != 0.0) atom -= (1.0 - own) * mean;
  }
  std::sort(atoms.begin(), atoms.end());
}

}  // namespace

std::vector<double> innovation_atoms(std::span<const double> residuals, const InnovationOptions& options) {
  LODESTONE_EXPECT(!residuals.empty() && options.tail >= 0.0 && options.tail < 0.5);
  std::vector<double> atoms = sliced(weighted(residuals, options.half_life), options.count);
  if (options.tail > 0.0) replace_tails(atoms, residuals, options);
  shrink_mean(atoms, residuals.size(), options.mean_sd);
  return atoms;
}

}  // namespace lodestone::calibration
