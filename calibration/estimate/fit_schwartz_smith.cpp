#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/maximise.hpp>
#include <lodestone/calibration/estimate/schwartz_smith.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kModelParameters = 7;
constexpr std::size_t kLeastDates = 20;

// Coordinates of the search: ln κ, ln σ_χ, λ_χ, μ_ξ, ln σ_ξ, μ*_ξ, artanh ρ, then ln sd of each contract.
SchwartzSmith model_at(std::span<const double> x) {
  return {std::exp(x[0]), std::exp(x[1]), x[2], x[3], std::exp(x[4]), x[5], std::tanh(x[6])};
}

std::vector<double> errors_at(std::span<const double> x) {
  std::vector<double> errors;
  for (const double log_error : x.subspan(kModelParameters)) errors.push_back(std::exp(log_error));
  return errors;
}

void check(const FuturesHistory& history) {
  std::vector<Violation> violations;
  const std::size_t contracts = history.maturities.size();
  if (history.years.size() < kLeastDates) {
    violations.push_back({"years", std::to_string(history.years.size()) + " dates",
                          "must be at least " + std::to_string(kLeastDates), "Give a longer history."});
  }
  if (contracts < 2) {
    violations.push_back({"maturities", std::to_string(contracts) + " contracts", "must be at least 2",
                          "From one price alone fit a single factor with fit_mean_reversion."});
  }
  if (history.log_prices.size() != history.years.size() * contracts) {
    violations.push_back({"log_prices", std::to_string(history.log_prices.size()) + " prices",
                          "must be one for each date and contract", "Give NaN for a price that is missing."});
  }
  for (std::size_t k = 1; k < history.years.size(); ++k) {
    if (history.years[k] > history.years[k - 1]) continue;
    violations.push_back({"years[" + std::to_string(k) + "]", show(history.years[k], "yr"), "must be after the one before it",
                          "Sort the history and drop repeated dates."});
  }
  for (std::size_t j = 0; j < contracts; ++j) {
    check_between(history.maturities[j], 0.0, std::numeric_limits<double>::infinity(), "maturities[" + std::to_string(j) + "]",
                  "yr", violations);
  }
  if (std::any_of(history.log_prices.begin(), history.log_prices.end(), [](double price) { return std::isinf(price); })) {
    violations.push_back({"log_prices", "infinite", "must be finite, or NaN where missing", "Give logarithms of prices > 0."});
  }
  throw_if_any(std::move(violations));
}

double first_price(const FuturesHistory& history) {
  for (const double price : history.log_prices) {
    if (!std::isnan(price)) return price;
  }
  return 0.0;
}

}  // namespace

SchwartzSmithFit fit_schwartz_smith(const FuturesHistory& history) {
  check(history);
  const std::size_t contracts = history.maturities.size();
  const std::size_t count = kModelParameters + contracts;
  const KalmanPrior prior{.xi = first_price(history)};
  const Function likelihood = [&](std::span<const double> x) {
    return kalman_filter(model_at(x), errors_at(x), history, prior).log_likelihood;
  };
  Box box{{std::log(0.02), std::log(0.005), -1.0, -1.0, std::log(0.005), -1.0, std::atanh(-0.99)},
          {std::log(20.0), std::log(3.0), 1.0, 1.0, std::log(3.0), 1.0, std::atanh(0.99)}};
  box.lower.resize(count, std::log(1e-4));
  box.upper.resize(count, std::log(0.5));
  std::vector<std::vector<double>> starts;
  for (const double kappa : {0.5, 1.5, 4.0}) {
    starts.push_back({std::log(kappa), std::log(0.3), 0.0, 0.0, std::log(0.2), 0.0, 0.0});
    starts.back().resize(count, std::log(0.01));
  }
  const std::vector<double> steps(count, 1e-5);
  const Maximum best = maximise(with_numeric_gradient(likelihood, steps), box, starts);

  SchwartzSmithFit fit;
  fit.model = model_at(best.at);
  fit.last = kalman_filter(fit.model, errors_at(best.at), history, prior);
  fit.converged = best.converged;
  fit.starts_agreeing = best.starts_agreeing;
  fit.starts = static_cast<int>(starts.size());
  fit.at_bound = std::any_of(best.at_bound.begin(), best.at_bound.begin() + kModelParameters, [](bool bound) { return bound; });

  // A contract that the model fits exactly has its error on the bound; the others are judged given that.
  std::vector<std::size_t> free;
  std::vector<double> free_values;
  for (std::size_t i = 0; i < count; ++i) {
    if (best.at_bound[i]) continue;
    free.push_back(i);
    free_values.push_back(best.at[i]);
  }
  const Function given_bounds = [&](std::span<const double> values) {
    std::vector<double> x = best.at;
    for (std::size_t i = 0; i < free.size(); ++i) x[free[i]] = values[i];
    return likelihood(x);
  };
  std::vector<double> information = numeric_hessian(given_bounds, free_values, std::vector<double>(free.size(), 1e-3));
  for (double& entry : information) entry = -entry;
  const std::optional<std::vector<double>> covariance = inverse_of_positive(information, free.size());
  const std::vector<double> free_errors = standard_errors(covariance, free.size());
  std::vector<double> errors(count, kNoNumber);
  for (std::size_t i = 0; i < free.size(); ++i) errors[free[i]] = free_errors[i];
  const SchwartzSmith& m = fit.model;
  fit.standard_errors = {m.mean_reversion_per_year * errors[0],
                         m.short_term_volatility * errors[1],
                         errors[2],
                         errors[3],
                         m.equilibrium_volatility * errors[4],
                         errors[5],
                         (1.0 - m.correlation * m.correlation) * errors[6]};
  for (std::size_t j = 0; j < contracts; ++j) {
    const double error = std::exp(best.at[kModelParameters + j]);
    fit.measurement_errors.push_back({error, error * errors[kModelParameters + j]});
  }
  fit.free = std::move(free);
  fit.covariance = covariance.value_or(std::vector<double>{});
  return fit;
}

}  // namespace lodestone::calibration
