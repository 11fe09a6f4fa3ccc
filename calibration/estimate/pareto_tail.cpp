#include <lodestone/calibration/estimate/pareto_tail.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastExceedances = 10;
constexpr double kLeastShape = -0.5;
constexpr double kGreatestShape = 2.0;

// −N ln β − (1 + 1/ξ)·Σ ln(1 + ξy/β), the exponential law where ξ = 0; −∞ beyond the end of the law.
double log_likelihood(std::span<const double> excesses, double shape, double scale) {
  const auto n = static_cast<double>(excesses.size());
  double sum = 0.0;
  if (std::abs(shape) < 1e-9) {
    for (const double y : excesses) sum += y / scale;
    return -n * std::log(scale) - sum;
  }
  for (const double y : excesses) {
    const double argument = shape * y / scale;
    if (argument <= -1.0) return -std::numeric_limits<double>::infinity();
    sum += std::log1p(argument);
  }
  return -n * std::log(scale) - (1.0 + 1.0 / shape) * sum;
}

// The β that maximises the likelihood for a given ξ. Its slope in ln β, −N + (1 + ξ)·Σ y/(β + ξy), falls in β.
double best_scale(std::span<const double> excesses, double shape) {
  const double greatest = *std::max_element(excesses.begin(), excesses.end());
  double mean = 0.0;
  for (const double y : excesses) mean += y / static_cast<double>(excesses.size());
  double low = shape < 0.0 ? -shape * greatest * (1.0 + 1e-12) : 1e-12 * mean;
  double high = std::max(low * 2.0, mean * 4.0);
  const auto slope = [&](double scale) {
    double sum = 0.0;
    for (const double y : excesses) sum += y / (scale + shape * y);
    return (1.0 + shape) * sum - static_cast<double>(excesses.size());
  };
  while (slope(high) > 0.0) high *= 2.0;
  for (int i = 0; i < 60 && high - low > 1e-14 * high; ++i) {
    const double middle = low < 1e-3 * high ? std::sqrt(low * high) : 0.5 * (low + high);
    (slope(middle) > 0.0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

void set(ParetoFit& fit, std::span<const double> excesses, const std::optional<std::vector<double>>& covariance) {
  const std::vector<double> errors = standard_errors(covariance, 2);
  fit.shape = {fit.tail.shape, errors[0]};
  fit.scale = {fit.tail.scale, errors[1]};
  if (covariance) fit.covariance = (*covariance)[1];
  fit.log_likelihood = log_likelihood(excesses, fit.tail.shape, fit.tail.scale);
}

void fit_by_likelihood(std::span<const double> excesses, const std::optional<ShapePrior>& prior, ParetoFit& fit) {
  const auto log_prior = [&](double shape) {
    if (!prior) return 0.0;
    const double deviation = (shape - prior->mean) / prior->standard_deviation;
    return -0.5 * deviation * deviation;
  };
  const ProfileMaximum best = maximise_profile(
      [&](double shape) { return log_likelihood(excesses, shape, best_scale(excesses, shape)) + log_prior(shape); },
      kLeastShape, kGreatestShape);
  fit.tail.shape = best.at;
  fit.tail.scale = best_scale(excesses, best.at);
  const std::vector<double> at = {fit.tail.shape, fit.tail.scale};
  const std::vector<double> steps = {1e-4, 1e-4 * fit.tail.scale};
  std::vector<double> information = numeric_hessian(
      [&](std::span<const double> x) { return log_likelihood(excesses, x[0], x[1]) + log_prior(x[0]); }, at, steps);
  for (double& entry : information) entry = -entry;
  set(fit, excesses, best.at_lower || best.at_upper ? std::nullopt : inverse_of_positive(information, 2));
}

void fit_by_moments(std::vector<double> excesses, ParetoFit& fit) {
  std::sort(excesses.begin(), excesses.end());
  const auto n = static_cast<double>(excesses.size());
  double a0 = 0.0;
  double a1 = 0.0;
  for (std::size_t i = 0; i < excesses.size(); ++i) {
    const double p = (static_cast<double>(i) + 1.0 - 0.35) / n;
    a0 += excesses[i] / n;
    a1 += (1.0 - p) * excesses[i] / n;
  }
  fit.tail.shape = 2.0 - a0 / (a0 - 2.0 * a1);
  fit.tail.scale = 2.0 * a0 * a1 / (a0 - 2.0 * a1);
  const double k = -fit.tail.shape;  // Hosking and Wallis's sign
  std::optional<std::vector<double>> covariance;
  if (k > -0.5) {
    const double factor = 1.0 / (n * (1.0 + 2.0 * k) * (3.0 + 2.0 * k));
    const double b = fit.tail.scale;
    const double of_shape = (1.0 + k) * (2.0 + k) * (2.0 + k) * (1.0 + k + 2.0 * k * k);
    const double of_scale = b * b * (7.0 + 18.0 * k + 11.0 * k * k + 2.0 * k * k * k);
    const double of_both = -b * (2.0 + k) * (2.0 + 6.0 * k + 7.0 * k * k + 2.0 * k * k * k);
    covariance = {factor * of_shape, factor * of_both, factor * of_both, factor * of_scale};
  }
  set(fit, excesses, covariance);
}

}  // namespace

double pareto_value_at_risk(const ParetoTail& tail, double confidence) {
  const double exceeded = static_cast<double>(tail.observations) * (1.0 - confidence) / static_cast<double>(tail.exceedances);
  LODESTONE_EXPECT(exceeded > 0.0 && exceeded <= 1.0 + 1e-12);
  const double depth = -std::log(exceeded);
  const double growth = std::abs(tail.shape) < 1e-9 ? depth : std::expm1(tail.shape * depth) / tail.shape;
  return tail.threshold + tail.scale * growth;
}

double pareto_expected_shortfall(const ParetoTail& tail, double confidence) {
  if (tail.shape >= 1.0) return std::numeric_limits<double>::infinity();
  return (pareto_value_at_risk(tail, confidence) + tail.scale - tail.shape * tail.threshold) / (1.0 - tail.shape);
}

ParetoFit fit_pareto_tail(std::span<const double> losses, double threshold, ParetoMethod method,
                          const std::optional<ShapePrior>& prior) {
  std::vector<Violation> violations;
  check_series(losses, kLeastExceedances, "losses", "", violations);
  std::vector<double> excesses;
  for (const double loss : losses) {
    if (loss > threshold) excesses.push_back(loss - threshold);
  }
  if (excesses.size() < kLeastExceedances) {
    violations.push_back({"threshold", show(threshold),
                          "must be exceeded by at least " + std::to_string(kLeastExceedances) + " losses",
                          std::to_string(excesses.size()) + " exceed it. Lower it."});
  }
  if (prior) {
    check_between(prior->mean, kLeastShape, kGreatestShape, "prior.mean", "", violations);
    check_between(prior->standard_deviation, 0.0, std::numeric_limits<double>::infinity(), "prior.standard_deviation", "",
                  violations);
    if (method == ParetoMethod::PROBABILITY_WEIGHTED_MOMENTS) {
      violations.push_back(
          {"prior", "given", "must be left out for probability-weighted moments", "Use LIKELIHOOD with a prior."});
    }
  }
  throw_if_any(std::move(violations));

  ParetoFit fit;
  fit.tail.threshold = threshold;
  fit.tail.observations = losses.size();
  fit.tail.exceedances = excesses.size();
  if (method == ParetoMethod::LIKELIHOOD) {
    fit_by_likelihood(excesses, prior, fit);
  } else {
    fit_by_moments(std::move(excesses), fit);
  }
  return fit;
}

ParetoRisk pareto_risk(const ParetoFit& fit, double confidence) {
  const auto error_of = [&](double (*measure)(const ParetoTail&, double)) {
    const auto moved = [&](double shape, double scale) {
      ParetoTail tail = fit.tail;
      tail.shape += shape;
      tail.scale += scale;
      return measure(tail, confidence);
    };
    const double step = 1e-5;
    const double by_shape = (moved(step, 0.0) - moved(-step, 0.0)) / (2.0 * step);
    const double by_scale =
        (moved(0.0, step * fit.tail.scale) - moved(0.0, -step * fit.tail.scale)) / (2.0 * step * fit.tail.scale);
    // N_u is binomial: a tail that is exceeded more often is one read at a higher confidence.
    const double share = static_cast<double>(fit.tail.exceedances) / static_cast<double>(fit.tail.observations);
    const double missing = 1.0 - confidence;
    const double nudge = 1e-5 * missing;
    const double by_log_share =
        -missing * (measure(fit.tail, confidence - nudge) - measure(fit.tail, confidence + nudge)) / (2.0 * nudge);
    const double variance_of_log_share = (1.0 - share) / static_cast<double>(fit.tail.exceedances);
    return std::sqrt(by_shape * by_shape * fit.shape.standard_error * fit.shape.standard_error +
                     by_scale * by_scale * fit.scale.standard_error * fit.scale.standard_error +
                     2.0 * by_shape * by_scale * fit.covariance + by_log_share * by_log_share * variance_of_log_share);
  };
  return {{pareto_value_at_risk(fit.tail, confidence), error_of(pareto_value_at_risk)},
          {pareto_expected_shortfall(fit.tail, confidence), error_of(pareto_expected_shortfall)}};
}

}  // namespace lodestone::calibration
