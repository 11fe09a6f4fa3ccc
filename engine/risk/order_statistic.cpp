#include <lodestone/risk/order_statistic.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/order_statistic_ranks.hpp>

namespace lodestone {

std::size_t order_statistic(const SortedSample& sample, double probability) {
  return sample.index_at_weight(probability * sample.total_weight());
}

std::vector<Quantile> quantiles(const SortedSample& sample, std::span<const double> probabilities) {
  std::vector<Quantile> result;
  if (sample.size() == 0) return result;
  for (const double probability : probabilities) {
    Quantile quantile;
    quantile.probability = probability;
    quantile.value = sample[order_statistic(sample, probability)];
    result.push_back(quantile);
  }
  return result;
}

std::int64_t effective_size_at(const SortedSample& sample, double probability) {
  const double total = sample.total_weight();
  const std::size_t index = order_statistic(sample, probability);
  const double taken = std::clamp(probability * total - sample.weight_before(index), 0.0, sample.weight(index));
  const double below = sample.squared_weight_before(index) + taken * sample.weight(index);
  const double above = sample.total_squared_weight() - below;
  const double other = 1.0 - probability;
  const double variance = (probability * probability * above + other * other * below) / (total * total);
  return std::max<std::int64_t>(1, std::llround(probability * other / variance));
}

IndexInterval order_statistic_interval(const SortedSample& sample, double probability) {
  const std::int64_t size = effective_size_at(sample, probability);
  const RankInterval ranks = order_statistic_ranks(size, probability);
  const double weight_per_rank = sample.total_weight() / static_cast<double>(size);
  IndexInterval interval;
  if (ranks.lower >= 1) interval.lower = sample.index_at_weight(static_cast<double>(ranks.lower) * weight_per_rank);
  if (ranks.upper <= size) interval.upper = sample.index_at_weight(static_cast<double>(ranks.upper) * weight_per_rank);
  return interval;
}

}  // namespace lodestone
