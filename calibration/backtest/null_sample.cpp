#include <lodestone/calibration/backtest/null_sample.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>
#include <lodestone/calibration/backtest/uniformity_tests.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace lodestone::calibration {
namespace {

/// Standard normals in pairs (Box and Muller).
class NormalStream {
 public:
  explicit NormalStream(std::uint64_t seed) : bits_(seed) {}

  void fill(std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); i += 2) {
      const double radius = std::sqrt(-2.0 * std::log(uniform()));
      const double angle = 2.0 * std::numbers::pi * uniform();
      values[i] = radius * std::cos(angle);
      if (i + 1 < values.size()) values[i + 1] = radius * std::sin(angle);
    }
  }

 private:
  double uniform() { return (static_cast<double>(bits_() >> 12) + 0.5) * 0x1p-52; }
  std::mt19937_64 bits_;
};

}  // namespace

NullSample draw_null_sample(int count, int horizon, int replications, std::uint64_t seed) {
  LODESTONE_EXPECT(count > 0 && horizon > 0 && replications > 0);
  NullSample sample;
  sample.count = count;
  sample.horizon = horizon;
  sample.begins.push_back(0);
  NormalStream stream(seed);
  std::vector<double> shocks(static_cast<std::size_t>(count + horizon - 1));
  std::vector<double> transforms(static_cast<std::size_t>(count));
  const double scale = 1.0 / std::sqrt(2.0 * horizon);
  for (int replication = 0; replication < replications; ++replication) {
    stream.fill(shocks);
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < static_cast<std::size_t>(horizon); ++i) sum += shocks[i];
    for (std::size_t t = 0; t < transforms.size(); ++t) {
      sum += shocks[t + static_cast<std::size_t>(horizon) - 1];
      transforms[t] = 0.5 * std::erfc(-sum * scale);
      sum -= shocks[t];
      if (transforms[t] < kTails[0]) sample.tail.push_back({static_cast<std::uint32_t>(t), static_cast<float>(transforms[t])});
    }
    sample.begins.push_back(sample.tail.size());
    std::sort(transforms.begin(), transforms.end());
    sample.kolmogorov_smirnov.push_back(kolmogorov_smirnov(transforms).statistic);
    sample.anderson_darling.push_back(anderson_darling(transforms).statistic);
  }
  return sample;
}

}  // namespace lodestone::calibration
