#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/simd/sort_ascending.hpp>
#include <utility>

namespace lodestone {
namespace {

constexpr double kRankSlack = 1e-9;

double unsigned_zero(double value) { return value + 0.0; }  // −0 + 0 is +0

}  // namespace

bool all_finite(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

ApplicableSample applicable(std::span<const double> values, std::span<const double> path_weights) {
  LODESTONE_EXPECT(path_weights.empty() || path_weights.size() == values.size());
  ApplicableSample sample;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    sample.values.push_back(values[i]);
    if (!path_weights.empty()) sample.weights.push_back(path_weights[i]);
  }
  return sample;
}

SortedSample::SortedSample(std::span<const double> values, std::span<const double> path_weights) {
  LODESTONE_EXPECT(all_finite(values));
  LODESTONE_EXPECT(path_weights.empty() || path_weights.size() == values.size());
  values_.resize(values.size());
  if (path_weights.empty()) {
    std::transform(values.begin(), values.end(), values_.begin(), unsigned_zero);
    sort_ascending(values_);
    return;
  }
  LODESTONE_EXPECT(all_finite(path_weights) && *std::min_element(path_weights.begin(), path_weights.end()) >= 0.0);
  const double largest = *std::max_element(path_weights.begin(), path_weights.end());
  LODESTONE_EXPECT(largest > 0.0);
  std::vector<std::pair<double, double>> weighted(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) weighted[i] = {unsigned_zero(values[i]), path_weights[i] / largest};
  std::sort(weighted.begin(), weighted.end());  // by value, then by weight: the order of the paths leaves no trace
  weights_.resize(values.size());
  for (std::size_t i = 0; i < weighted.size(); ++i) {
    values_[i] = weighted[i].first;
    weights_[i] = weighted[i].second;
  }
  accumulate_weights();
}

void SortedSample::accumulate_weights() {
  CompensatedSum sum;
  CompensatedSum squares;
  weight_before_.assign(1, 0.0);
  squared_weight_before_.assign(1, 0.0);
  for (const double weight : weights_) {
    sum.add(weight);
    squares.add(weight * weight);
    weight_before_.push_back(sum.value());
    squared_weight_before_.push_back(squares.value());
  }
}

std::size_t SortedSample::index_at_weight(double target) const {
  LODESTONE_EXPECT(size() > 0);
  const double least = target - kRankSlack * (total_weight() / static_cast<double>(size()));
  const std::size_t last = size() - 1;
  if (weights_.empty()) return least <= 1.0 ? 0 : std::min(static_cast<std::size_t>(std::ceil(least)) - 1, last);
  const auto reached = std::lower_bound(weight_before_.begin() + 1, weight_before_.end(), least);
  return std::min(static_cast<std::size_t>(reached - weight_before_.begin()) - 1, last);
}

std::size_t SortedSample::first_at_least(double value) const {
  return static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), value) - values_.begin());
}

std::size_t SortedSample::first_above(double value) const {
  return static_cast<std::size_t>(std::upper_bound(values_.begin(), values_.end(), value) - values_.begin());
}

SortedSample SortedSample::reflected() && {
  SortedSample result = std::move(*this);
  std::reverse(result.values_.begin(), result.values_.end());
  for (double& value : result.values_) value = 0.0 - value;
  std::reverse(result.weights_.begin(), result.weights_.end());
  if (!result.weights_.empty()) result.accumulate_weights();
  return result;
}

}  // namespace lodestone
