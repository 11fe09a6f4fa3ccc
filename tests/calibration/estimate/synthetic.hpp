/// Histories with known truth, and the share of intervals that hold it.
#pragma once

#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/garch_likelihood.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace lodestone::calibration {

class Random {
 public:
  explicit Random(std::uint64_t seed) : bits_(seed) {}
  double normal() { return normal_(bits_); }
  double uniform() { return std::uniform_real_distribution<double>(0.0, 1.0)(bits_); }
  double exponential(double rate) { return -std::log1p(-uniform()) / rate; }
  /// √ω with ω = (ν − 2)/χ²_ν: times a normal, a Student t of variance 1.
  double wildness(double nu) { return std::sqrt((nu - 2.0) / std::chi_squared_distribution<double>(nu)(bits_)); }
  double student(double nu) { return wildness(nu) * normal(); }

 private:
  std::mt19937_64 bits_;
  std::normal_distribution<double> normal_;
};

/// Counts intervals that hold the truth. The issue of a coverage test is its share, for a 95 % interval between 90 and 98 %.
class Coverage {
 public:
  void add(bool holds) {
    held_ += holds ? 1.0 : 0.0;
    count_ += 1.0;
  }
  void add(const Estimated& estimate, double truth) {
    add(std::abs(estimate.value - truth) <= 1.959964 * estimate.standard_error);
  }
  void add(const Interval& interval, double truth) { add(interval.contains(truth)); }
  double share() const { return held_ / count_; }

 private:
  double held_ = 0.0;
  double count_ = 0.0;
};

/// The exact step of an Ornstein–Uhlenbeck process, from its stationary law.
inline std::vector<double> mean_reverting_path(Random& random, double kappa, double theta, double sigma,
                                               const std::vector<double>& years) {
  std::vector<double> path = {theta + sigma / std::sqrt(2.0 * kappa) * random.normal()};
  for (std::size_t k = 1; k < years.size(); ++k) {
    const double a = std::exp(-kappa * (years[k] - years[k - 1]));
    path.push_back(theta + a * (path.back() - theta) + sigma * std::sqrt((1.0 - a * a) / (2.0 * kappa)) * random.normal());
  }
  return path;
}

inline std::vector<double> regular_years(std::size_t count, double per_year) {
  std::vector<double> years;
  for (std::size_t k = 0; k < count; ++k) years.push_back(static_cast<double>(k) / per_year);
  return years;
}

/// A GARCH path after 500 returns that are thrown away.
inline std::vector<double> garch_path(Random& random, const GarchParameters& p, std::size_t count) {
  constexpr std::size_t kWarmUp = 500;
  std::vector<double> path;
  double variance = p.long_run_variance();
  for (std::size_t t = 0; t < count + kWarmUp; ++t) {
    const double z = std::isinf(p.degrees_of_freedom) ? random.normal() : random.student(p.degrees_of_freedom);
    const double r = p.mean + std::sqrt(variance) * z;
    if (t >= kWarmUp) path.push_back(r);
    variance = next_garch_variance(p, variance, r);
  }
  return path;
}

}  // namespace lodestone::calibration
