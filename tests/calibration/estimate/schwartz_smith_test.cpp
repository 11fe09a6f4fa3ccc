#include <lodestone/calibration/estimate/schwartz_smith.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/dense_normal.hpp>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace lodestone::calibration {
namespace {

// Schwartz and Smith (2000), table 2, crude oil.
constexpr SchwartzSmith kCrude = {1.49, 0.286, 0.157, -0.0125, 0.145, 0.0115, 0.30};
const std::vector<double> kMaturities = {1.0 / 12, 5.0 / 12, 9.0 / 12, 13.0 / 12, 17.0 / 12};
const std::vector<double> kErrors = {0.042, 0.006, 0.003, 0.0, 0.004};

struct Simulated {
  std::vector<double> years;
  std::vector<double> log_prices;
  FuturesHistory history() const { return {years, kMaturities, log_prices}; }
};

Simulated simulate(Random& random, std::size_t dates, const std::vector<double>& errors) {
  Simulated result{regular_years(dates, 53.0), {}};
  double chi = 0.1;
  double xi = std::log(18.0);
  const StepCovariance step = step_covariance(kCrude, 1.0 / 53.0);
  for (std::size_t k = 0; k < dates; ++k) {
    for (std::size_t j = 0; j < kMaturities.size(); ++j) {
      result.log_prices.push_back(std::log(futures_price(kCrude, chi, xi, kMaturities[j])) + errors[j] * random.normal());
    }
    const double z = random.normal();
    const double with = step.cross / std::sqrt(step.chi);
    chi = std::exp(-kCrude.mean_reversion_per_year / 53.0) * chi + std::sqrt(step.chi) * z;
    xi += kCrude.equilibrium_drift / 53.0 + with * z + std::sqrt(step.xi - with * with) * random.normal();
  }
  return result;
}

TEST(SchwartzSmith, ReproducesItsFormulasToTheirPrintedDigits) {
  const double xi = std::log(18.0);
  EXPECT_NEAR(futures_price(kCrude, 0.1, xi, 1.0 / 12), 19.5352129981, 5e-11);
  EXPECT_NEAR(futures_price(kCrude, 0.1, xi, 5.0 / 12), 18.5075846435, 5e-11);
  EXPECT_NEAR(futures_price(kCrude, 0.1, xi, 1.0), 17.6863767208, 5e-11);
  EXPECT_NEAR(futures_price(kCrude, 0.1, xi, 17.0 / 12), 17.4951864378, 5e-11);
  EXPECT_NEAR(futures_price(kCrude, 0.1, xi, 5.0), 18.4904338019, 5e-11);
  EXPECT_NEAR(futures_intercept(kCrude, 1.0), -0.0401143570118, 5e-14);
  EXPECT_NEAR(futures_volatility(kCrude, 1.0 / 12), 0.326819, 5e-7);
  EXPECT_NEAR(futures_volatility(kCrude, 5.0 / 12), 0.240894, 5e-7);
  EXPECT_NEAR(futures_volatility(kCrude, 1.0), 0.175463, 5e-7);
  EXPECT_NEAR(futures_volatility(kCrude, 17.0 / 12), 0.158869, 5e-7);
  EXPECT_NEAR(futures_volatility(kCrude, 5.0), 0.145050, 5e-7);
  const StepCovariance week = step_covariance(kCrude, 1.0 / 52.0);
  EXPECT_NEAR(week.chi, 0.00152877630488, 5e-15);
  EXPECT_NEAR(week.cross, 0.000235854789552, 5e-16);
  EXPECT_NEAR(week.xi, 0.000404326923077, 5e-16);
}

// Gibson and Schwartz (1990) is the same model in other words: spot and convenience yield.
TEST(SchwartzSmith, PricesAsGibsonAndSchwartzDo) {
  const double r = 0.06, alpha = 0.106, kappa = 1.876, s1 = 0.393, s2 = 0.527, rho = 0.766, lambda = 0.198;
  const double sigma_chi = s2 / kappa;
  const double sigma_xi = std::sqrt(s1 * s1 + s2 * s2 / (kappa * kappa) - 2.0 * rho * s1 * s2 / kappa);
  const SchwartzSmith model = {kappa,
                               sigma_chi,
                               lambda / kappa,
                               0.0,
                               sigma_xi,
                               r - alpha - 0.5 * s1 * s1 + lambda / kappa,
                               (rho * s1 - s2 / kappa) / sigma_xi};
  const double chi = (0.12 - alpha) / kappa;
  const double xi = std::log(20.0) - chi;
  EXPECT_NEAR(futures_price(model, chi, xi, 0.25), 19.7472237444, 5e-11);
  EXPECT_NEAR(futures_price(model, chi, xi, 1.0), 19.4729651178, 5e-11);
  EXPECT_NEAR(futures_price(model, chi, xi, 3.0), 19.8669920963, 5e-11);
}

// All prices together are one normal vector; some are missing, and one contract is seen exactly.
TEST(KalmanFilter, HasTheDensityOfTheJointNormalLaw) {
  Random random(31);
  Simulated simulated = simulate(random, 9, kErrors);
  simulated.years[5] += 0.004;
  for (const std::size_t missing : {2u, 11u, 12u, 13u, 14u, 10u, 33u})
    simulated.log_prices[missing] = std::numeric_limits<double>::quiet_NaN();
  const KalmanPrior prior{.chi = 0.05, .xi = 2.9, .variance = 0.04};

  struct Seen {
    double years, price;
    std::size_t contract;
  };
  std::vector<Seen> seen;
  for (std::size_t k = 0; k < simulated.log_prices.size(); ++k) {
    if (!std::isnan(simulated.log_prices[k])) seen.push_back({simulated.years[k / 5], simulated.log_prices[k], k % 5});
  }
  const double kappa = kCrude.mean_reversion_per_year;
  std::vector<double> x, mean, covariance;
  for (const Seen& a : seen) {
    const double load_a = std::exp(-kappa * kMaturities[a.contract]);
    x.push_back(a.price);
    mean.push_back(load_a * std::exp(-kappa * a.years) * prior.chi + prior.xi + kCrude.equilibrium_drift * a.years +
                   futures_intercept(kCrude, kMaturities[a.contract]));
    for (const Seen& b : seen) {
      const double load_b = std::exp(-kappa * kMaturities[b.contract]);
      const double first = std::min(a.years, b.years);
      const double later = std::exp(-kappa * std::abs(a.years - b.years));
      const StepCovariance shared = step_covariance(kCrude, first);
      const double chi = later * (std::exp(-2.0 * kappa * first) * prior.variance + shared.chi);
      const double xi = prior.variance + shared.xi;
      // χ of a with ξ of b: what both had by the earlier date, decayed where χ is the later one.
      const double a_decay = a.years > b.years ? later : 1.0;
      const double b_decay = b.years > a.years ? later : 1.0;
      double value = load_a * load_b * chi + xi + shared.cross * (load_a * a_decay + load_b * b_decay);
      if (&a == &b) value += kErrors[a.contract] * kErrors[a.contract];
      covariance.push_back(value);
    }
  }
  EXPECT_NEAR(kalman_filter(kCrude, kErrors, simulated.history(), prior).log_likelihood,
              dense_normal_log_density(x, mean, covariance), 1e-7);
}

TEST(SchwartzSmith, FindsTheParametersOfASyntheticHistory) {
  Random random(32);
  const std::vector<double> errors = {0.042, 0.006, 0.003, 0.005, 0.004};
  const Simulated simulated = simulate(random, 400, errors);
  const SchwartzSmithFit fit = fit_schwartz_smith(simulated.history());
  EXPECT_FALSE(fit.at_bound);
  EXPECT_EQ(fit.starts_agreeing, fit.starts);
  EXPECT_GE(fit.last.log_likelihood,
            kalman_filter(kCrude, errors, simulated.history(), {.xi = simulated.log_prices[0]}).log_likelihood);
  const auto expect_within = [](double value, double error, double truth) {
    EXPECT_GT(error, 0.0);
    EXPECT_NEAR(value, truth, 3.5 * error);
  };
  const SchwartzSmith& m = fit.model;
  const SchwartzSmith& e = fit.standard_errors;
  expect_within(m.mean_reversion_per_year, e.mean_reversion_per_year, kCrude.mean_reversion_per_year);
  expect_within(m.short_term_volatility, e.short_term_volatility, kCrude.short_term_volatility);
  expect_within(m.short_term_risk_premium, e.short_term_risk_premium, kCrude.short_term_risk_premium);
  expect_within(m.equilibrium_drift, e.equilibrium_drift, kCrude.equilibrium_drift);
  expect_within(m.equilibrium_volatility, e.equilibrium_volatility, kCrude.equilibrium_volatility);
  expect_within(m.equilibrium_risk_neutral_drift, e.equilibrium_risk_neutral_drift, kCrude.equilibrium_risk_neutral_drift);
  expect_within(m.correlation, e.correlation, kCrude.correlation);
  for (std::size_t j = 0; j < 5; ++j)
    expect_within(fit.measurement_errors[j].value, fit.measurement_errors[j].standard_error, errors[j]);
  // κ is known from the slope of the curve, far better than a spot price would know it.
  EXPECT_LT(e.mean_reversion_per_year, 0.1);
}

TEST(SchwartzSmith, LetsAContractBeSeenExactly) {
  Random random(33);
  const Simulated simulated = simulate(random, 268, kErrors);
  const SchwartzSmithFit fit = fit_schwartz_smith(simulated.history());
  EXPECT_FALSE(fit.at_bound);
  EXPECT_LT(fit.measurement_errors[3].value, 0.002);
  EXPECT_NEAR(fit.model.mean_reversion_per_year, 1.49, 3.5 * fit.standard_errors.mean_reversion_per_year);
}

TEST(SchwartzSmith, RefusesOneContractAlone) {
  const std::vector<double> years = regular_years(30, 52.0);
  const std::vector<double> maturities = {0.5};
  const std::vector<double> prices(29, 3.0);
  try {
    fit_schwartz_smith({years, maturities, prices});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 2u);
  }
}

}  // namespace
}  // namespace lodestone::calibration
