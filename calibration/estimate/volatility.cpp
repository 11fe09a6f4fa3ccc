#include <lodestone/calibration/estimate/volatility.hpp>

#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastReturns = 8;
constexpr double kLeastDecay = 0.7;
constexpr double kGreatestDecay = 0.999;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

struct Moments {
  double mean = 0.0;
  double sum_of_squares = 0.0;  // about the mean
  double kurtosis = 0.0;
};

Moments moments(std::span<const double> returns) {
  const auto n = static_cast<double>(returns.size());
  Moments result;
  for (const double r : returns) result.mean += r / n;
  double fourth = 0.0;
  for (const double r : returns) {
    const double square = (r - result.mean) * (r - result.mean);
    result.sum_of_squares += square;
    fourth += square * square;
  }
  result.kurtosis = n * fourth / (result.sum_of_squares * result.sum_of_squares);
  return result;
}

double relative_error(double kurtosis, double count) { return std::sqrt(std::max(0.0, kurtosis - 1.0) / (4.0 * count)); }

void check(std::span<const double> returns, double periods_per_year, std::vector<Violation>& violations) {
  check_series(returns, kLeastReturns, "returns", "", violations);
  check_between(periods_per_year, 0.0, kUnbounded, "periods_per_year", "1/yr", violations);
}

double starting_variance(std::span<const double> returns, double decay) {
  const auto memory = static_cast<std::size_t>(std::lround(1.0 / (1.0 - decay)));
  const std::size_t count = std::clamp<std::size_t>(memory, kLeastReturns, returns.size());
  double sum = 0.0;
  for (std::size_t t = 0; t < count; ++t) sum += returns[t] * returns[t];
  if (sum > 0.0) return sum / static_cast<double>(count);
  for (const double r : returns) sum += r * r;  // a start without a move: the whole sample, which varies
  return sum / static_cast<double>(returns.size());
}

}  // namespace

Estimated sample_volatility(std::span<const double> returns, double periods_per_year) {
  std::vector<Violation> violations;
  check(returns, periods_per_year, violations);
  throw_if_any(std::move(violations));
  const Moments of_returns = moments(returns);
  const auto n = static_cast<double>(returns.size());
  const double volatility = std::sqrt(periods_per_year * of_returns.sum_of_squares / (n - 1.0));
  return {volatility, volatility * relative_error(of_returns.kurtosis, n)};
}

EwmaVolatility ewma_volatility(std::span<const double> returns, double decay, double periods_per_year) {
  std::vector<Violation> violations;
  check(returns, periods_per_year, violations);
  check_between(decay, 0.0, 1.0, "decay", "", violations);
  throw_if_any(std::move(violations));

  EwmaVolatility result{.decay = decay, .log_likelihood = 0.0};
  result.variances.reserve(returns.size());
  double variance = starting_variance(returns, decay);
  for (const double r : returns) {
    result.variances.push_back(variance);
    result.log_likelihood -= 0.5 * (std::log(2.0 * std::numbers::pi * variance) + r * r / variance);
    variance = decay * variance + (1.0 - decay) * r * r;
  }
  result.next_variance = variance;
  const double volatility = std::sqrt(periods_per_year * variance);
  const double memory = std::min((1.0 + decay) / (1.0 - decay), static_cast<double>(returns.size()));
  result.volatility = {volatility, volatility * relative_error(moments(returns).kurtosis, memory)};
  return result;
}

EwmaVolatility fit_ewma_volatility(std::span<const double> returns, double periods_per_year) {
  std::vector<Violation> violations;
  check(returns, periods_per_year, violations);
  throw_if_any(std::move(violations));
  // ln(1 − λ) spreads the memories evenly, from 3 periods to 1000.
  const auto decay_at = [](double x) { return 1.0 - std::exp(x); };
  const ProfileMaximum best = maximise_profile(
      [&](double x) {
        const double decay = decay_at(x);
        double variance = starting_variance(returns, decay);
        double value = 0.0;
        for (const double r : returns) {
          value -= 0.5 * (std::log(variance) + r * r / variance);
          variance = decay * variance + (1.0 - decay) * r * r;
        }
        return value;
      },
      std::log(1.0 - kGreatestDecay), std::log(1.0 - kLeastDecay));
  return ewma_volatility(returns, decay_at(best.at), periods_per_year);
}

}  // namespace lodestone::calibration
