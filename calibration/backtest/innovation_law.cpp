#include <lodestone/calibration/backtest/innovation_law.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/backtest/predictive_law.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace lodestone::calibration {
namespace {

struct WeightedResidual {
  double value = 0.0;
  double weight = 0.0;
};

constexpr std::size_t kJumpBases = 40;
constexpr int kJumpSizes = 10;

double total_weight(const std::vector<WeightedResidual>& sample) {
  double total = 0.0;
  for (const WeightedResidual& residual : sample) total += residual.weight;
  return total;
}

void sort_by_value(std::vector<WeightedResidual>& sample) {
  std::stable_sort(sample.begin(), sample.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
}

/// Quantiles at the middles of `count` slices, linear between the middles of the residuals' own weights.
std::vector<double> sliced(const std::vector<WeightedResidual>& sorted, int count) {
  const double total = total_weight(sorted);
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

/// Jumps from a few quantiles of the ordinary law, each with the slices of a normal.
void add_jumps(std::vector<WeightedResidual>& sample, const PolicyJumps& jumps) {
  if (!(jumps.probability > 0.0)) return;
  const double weight = total_weight(sample) * jumps.probability / (1.0 - jumps.probability);
  const auto bases = sliced(sample, static_cast<int>(kJumpBases));
  const auto sizes = normal_atoms(kJumpSizes);
  for (const double base : bases) {
    for (const double size : sizes) {
      sample.push_back({base + jumps.deviation * size, weight / static_cast<double>(bases.size() * sizes.size())});
    }
  }
  sort_by_value(sample);
}

void shrink_tails(std::vector<double>& atoms, double own, const InnovationOptions& options) {
  const auto student = student_atoms(options.count, options.degrees_of_freedom);
  const auto begin = static_cast<std::size_t>(std::lround(options.tail * options.count));
  if (begin == 0 || own >= 1.0) return;
  const std::size_t last = atoms.size() - 1;
  const double lower = atoms[begin] / student[begin];
  const double upper = atoms[last - begin] / student[last - begin];
  for (std::size_t k = 0; k < begin; ++k) {
    atoms[k] = own * atoms[k] + (1.0 - own) * lower * student[k];
    atoms[last - k] = own * atoms[last - k] + (1.0 - own) * upper * student[last - k];
  }
}

}  // namespace

std::vector<double> innovation_atoms(std::span<const double> residuals, std::span<const char> ordinary,
                                     const InnovationOptions& options) {
  LODESTONE_EXPECT(!residuals.empty() && ordinary.size() == residuals.size() && options.jumps.probability < 1.0);
  std::vector<WeightedResidual> sample;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double age = static_cast<double>(residuals.size() - 1 - i);
    if (ordinary[i] != 0) sample.push_back({residuals[i], std::exp2(-age / options.half_life)});
  }
  LODESTONE_EXPECT(!sample.empty());
  sort_by_value(sample);
  const double days = total_weight(sample);
  add_jumps(sample, options.jumps);
  std::vector<double> atoms = sliced(sample, options.count);
  shrink_tails(atoms, days / (days + options.tail_prior), options);
  return atoms;
}

}  // namespace lodestone::calibration
