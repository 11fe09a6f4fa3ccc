#include <lodestone/calibration/estimate/mean_reversion.hpp>

#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/profile.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kLeastIntervals = 10;
constexpr int kPosteriorPoints = 600;
constexpr double kUnbounded = std::numeric_limits<double>::infinity();

// Given κ, the observations of a state are a regression y = c·θ + √(σ²v)·ε: what is left of it.
struct Regression {
  double count = 0.0;
  double weight = 0.0;     // Σ c²/v
  double product = 0.0;    // Σ c·y/v
  double square = 0.0;     // Σ y²/v
  double log_scale = 0.0;  // Σ ln v
  double unit = 0.0;       // what stands for the weight of a stationary draw where there is none

  void add(double y, double c, double v, double log_v) {
    count += 1.0;
    weight += c * c / v;
    product += c * y / v;
    square += y * y / v;
    log_scale += log_v;
  }
  double mean() const { return product / weight; }
  double residual() const { return square - product * product / weight; }
};

class Sample {
 public:
  Sample(const MeanRevertingHistory& history, bool starts_typically) {
    const std::size_t count = history.values.size();
    for (std::size_t k = 0; k + 1 < count; ++k) {
      const std::size_t state = history.states.empty() ? 0 : history.states[k];
      if (state == kLeftOut) continue;
      states_ = std::max(states_, state + 1);
      const double step = history.years[k + 1] - history.years[k];
      intervals_.push_back({history.values[k], history.values[k + 1], step, state, starts_typically && intervals_.empty()});
      years_ += step;
      shortest_ = std::min(shortest_, step);
    }
    // Centred, so that squares do not cancel: θ moves along, nothing else does.
    for (const Step& step : intervals_) centre_ += step.from / static_cast<double>(intervals_.size());
    for (Step& step : intervals_) {
      step.from -= centre_;
      step.to -= centre_;
    }
  }

  std::size_t states() const { return states_; }
  std::size_t size() const { return intervals_.size(); }
  double years() const { return years_; }
  double shortest() const { return shortest_; }
  double centre() const { return centre_; }

  std::vector<Regression> regressions(double kappa) const {
    std::vector<Regression> result(states_);
    for (Regression& regression : result) regression.unit = 2.0 * kappa;
    const double stationary = 1.0 / (2.0 * kappa);
    double known_step = -1.0;
    double a = 0.0, c = 0.0, v = 0.0, log_v = 0.0;
    for (const Step& step : intervals_) {
      if (step.years != known_step) {
        known_step = step.years;
        c = -std::expm1(-kappa * step.years);
        a = 1.0 - c;
        v = -std::expm1(-2.0 * kappa * step.years) * stationary;
        log_v = std::log(v);
      }
      Regression& regression = result[step.state];
      if (step.is_first) {
        regression.add(step.from, 1.0, stationary, std::log(stationary));
        regression.unit = 0.0;
      }
      regression.add(step.to - a * step.from, c, v, log_v);
    }
    return result;
  }

 private:
  struct Step {
    double from, to, years;
    std::size_t state;
    bool is_first;  // `from` is a draw from the stationary law
  };
  std::vector<Step> intervals_;
  std::size_t states_ = 0;
  double years_ = 0.0;
  double shortest_ = kUnbounded;
  double centre_ = 0.0;
};

bool is_seen(const Regression& regression) { return regression.count > 0.0; }

struct Variances {
  std::vector<double> by_state;
  std::vector<double> degrees_of_freedom;
};

// σ² by state: pooled unless it differs by state; divided by what is left after θ (restricted) or by the count (likelihood).
Variances variances(const std::vector<Regression>& regressions, bool restricted, bool by_state) {
  Variances result;
  double residual = 0.0;
  double freedom = 0.0;
  for (const Regression& r : regressions) {
    const double own = is_seen(r) ? r.count - (restricted ? 1.0 : 0.0) : 0.0;
    result.by_state.push_back(is_seen(r) ? r.residual() / own : kNoNumber);
    result.degrees_of_freedom.push_back(own);
    if (is_seen(r)) residual += r.residual();
    freedom += own;
  }
  if (!by_state) {
    result.by_state.assign(regressions.size(), residual / freedom);
    result.degrees_of_freedom.assign(regressions.size(), freedom);
  }
  return result;
}

double log_likelihood(const std::vector<Regression>& regressions, const std::vector<double>& sigma_squared, bool restricted) {
  double value = 0.0;
  for (std::size_t s = 0; s < regressions.size(); ++s) {
    const Regression& r = regressions[s];
    if (!is_seen(r)) continue;
    const double count = r.count - (restricted ? 1.0 : 0.0);
    value -=
        0.5 * (r.log_scale + count * std::log(2.0 * std::numbers::pi * sigma_squared[s]) + r.residual() / sigma_squared[s]);
    if (restricted) value -= 0.5 * std::log((r.weight + r.unit) / (r.unit > 0.0 ? r.unit : 1.0));
  }
  return value;
}

double profile_likelihood(const Sample& sample, double kappa, bool restricted, bool by_state) {
  const std::vector<Regression> regressions = sample.regressions(kappa);
  return log_likelihood(regressions, variances(regressions, restricted, by_state).by_state, restricted);
}

// Mean, spread and 95 % interval of κ when ln κ has the given log density over [lower, upper].
void use_posterior(const std::function<double(double)>& log_density, double lower, double upper, MeanReversionFit& fit) {
  const double spacing = (upper - lower) / kPosteriorPoints;
  std::vector<double> at;
  std::vector<double> logs;
  for (int i = 0; i < kPosteriorPoints; ++i) {
    at.push_back(std::exp(lower + spacing * (i + 0.5)));
    logs.push_back(log_density(std::log(at.back())));
  }
  const double greatest = *std::max_element(logs.begin(), logs.end());
  double total = 0.0, first = 0.0, second = 0.0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double weight = std::exp(logs[i] - greatest);
    total += weight;
    first += weight * at[i];
    second += weight * at[i] * at[i];
  }
  const double mean = first / total;
  fit.mean_reversion_per_year = {mean, std::sqrt(std::max(0.0, second / total - mean * mean))};
  const auto quantile = [&](double p) {
    double sum = 0.0;
    for (std::size_t i = 0; i < at.size(); ++i) {
      sum += std::exp(logs[i] - greatest);
      if (sum >= p * total) return at[i];
    }
    return at.back();
  };
  fit.mean_reversion_95 = {quantile(0.025), quantile(0.975)};
}

void check(const MeanRevertingHistory& history, const MeanReversionOptions& options) {
  std::vector<Violation> violations;
  check_series(history.values, kLeastIntervals + 1, "values", "", violations);
  if (history.years.size() != history.values.size()) {
    violations.push_back({"years", std::to_string(history.years.size()) + " times",
                          "must be as many as values (" + std::to_string(history.values.size()) + ")",
                          "Give a time for each."});
  }
  for (std::size_t k = 1; k < history.years.size(); ++k) {
    if (history.years[k] > history.years[k - 1]) continue;
    violations.push_back({"years[" + std::to_string(k) + "]", show(history.years[k], "yr"), "must be after the one before it",
                          "Sort the history and drop repeated dates."});
  }
  if (!history.states.empty() && history.states.size() + 1 != history.values.size()) {
    violations.push_back({"states", std::to_string(history.states.size()) + " labels",
                          "must be one for each interval between values", "Leave the labels out for a single state."});
  }
  const auto used = history.states.empty() ? static_cast<std::ptrdiff_t>(history.values.size()) - 1
                                           : static_cast<std::ptrdiff_t>(history.states.size()) -
                                                 std::count(history.states.begin(), history.states.end(), kLeftOut);
  if (violations.empty() && used < static_cast<std::ptrdiff_t>(kLeastIntervals)) {
    violations.push_back({"states", std::to_string(used) + " intervals not left out",
                          "must be at least " + std::to_string(kLeastIntervals), "Give a longer history."});
  }
  if (options.prior) {
    check_between(options.prior->median_years, 0.0, kUnbounded, "prior.median_years", "yr", violations);
    check_between(options.prior->log_standard_deviation, 0.0, kUnbounded, "prior.log_standard_deviation", "", violations);
  }
  throw_if_any(std::move(violations));
}

}  // namespace

MeanReversionFit fit_mean_reversion(const MeanRevertingHistory& history, const MeanReversionOptions& options) {
  check(history, options);
  const Sample sample(history, options.starts_typically);
  const bool restricted = options.prior || options.method == MeanReversionMethod::RESTRICTED;
  const auto profile = [&](double log_kappa) {
    return profile_likelihood(sample, std::exp(log_kappa), restricted, options.volatility_by_state);
  };
  const double lower = std::log(0.02 / sample.years());
  const double upper = std::log(20.0 / sample.shortest());
  const ProfileMaximum best = maximise_profile(profile, lower, upper);

  MeanReversionFit fit;
  fit.years = sample.years();
  fit.intervals = sample.size();
  fit.no_reversion_seen = best.at_lower;
  const double kappa = std::exp(best.at);
  if (options.prior) {
    const double centre = std::log(std::numbers::ln2 / options.prior->median_years);
    const double width = options.prior->log_standard_deviation;
    use_posterior([&](double x) { return profile(x) - 0.5 * (x - centre) * (x - centre) / (width * width); }, lower, upper,
                  fit);
  } else {
    const double bias = restricted ? 2.0 / sample.years() : 0.0;
    fit.mean_reversion_per_year = {std::max(kappa - bias, 0.5 * kappa), kappa * best.standard_error};
    fit.mean_reversion_95 = {std::exp(best.interval95.lower), std::exp(best.interval95.upper)};
    if (best.interval95.lower == lower) fit.mean_reversion_95.lower = 0.0;
    if (best.interval95.upper == upper) fit.mean_reversion_95.upper = kUnbounded;
  }

  const std::vector<Regression> regressions = sample.regressions(fit.mean_reversion_per_year.value);
  const Variances sigma_squared = variances(regressions, restricted, options.volatility_by_state);
  for (std::size_t s = 0; s < regressions.size(); ++s) {
    const double variance = sigma_squared.by_state[s];
    fit.long_run_mean.push_back(is_seen(regressions[s]) ? Estimated{sample.centre() + regressions[s].mean(),
                                                                    std::sqrt(variance / regressions[s].weight)}
                                                        : Estimated{});
    const double sigma = std::sqrt(variance);
    fit.volatility_per_sqrt_year.push_back({sigma, sigma / std::sqrt(2.0 * sigma_squared.degrees_of_freedom[s])});
  }
  fit.log_likelihood = log_likelihood(regressions, sigma_squared.by_state, false);
  return fit;
}

}  // namespace lodestone::calibration
