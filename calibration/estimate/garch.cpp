#include <lodestone/calibration/estimate/garch.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/ljung_box.hpp>
#include <lodestone/calibration/estimate/maximise.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace lodestone::calibration {
namespace {

enum Member : std::size_t { MEAN, OMEGA, ALPHA, GAMMA, BETA, FREEDOM };

// The search's coordinates, a box: every point of it is a stationary GARCH with h > 0.
enum Coordinate : std::size_t { CENTRE, LOG_LEVEL, PERSISTENCE, NEWS_SHARE, SIGN_SHARE, TAIL, COORDINATES };
using Point = std::array<double, COORDINATES>;

constexpr int kLags = 10;

GarchParameters parameters_at(const Point& x, const GarchModel& model) {
  const double news = x[PERSISTENCE] * x[NEWS_SHARE];  // α + γ/2
  GarchParameters p;
  p.mean = x[CENTRE];
  p.omega = std::exp(x[LOG_LEVEL]) * (1.0 - x[PERSISTENCE]);
  p.alpha = 2.0 * news * x[SIGN_SHARE];
  p.gamma = model.has_leverage ? 2.0 * news * (1.0 - 2.0 * x[SIGN_SHARE]) : 0.0;
  p.beta = x[PERSISTENCE] * (1.0 - x[NEWS_SHARE]);
  if (model.has_student_tails) p.degrees_of_freedom = 1.0 / x[TAIL];
  return p;
}

Point point_of(const GarchParameters& p) {
  const double persistence = std::clamp(p.persistence(), 1e-6, kGreatestPersistence);
  const double news = p.alpha + 0.5 * p.gamma;
  return {p.mean,
          std::log(p.omega / (1.0 - persistence)),
          persistence,
          news / persistence,
          news > 0.0 ? 0.5 * p.alpha / news : 0.5,
          1.0 / p.degrees_of_freedom};
}

Point slopes_at(const Point& x, const GarchParameters& p, const GarchArray& g) {
  const double level = std::exp(x[LOG_LEVEL]);
  const double sign = 1.0 - 2.0 * x[SIGN_SHARE];
  const double by_news = 2.0 * x[SIGN_SHARE] * g[ALPHA] + 2.0 * sign * g[GAMMA];  // along α + γ/2
  return {g[MEAN],
          p.omega * g[OMEGA],
          -level * g[OMEGA] + x[NEWS_SHARE] * by_news + (1.0 - x[NEWS_SHARE]) * g[BETA],
          x[PERSISTENCE] * (by_news - g[BETA]),
          x[PERSISTENCE] * x[NEWS_SHARE] * (2.0 * g[ALPHA] - 4.0 * g[GAMMA]),
          -p.degrees_of_freedom * p.degrees_of_freedom * g[FREEDOM]};
}

std::vector<std::size_t> free_coordinates(const GarchModel& model) {
  std::vector<std::size_t> free;
  if (model.has_mean) free.push_back(CENTRE);
  if (!model.targets_variance) free.push_back(LOG_LEVEL);
  free.insert(free.end(), {PERSISTENCE, NEWS_SHARE});
  if (model.has_leverage) free.push_back(SIGN_SHARE);
  if (model.has_student_tails) free.push_back(TAIL);
  return free;
}

std::vector<std::size_t> estimated_members(const GarchModel& model) {
  std::vector<std::size_t> members;
  if (model.has_mean) members.push_back(MEAN);
  if (!model.targets_variance) members.push_back(OMEGA);
  members.push_back(ALPHA);
  if (model.has_leverage) members.push_back(GAMMA);
  members.push_back(BETA);
  if (model.has_student_tails) members.push_back(FREEDOM);
  return members;
}

std::vector<Point> starting_points(const GarchModel& model, double centre, double scale) {
  if (model.start) {
    GarchParameters start = *model.start;
    start.mean = (start.mean - centre) / scale;
    start.omega /= scale * scale;
    if (!model.has_student_tails || std::isinf(start.degrees_of_freedom)) start.degrees_of_freedom = 8.0;
    return {point_of(start)};
  }
  std::vector<Point> starts;
  for (const double persistence : {0.85, 0.96, 0.99}) {
    for (const double share : {0.05, 0.15}) starts.push_back({0.0, 0.0, persistence, share, 0.4, 1.0 / 6.0});
  }
  return starts;
}

// The likelihood over the members that are free, ω following the others where the variance is targeted.
struct Restricted {
  std::span<const double> returns;
  GarchParameters at;
  const std::vector<std::size_t>& members;
  double target = kNoNumber;  // V̂, or NaN

  GarchParameters moved_to(std::span<const double> values) const {
    GarchArray all = to_array(at);
    for (std::size_t i = 0; i < members.size(); ++i) all[members[i]] = values[i];
    GarchParameters p = from_array(all);
    if (!std::isnan(target)) p.omega = target * (1.0 - p.persistence());
    return p;
  }
  // ω = V̂(1 − α − γ/2 − β) moves with the persistence.
  double slope(const double* by, std::size_t member) const {
    double value = by[member];
    if (!std::isnan(target)) {
      if (member == ALPHA || member == BETA) value -= target * by[OMEGA];
      if (member == GAMMA) value -= 0.5 * target * by[OMEGA];
    }
    return value;
  }
  double operator()(std::span<const double> values, std::span<double> gradient) const {
    GarchArray all{};
    const double value = garch_log_likelihood(returns, moved_to(values), gradient.empty() ? nullptr : &all);
    for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = slope(all.data(), members[i]);
    return value;
  }
};

// How a covariance changes when returns are multiplied by `scale`: μ as they do, ω as their square, the rest not at all.
GarchArray units(double scale) { return {scale, scale * scale, 1.0, 1.0, 1.0, 1.0}; }

void add_errors(std::span<const double> scaled, const GarchParameters& at, const GarchModel& model, double scale,
                GarchFit& fit) {
  fit.estimated = estimated_members(model);
  const std::size_t n = fit.estimated.size();
  Restricted likelihood{scaled, at, fit.estimated};
  if (model.targets_variance) likelihood.target = at.long_run_variance();

  const GarchArray all = to_array(at);
  std::vector<double> values;
  std::vector<double> steps;
  for (const std::size_t member : fit.estimated) {
    values.push_back(all[member]);
    // Returns have variance 1 here. Errors of the differences are then 1e-8 of A.
    double step = 1e-5;
    if (member == OMEGA) step = std::min(1e-6, 1e-3 * at.omega);
    if (member == FREEDOM) step = 1e-3 * (at.degrees_of_freedom - 2.0);
    steps.push_back(step);
  }
  std::vector<double> information = hessian_of_gradient(likelihood, values, steps);
  for (double& entry : information) entry = -entry;
  const std::optional<std::vector<double>> from_hessian = inverse_of_positive(information, n);

  std::vector<double> scores;
  garch_log_likelihood(scaled, at, nullptr, &scores);
  std::vector<double> free_scores;
  free_scores.reserve(scaled.size() * n);
  for (std::size_t t = 0; t < scaled.size(); ++t) {
    for (const std::size_t member : fit.estimated)
      free_scores.push_back(likelihood.slope(&scores[t * kGarchParameters], member));
  }
  const std::vector<double> products = outer_products(free_scores, n);
  const std::vector<double> hessian_errors = standard_errors(from_hessian, n);
  const std::vector<double> opg_errors = standard_errors(inverse_of_positive(products, n), n);
  std::optional<std::vector<double>> robust;
  if (from_hessian) robust = sandwich(*from_hessian, products, n);
  const std::vector<double> qmle_errors = standard_errors(robust, n);

  const GarchArray unit = units(scale);
  fit.errors.hessian.fill(kNoNumber);
  fit.errors.opg.fill(kNoNumber);
  fit.errors.qmle.fill(kNoNumber);
  std::vector<double> by_persistence(n, 0.0);
  std::vector<double> by_level(n, 0.0);
  const double left = 1.0 - at.persistence();
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t member = fit.estimated[i];
    fit.errors.hessian[member] = unit[member] * hessian_errors[i];
    fit.errors.opg[member] = unit[member] * opg_errors[i];
    fit.errors.qmle[member] = unit[member] * qmle_errors[i];
    by_persistence[i] = member == ALPHA || member == BETA ? 1.0 : member == GAMMA ? 0.5 : 0.0;
    by_level[i] = model.targets_variance ? 0.0 : (by_persistence[i] * at.omega / left + (member == OMEGA ? 1.0 : 0.0)) / left;
  }
  fit.persistence = {at.persistence(), standard_error_of(by_persistence, from_hessian)};
  fit.long_run_variance = {scale * scale * at.long_run_variance(),
                           model.targets_variance ? kNoNumber : scale * scale * standard_error_of(by_level, from_hessian)};
  if (from_hessian) {
    fit.covariance = *from_hessian;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) fit.covariance[i * n + j] *= unit[fit.estimated[i]] * unit[fit.estimated[j]];
    }
  }
}

void check(std::span<const double> returns, const GarchModel& model) {
  std::vector<Violation> violations;
  check_series(returns, kLeastGarchReturns, "returns", "", violations);
  if (model.start) {
    const GarchParameters& start = *model.start;
    check_between(start.omega, 0.0, std::numeric_limits<double>::infinity(), "model.start.omega", "", violations);
    check_not_negative(start.alpha, "model.start.alpha", "", violations);
    check_not_negative(start.alpha + start.gamma, "model.start.alpha + model.start.gamma", "", violations);
    check_not_negative(start.beta, "model.start.beta", "", violations);
    check_between(start.persistence(), 0.0, 1.0, "model.start: alpha + gamma/2 + beta", "", violations);
    if (!(start.degrees_of_freedom > 2.0)) {
      violations.push_back({"model.start.degrees_of_freedom", show(start.degrees_of_freedom), "must be > 2",
                            "Leave it out for normal innovations."});
    }
  }
  throw_if_any(std::move(violations));
}

}  // namespace

GarchFit fit_garch(std::span<const double> returns, const GarchModel& model) {
  check(returns, model);
  const auto n = static_cast<double>(returns.size());
  double mean = 0.0;
  for (const double r : returns) mean += r / n;
  const double centre = model.has_mean ? mean : 0.0;
  double variance = 0.0;
  for (const double r : returns) variance += (r - centre) * (r - centre) / n;
  const double scale = std::sqrt(variance);
  std::vector<double> scaled;
  scaled.reserve(returns.size());
  for (const double r : returns) scaled.push_back((r - centre) / scale);

  const std::vector<std::size_t> free = free_coordinates(model);
  const Point fixed = {0.0, 0.0, 0.0, 0.0, 0.5, 0.0};
  const auto spread = [&](std::span<const double> at) {
    Point x = fixed;
    for (std::size_t i = 0; i < free.size(); ++i) x[free[i]] = at[i];
    return x;
  };
  const auto gather = [&](const Point& x) {
    std::vector<double> at;
    for (const std::size_t coordinate : free) at.push_back(x[coordinate]);
    return at;
  };
  const Point lower = {-1.0, -5.0, 0.01, 0.0, 0.0, 1.0 / kGreatestFreedom};
  const Point upper = {1.0, 7.0, kGreatestPersistence, 1.0, 1.0, 1.0 / kLeastFreedom};
  std::vector<std::vector<double>> starts;
  for (const Point& start : starting_points(model, centre, scale)) starts.push_back(gather(start));
  const auto likelihood = [&](std::span<const double> at, std::span<double> gradient) {
    const Point x = spread(at);
    const GarchParameters p = parameters_at(x, model);
    GarchArray slopes{};
    const double value = garch_log_likelihood(scaled, p, gradient.empty() ? nullptr : &slopes);
    if (!gradient.empty()) {
      const std::vector<double> wanted = gather(slopes_at(x, p, slopes));
      std::copy(wanted.begin(), wanted.end(), gradient.begin());
    }
    return value;
  };
  const Maximum best = maximise(likelihood, {gather(lower), gather(upper)}, starts);

  const GarchParameters at = parameters_at(spread(best.at), model);
  GarchFit fit;
  fit.parameters = at;
  fit.parameters.mean = centre + scale * at.mean;
  fit.parameters.omega = variance * at.omega;
  fit.log_likelihood = best.value - n * std::log(scale);
  fit.starts = static_cast<int>(starts.size());
  fit.starts_agreeing = best.starts_agreeing;
  fit.evaluations = best.evaluations;
  fit.converged = best.converged;
  fit.at_bound = std::any_of(best.at_bound.begin(), best.at_bound.end(), [](bool bound) { return bound; });
  add_errors(scaled, at, model, scale, fit);

  const GarchFilter filter = garch_filter(returns, fit.parameters);
  fit.next_variance = filter.next_variance;
  std::vector<double> squares;
  for (const double z : filter.standardised) squares.push_back(z * z);
  fit.ljung_box_residuals = ljung_box(filter.standardised, kLags).p_value;
  fit.ljung_box_squares = ljung_box(squares, kLags).p_value;
  return fit;
}

GarchTermStructure volatility_term_structure(const GarchFit& fit, double periods_per_year, std::string id) {
  std::vector<Violation> violations;
  check_between(periods_per_year, 0.0, std::numeric_limits<double>::infinity(), "periods_per_year", "1/yr", violations);
  throw_if_any(std::move(violations));
  const double persistence = fit.parameters.persistence();
  const double level = fit.parameters.long_run_variance();
  const double stretch = -std::log(persistence) / (1.0 - persistence);
  GarchTermStructure result;
  result.curve.id = std::move(id);
  result.curve.initial_multiplier = std::sqrt(1.0 + (fit.next_variance / level - 1.0) * stretch);
  result.curve.decay_per_year = -std::log(persistence) * periods_per_year;
  const double volatility = std::sqrt(level * periods_per_year);
  result.volatility_per_sqrt_year = {volatility, 0.5 * volatility * fit.long_run_variance.standard_error / level};
  return result;
}

}  // namespace lodestone::calibration
