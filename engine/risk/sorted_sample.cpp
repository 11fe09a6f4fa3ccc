#include <lodestone/risk/sorted_sample.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>
#include <lodestone/simd/select_below.hpp>
#include <lodestone/simd/sort_ascending.hpp>
#include <utility>

namespace lodestone {
namespace {

constexpr double kRankSlack = 1e-9;

constexpr std::size_t kFewestToBracket = std::size_t{1} << 16;
constexpr std::size_t kProbe = 1 << 14;
constexpr double kWidestBracket = 0.25;

/// The k-th of indices below n < 2³² that follow no pattern of a sample (golden ratio, low discrepancy): any order of it will
/// do.
std::size_t scattered(std::size_t k, std::size_t n) {
  const std::uint64_t turn = (static_cast<std::uint64_t>(k) + 1) * 0x9E3779B97F4A7C15u;
  return static_cast<std::size_t>((turn >> 32) * n >> 32);
}

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

SortedSample::SortedSample(std::span<const double> values, std::span<const double> path_weights, double lowest)
    : size_(values.size()) {
  LODESTONE_EXPECT(all_finite(values));
  LODESTONE_EXPECT(path_weights.empty() || path_weights.size() == values.size());
  if (path_weights.empty()) {
    if (size_ < kFewestToBracket || lowest > kWidestBracket || !select_lowest(values, lowest)) {
      values_.resize(size_);
      std::transform(values.begin(), values.end(), values_.begin(), unsigned_zero);
    }
    sort_ascending(values_);
    return;
  }
  values_.resize(size_);
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

bool SortedSample::select_lowest(std::span<const double> values, double lowest) {
  const double n = static_cast<double>(values.size());
  const double needed = std::ceil(n * lowest);
  // The share below a quantile of m values has a standard error of √(p(1 − p)/m): six of them and a few values more.
  std::vector<double> probe(kProbe);
  for (std::size_t k = 0; k < kProbe; ++k) probe[k] = values[scattered(k, values.size())];
  std::sort(probe.begin(), probe.end());
  const double share = lowest + 6.0 * std::sqrt(lowest * (1.0 - lowest) / kProbe) + 8.0 / kProbe;
  std::vector<double> selected = select_below(values, probe[static_cast<std::size_t>(std::min(share, 0.999) * kProbe)]);
  if (static_cast<double>(selected.size()) < needed) return false;
  values_ = std::move(selected);
  if (values_.size() == size_) return true;
  whole_ = values;
  other_end_ = unsigned_zero(*std::max_element(values.begin(), values.end()));
  return true;
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
  const std::size_t at = static_cast<std::size_t>(std::lower_bound(values_.begin(), values_.end(), value) - values_.begin());
  LODESTONE_EXPECT(whole_.empty() || (at < values_.size() && values_[at] == value));
  return offset_ + at;
}

std::size_t SortedSample::first_above(double value) const {
  const std::size_t at = static_cast<std::size_t>(std::upper_bound(values_.begin(), values_.end(), value) - values_.begin());
  LODESTONE_EXPECT(whole_.empty() || (at > 0 && values_[at - 1] == value));
  return offset_ + at;
}

SortedSample SortedSample::reflected() && {
  SortedSample result = std::move(*this);
  std::reverse(result.values_.begin(), result.values_.end());
  for (double& value : result.values_) value = 0.0 - value;
  if (!result.whole_.empty()) {
    result.offset_ = result.offset_ == 0 ? result.size_ - result.values_.size() : 0;
    result.other_end_ = 0.0 - result.other_end_;
  }
  std::reverse(result.weights_.begin(), result.weights_.end());
  if (!result.weights_.empty()) result.accumulate_weights();
  return result;
}

}  // namespace lodestone
