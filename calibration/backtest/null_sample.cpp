#include <lodestone/calibration/backtest/null_sample.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>
#include <lodestone/calibration/backtest/uniformity_tests.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

namespace lodestone::calibration {
namespace {

class RandomStream {
 public:
  explicit RandomStream(std::uint64_t seed) : bits_(seed) {}

  double uniform() { return (static_cast<double>(bits_() >> 12) + 0.5) * 0x1p-52; }

  /// Standard normals in pairs (Box and Muller).
  void fill_normal(std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); i += 2) {
      const double radius = std::sqrt(-2.0 * std::log(uniform()));
      const double angle = 2.0 * std::numbers::pi * uniform();
      values[i] = radius * std::cos(angle);
      if (i + 1 < values.size()) values[i + 1] = radius * std::sin(angle);
    }
  }

 private:
  std::mt19937_64 bits_;
};

/// Transforms of one history of right forecasts, in order of day.
class NullHistory {
 public:
  NullHistory(std::size_t count, int horizon, std::uint64_t seed)
      : stream_(seed),
        horizon_(static_cast<std::size_t>(horizon)),
        scale_(1.0 / std::sqrt(2.0 * horizon)),
        shocks_(count + horizon_ - 1) {}

  void fill(std::vector<double>& transforms) {
    if (horizon_ == 1) {
      for (double& transform : transforms) transform = stream_.uniform();
      return;
    }
    stream_.fill_normal(shocks_);
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < horizon_; ++i) sum += shocks_[i];
    for (std::size_t t = 0; t < transforms.size(); ++t) {
      sum += shocks_[t + horizon_ - 1];
      transforms[t] = 0.5 * std::erfc(-sum * scale_);
      sum -= shocks_[t];
    }
  }

 private:
  RandomStream stream_;
  std::size_t horizon_;
  double scale_;
  std::vector<double> shocks_;
};

/// Sorts numbers that are about uniform on (0, 1) in linear time: each into its bucket of n, then by insertion.
class UniformSort {
 public:
  explicit UniformSort(std::size_t count) : begins_(count + 1), sorted_(count) {}

  const std::vector<double>& operator()(const std::vector<double>& values) {
    const std::size_t count = values.size();
    const auto bucket = [count](double value) {
      return std::min(static_cast<std::size_t>(value * static_cast<double>(count)), count - 1);
    };
    std::fill(begins_.begin(), begins_.end(), 0U);
    for (const double value : values) ++begins_[bucket(value) + 1];
    std::partial_sum(begins_.begin(), begins_.end(), begins_.begin());
    for (const double value : values) sorted_[begins_[bucket(value)]++] = value;
    for (std::size_t i = 1; i < count; ++i) {
      const double value = sorted_[i];
      std::size_t at = i;
      for (; at > 0 && sorted_[at - 1] > value; --at) sorted_[at] = sorted_[at - 1];
      sorted_[at] = value;
    }
    return sorted_;
  }

 private:
  std::vector<std::uint32_t> begins_;
  std::vector<double> sorted_;
};

}  // namespace

NullSample draw_null_sample(int count, int horizon, int replications, std::uint64_t seed) {
  LODESTONE_EXPECT(count > 0 && horizon > 0 && replications > 0);
  NullSample sample;
  sample.count = count;
  sample.horizon = horizon;
  sample.begins.push_back(0);
  const auto size = static_cast<std::size_t>(count);
  NullHistory history(size, horizon, seed);
  UniformSort sort(size);
  std::vector<double> transforms(size);
  for (int replication = 0; replication < replications; ++replication) {
    history.fill(transforms);
    for (std::size_t t = 0; t < size; ++t) {
      if (!(transforms[t] < kWidestTail)) continue;
      sample.tail.push_back({static_cast<std::uint32_t>(t), static_cast<float>(transforms[t])});
    }
    sample.begins.push_back(sample.tail.size());
    const std::vector<double>& sorted = sort(transforms);
    sample.kolmogorov_smirnov.push_back(kolmogorov_smirnov(sorted).statistic);
    sample.anderson_darling.push_back(anderson_darling(sorted).statistic);
  }
  return sample;
}

}  // namespace lodestone::calibration
