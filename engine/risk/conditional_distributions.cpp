#include <lodestone/risk/conditional_distributions.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>
#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/probability_estimate.hpp>
#include <utility>

namespace lodestone {
namespace {

struct LevelSample {
  std::vector<double> pnl;
  std::vector<double> weights;
  CompensatedSum weight;
  CompensatedSum squared_weight;
};

/// P(level) as if from m equal paths: p(1−p)/m is the variance Σw²(1{level} − p)²/W² of the weighted share.
Estimate level_probability(double weight, double squared_weight, double total, double total_squared) {
  const double p = weight / total;
  const double variance = ((1.0 - p) * (1.0 - p) * squared_weight + p * p * (total_squared - squared_weight)) / (total * total);
  const double size = p > 0.0 && p < 1.0 ? p * (1.0 - p) / variance : total * (total / total_squared);
  const double trials = std::max(std::nearbyint(size), 1.0);
  return probability_estimate(weight * (trials / total), trials);
}

}  // namespace

std::vector<ConditionalDistribution> describe_conditionals(std::span<const double> pnl,
                                                           std::span<const std::uint8_t> level_of_path,
                                                           const std::string& stance, std::span<const std::string> levels,
                                                           const Measures& measures, std::span<const double> path_weights) {
  LODESTONE_EXPECT(level_of_path.size() == pnl.size());
  LODESTONE_EXPECT(path_weights.empty() || path_weights.size() == pnl.size());
  const double largest = path_weights.empty() ? 1.0 : *std::max_element(path_weights.begin(), path_weights.end());
  std::vector<LevelSample> samples(levels.size());
  CompensatedSum total;
  CompensatedSum total_squared;
  for (std::size_t p = 0; p < pnl.size(); ++p) {
    LODESTONE_EXPECT(level_of_path[p] < levels.size());
    LevelSample& sample = samples[level_of_path[p]];
    const double weight = path_weights.empty() ? 1.0 : path_weights[p] / largest;
    sample.pnl.push_back(pnl[p]);
    if (!path_weights.empty()) sample.weights.push_back(path_weights[p]);
    sample.weight.add(weight);
    sample.squared_weight.add(weight * weight);
    total.add(weight);
    total_squared.add(weight * weight);
  }
  std::vector<ConditionalDistribution> result;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    const LevelSample& sample = samples[level];
    ConditionalDistribution conditional;
    conditional.stance = stance;
    conditional.level = levels[level];
    conditional.probability =
        level_probability(sample.weight.value(), sample.squared_weight.value(), total.value(), total_squared.value());
    if (sample.weight.value() > 0.0) conditional.distribution = describe_pnl(sample.pnl, measures, sample.weights);
    result.push_back(std::move(conditional));
  }
  return result;
}

}  // namespace lodestone
