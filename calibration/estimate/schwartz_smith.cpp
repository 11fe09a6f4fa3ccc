#include <lodestone/calibration/estimate/schwartz_smith.hpp>

#include <lodestone/base/expect.hpp>

#include <cmath>
#include <numbers>

namespace lodestone::calibration {
namespace {

// What a step of Δ years or a time to delivery of T years needs; dates repeat their spacing.
struct Loadings {
  double chi = 0.0;        // e^{−κT}
  double intercept = 0.0;  // A(T)
};

double squared(double x) { return x * x; }

}  // namespace

double futures_intercept(const SchwartzSmith& m, double years) {
  const double kappa = m.mean_reversion_per_year;
  const double once = -std::expm1(-kappa * years) / kappa;
  const double twice = -std::expm1(-2.0 * kappa * years) / (2.0 * kappa);
  return m.equilibrium_risk_neutral_drift * years - once * m.short_term_risk_premium +
         0.5 * (twice * squared(m.short_term_volatility) + squared(m.equilibrium_volatility) * years +
                2.0 * once * m.correlation * m.short_term_volatility * m.equilibrium_volatility);
}

double futures_price(const SchwartzSmith& m, double chi, double xi, double years) {
  return std::exp(std::exp(-m.mean_reversion_per_year * years) * chi + xi + futures_intercept(m, years));
}

double futures_volatility(const SchwartzSmith& m, double years) {
  const double short_term = std::exp(-m.mean_reversion_per_year * years) * m.short_term_volatility;
  return std::sqrt(squared(short_term) + squared(m.equilibrium_volatility) +
                   2.0 * m.correlation * short_term * m.equilibrium_volatility);
}

StepCovariance step_covariance(const SchwartzSmith& m, double years) {
  const double kappa = m.mean_reversion_per_year;
  return {-squared(m.short_term_volatility) * std::expm1(-2.0 * kappa * years) / (2.0 * kappa),
          squared(m.equilibrium_volatility) * years,
          -m.correlation * m.short_term_volatility * m.equilibrium_volatility * std::expm1(-kappa * years) / kappa};
}

FilteredState kalman_filter(const SchwartzSmith& model, std::span<const double> measurement_errors,
                            const FuturesHistory& history, const KalmanPrior& prior) {
  const std::size_t contracts = history.maturities.size();
  LODESTONE_EXPECT(measurement_errors.size() == contracts && history.log_prices.size() == history.years.size() * contracts);
  std::vector<Loadings> loadings;
  for (const double maturity : history.maturities) {
    loadings.push_back({std::exp(-model.mean_reversion_per_year * maturity), futures_intercept(model, maturity)});
  }
  FilteredState state{prior.chi, prior.xi, 0.0};
  double var_chi = prior.variance;
  double var_xi = prior.variance;
  double cross = 0.0;
  double known_step = -1.0;
  double decay = 1.0;
  StepCovariance noise;
  for (std::size_t k = 0; k < history.years.size(); ++k) {
    if (k > 0) {
      const double step = history.years[k] - history.years[k - 1];
      if (step != known_step) {
        known_step = step;
        decay = std::exp(-model.mean_reversion_per_year * step);
        noise = step_covariance(model, step);
      }
      state.chi *= decay;
      state.xi += model.equilibrium_drift * step;
      var_chi = decay * decay * var_chi + noise.chi;
      cross = decay * cross + noise.cross;
      var_xi += noise.xi;
    }
    for (std::size_t j = 0; j < contracts; ++j) {
      const double seen = history.log_prices[k * contracts + j];
      if (std::isnan(seen)) continue;
      const double h = loadings[j].chi;
      const double error_variance = squared(measurement_errors[j]);
      const double with_chi = h * var_chi + cross;  // covariance of the price with χ, then with ξ
      const double with_xi = h * cross + var_xi;
      const double variance = h * with_chi + with_xi + error_variance;
      const double surprise = seen - (h * state.chi + state.xi + loadings[j].intercept);
      state.log_likelihood -= 0.5 * (std::log(2.0 * std::numbers::pi * variance) + surprise * surprise / variance);
      const double gain_chi = with_chi / variance;
      const double gain_xi = with_xi / variance;
      state.chi += gain_chi * surprise;
      state.xi += gain_xi * surprise;
      // Joseph: (I − gH)P(I − gH)ᵀ + g·r·gᵀ, with H = (h, 1).
      const double a = 1.0 - gain_chi * h, b = -gain_chi, c = -gain_xi * h, d = 1.0 - gain_xi;
      const double new_chi = a * a * var_chi + 2.0 * a * b * cross + b * b * var_xi + gain_chi * gain_chi * error_variance;
      const double new_cross = a * c * var_chi + (a * d + b * c) * cross + b * d * var_xi + gain_chi * gain_xi * error_variance;
      var_xi = c * c * var_chi + 2.0 * c * d * cross + d * d * var_xi + gain_xi * gain_xi * error_variance;
      var_chi = new_chi;
      cross = new_cross;
    }
  }
  return state;
}

}  // namespace lodestone::calibration
