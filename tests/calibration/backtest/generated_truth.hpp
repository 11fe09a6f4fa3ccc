/// Histories of a known GARCH, and the law of the day after.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/estimate/garch_likelihood.hpp>

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <random>
#include <vector>

namespace lodestone::calibration {

/// Student z of variance 1, the losing side longer by `skew` (1: none), recentred and scaled to mean 0, variance 1: Fernández
/// and Steel (1998).
class SkewedStudent {
 public:
  SkewedStudent(double degrees_of_freedom, double skew)
      : student_(degrees_of_freedom), unit_(std::sqrt((degrees_of_freedom - 2.0) / degrees_of_freedom)), skew_(skew) {
    // E|t| of a Student of variance 1, from its density at 0.
    const double absolute = 2.0 * unit_ * degrees_of_freedom / (degrees_of_freedom - 1.0) * boost::math::pdf(student_, 0.0);
    mean_ = absolute * (1.0 / skew - skew);
    deviation_ = std::sqrt(skew * skew + 1.0 / (skew * skew) - 1.0 - mean_ * mean_);
  }

  double draw(std::mt19937_64& bits) const {
    const double u = (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
    return quantile(u);
  }

  double quantile(double p) const {
    const double losing = skew_ * skew_ / (1.0 + skew_ * skew_);  // P(z < 0) before recentring
    const double x = p < losing ? skew_ * boost::math::quantile(student_, 0.5 * p / losing)
                                : boost::math::quantile(student_, 0.5 + 0.5 * (p - losing) / (1.0 - losing)) / skew_;
    return (unit_ * x - mean_) / deviation_;
  }

 private:
  boost::math::students_t student_;
  double unit_;
  double skew_;
  double mean_ = 0.0;
  double deviation_ = 1.0;
};

struct GeneratedHistory {
  std::vector<Date> dates;
  std::vector<double> returns;
  double next_deviation = 0.0;  ///< √h of the day after

  ReturnHistory view() const { return {dates, returns}; }
};

/// `count` returns after 500 to forget the start.
inline GeneratedHistory generate_history(const GarchParameters& truth, const SkewedStudent& law, int count,
                                         std::uint64_t seed) {
  constexpr int kForgotten = 500;
  std::mt19937_64 bits(seed);
  GeneratedHistory history;
  double variance = truth.long_run_variance();
  for (int day = -kForgotten; day < count; ++day) {
    const double value = std::sqrt(variance) * law.draw(bits);
    variance = next_garch_variance(truth, variance, value);
    if (day < 0) continue;
    history.dates.push_back(make_date(2012, 1, 2) + days{day});
    history.returns.push_back(value);
  }
  history.next_deviation = std::sqrt(variance);
  return history;
}

}  // namespace lodestone::calibration
