#include <lodestone/calibration/estimate/score_garch.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/maximise.hpp>

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace lodestone::calibration {
namespace {

/// Returns of one weight, whose logarithms are taken together: within a block of eight a half-life of 750 changes by 0.7 %, and
/// products of eight variances of returns scaled to variance 1 do not overflow.
constexpr std::size_t kBlock = 8;
constexpr std::size_t kLeastReturns = 100;

double logit(double p) { return std::log(p / (1.0 - p)); }
double square(double x) { return x * x; }

double growth_of(const ScoreGarch& at, double z_squared, bool is_loss) {
  const double news = 2.0 * at.persistence * at.news_share * (is_loss ? 1.0 - at.gain_share : at.gain_share);
  const double score = (at.degrees_of_freedom + 1.0) * z_squared / (at.degrees_of_freedom - 2.0 + z_squared);
  return news * score + at.persistence * (1.0 - at.news_share);
}

/// Σ w_t ln f(r_t), w a power of ½ in age/half_life, constant within a block.
double weighted_log_likelihood(std::span<const double> returns, const ScoreGarch& at, double half_life) {
  const double nu = at.degrees_of_freedom;
  const double constant =
      boost::math::lgamma(0.5 * (nu + 1.0)) - boost::math::lgamma(0.5 * nu) - 0.5 * std::log(std::numbers::pi * (nu - 2.0));
  const double to_long_run = at.long_run_variance * (1.0 - at.persistence);
  double h = at.long_run_variance;
  double sum = 0.0;
  for (std::size_t begin = 0; begin < returns.size(); begin += kBlock) {
    const std::size_t end = std::min(begin + kBlock, returns.size());
    double variances = 1.0;
    double kernels = 1.0;
    for (std::size_t t = begin; t < end; ++t) {
      const double z_squared = returns[t] * returns[t] / h;
      variances *= h;
      kernels *= 1.0 + z_squared / (nu - 2.0);
      h = to_long_run + growth_of(at, z_squared, returns[t] < 0.0) * h;
    }
    const double weight = std::exp2(-static_cast<double>(returns.size() - end) / half_life);
    const double count = static_cast<double>(end - begin);
    sum += weight * (count * constant - 0.5 * std::log(variances) - 0.5 * (nu + 1.0) * std::log(kernels));
  }
  return sum;
}

// The search's coordinates: ln V, logit p, ln s, q, 1/ν.
ScoreGarch parameters_at(std::span<const double> x) {
  return {std::exp(x[0]), 1.0 / (1.0 + std::exp(-x[1])), std::exp(x[2]), x[3], 1.0 / x[4]};
}

double log_prior(std::span<const double> x, const ScoreGarchPrior& prior) {
  return -0.5 *
         (square(x[0] / prior.log_variance_sd) + square((x[1] - logit(prior.persistence)) / prior.persistence_logit_sd) +
          square((x[2] - std::log(prior.news_share)) / prior.news_share_log_sd) +
          square((x[3] - prior.gain_share) / prior.gain_share_sd) + square((x[4] - prior.tail_index) / prior.tail_index_sd));
}

}  // namespace

double ScoreGarch::growth(double z) const { return growth_of(*this, z * z, z < 0.0); }

ScoreGarch fit_score_garch(std::span<const double> returns, const ScoreGarchOptions& options) {
  LODESTONE_EXPECT(returns.size() >= kLeastReturns);
  double mean_square = 0.0;
  for (const double value : returns) mean_square += value * value / static_cast<double>(returns.size());
  LODESTONE_EXPECT(mean_square > 0.0);
  std::vector<double> scaled;
  for (const double value : returns) scaled.push_back(value / std::sqrt(mean_square));

  const auto posterior = [&](std::span<const double> x) {
    return weighted_log_likelihood(scaled, parameters_at(x), options.half_life) + log_prior(x, options.prior);
  };
  const ScoreGarchPrior& prior = options.prior;
  std::vector<double> start = {0.0, logit(prior.persistence), std::log(prior.news_share), prior.gain_share, prior.tail_index};
  if (options.start) {
    start = {std::log(options.start->long_run_variance / mean_square), logit(options.start->persistence),
             std::log(options.start->news_share), options.start->gain_share, 1.0 / options.start->degrees_of_freedom};
  }
  const Box box = {{-3.0, logit(0.5), std::log(0.002), 0.0, 0.005}, {3.0, logit(0.9995), std::log(0.6), 1.0, 0.45}};
  const std::vector<std::vector<double>> starts = {start};
  const Maximum best = maximise(with_numeric_gradient(posterior, {1e-4, 1e-4, 1e-4, 1e-4, 1e-5}), box, starts);
  ScoreGarch parameters = parameters_at(best.at);
  parameters.long_run_variance *= mean_square;
  return parameters;
}

ScoreGarchFilter score_garch_filter(std::span<const double> returns, const ScoreGarch& parameters) {
  ScoreGarchFilter filter;
  filter.standardised.reserve(returns.size());
  double h = parameters.long_run_variance;
  for (const double value : returns) {
    const double z = value / std::sqrt(h);
    filter.standardised.push_back(z);
    h = parameters.next_variance(h, z);
  }
  filter.next_variance = h;
  return filter;
}

}  // namespace lodestone::calibration
