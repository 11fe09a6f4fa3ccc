#include <lodestone/calibration/estimate/mean_reversion.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/dense_normal.hpp>
#include <calibration/estimate/synthetic.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr double kKappa = 1.5;
constexpr double kTheta = 4.2;
constexpr double kSigma = 0.45;

std::vector<double> irregular_years(Random& random, std::size_t count) {
  std::vector<double> years = {0.0};
  for (std::size_t k = 1; k < count; ++k)
    years.push_back(years.back() + (random.uniform() < 0.2 ? 0.1 : 0.02) * (0.5 + random.uniform()));
  return years;
}

// Cov(X_s, X_t) = σ²/2κ·e^{−κ|s−t|}: the whole history is one normal vector.
double dense_log_likelihood(const std::vector<double>& years, const std::vector<double>& values, double kappa, double theta,
                            double sigma) {
  const std::size_t n = years.size();
  std::vector<double> covariance(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j)
      covariance[i * n + j] = sigma * sigma / (2.0 * kappa) * std::exp(-kappa * std::abs(years[i] - years[j]));
  }
  return dense_normal_log_density(values, std::vector<double>(n, theta), covariance);
}

TEST(MeanReversion, HasTheExactLikelihoodOfIrregularDates) {
  Random random(21);
  const std::vector<double> years = irregular_years(random, 120);
  const std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
  for (const auto method : {MeanReversionMethod::LIKELIHOOD, MeanReversionMethod::RESTRICTED}) {
    const MeanReversionFit fit = fit_mean_reversion({years, values, {}}, {.method = method});
    EXPECT_NEAR(fit.log_likelihood,
                dense_log_likelihood(years, values, fit.mean_reversion_per_year.value, fit.long_run_mean[0].value,
                                     fit.volatility_per_sqrt_year[0].value),
                1e-8);
  }
}

TEST(MeanReversion, IsTheMaximumOfTheDenseLikelihood) {
  Random random(22);
  const std::vector<double> years = irregular_years(random, 120);
  const std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
  const MeanReversionFit fit = fit_mean_reversion({years, values, {}}, {.method = MeanReversionMethod::LIKELIHOOD});
  const Estimated& kappa = fit.mean_reversion_per_year;
  const Estimated& theta = fit.long_run_mean[0];
  const Estimated& sigma = fit.volatility_per_sqrt_year[0];
  for (const double errors : {-0.3, -0.03, 0.03, 0.3}) {
    EXPECT_LT(dense_log_likelihood(years, values, kappa.value + errors * kappa.standard_error, theta.value, sigma.value),
              fit.log_likelihood);
    EXPECT_LT(dense_log_likelihood(years, values, kappa.value, theta.value + errors * theta.standard_error, sigma.value),
              fit.log_likelihood);
    EXPECT_LT(dense_log_likelihood(years, values, kappa.value, theta.value, sigma.value + errors * sigma.standard_error),
              fit.log_likelihood);
  }
}

// The restricted likelihood is the likelihood with θ integrated out: here by the trapezoid rule over ± 12 standard deviations.
TEST(MeanReversion, RestrictedMaximisesTheLikelihoodIntegratedOverTheMean) {
  Random random(23);
  const std::vector<double> years = regular_years(100, 20.0);
  const std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
  const MeanReversionFit fit = fit_mean_reversion({years, values, {}});
  const double kappa = fit.mean_reversion_per_year.value + 2.0 / fit.years;  // before the subtraction
  const double sigma = fit.volatility_per_sqrt_year[0].value;
  const auto integrated = [&](double k, double s) {
    double sum = 0.0;
    for (int i = -30; i <= 30; ++i)
      sum += std::exp(dense_log_likelihood(years, values, k, fit.long_run_mean[0].value + 0.1 * i, s) - 200.0);
    return std::log(sum);
  };
  // σ̂ belongs to the κ reported, so it is searched anew beside each κ.
  const auto best_over_sigma = [&](double k) {
    double best = -1e300;
    for (int i = -5; i <= 5; ++i) best = std::max(best, integrated(k, sigma * (1.0 + 0.015 * i)));
    return best;
  };
  EXPECT_GT(best_over_sigma(kappa), best_over_sigma(0.9 * kappa));
  EXPECT_GT(best_over_sigma(kappa), best_over_sigma(1.1 * kappa));
}

TEST(MeanReversion, HoldsTheTruthIn95PerCentOfHistoriesAndIsNearlyUnbiased) {
  Random random(24);
  const std::vector<double> years = regular_years(521, 52.0);
  Coverage speed, mean, volatility;
  double restricted = 0.0, likelihood = 0.0;
  constexpr int kHistories = 400;
  for (int history = 0; history < kHistories; ++history) {
    const std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
    const MeanReversionFit fit = fit_mean_reversion({years, values, {}});
    speed.add(fit.mean_reversion_95, kKappa);
    mean.add(fit.long_run_mean[0], kTheta);
    volatility.add(fit.volatility_per_sqrt_year[0], kSigma);
    restricted += fit.mean_reversion_per_year.value / kHistories;
    likelihood +=
        fit_mean_reversion({years, values, {}}, {.method = MeanReversionMethod::LIKELIHOOD}).mean_reversion_per_year.value /
        kHistories;
  }
  EXPECT_GE(speed.share(), 0.90);
  EXPECT_LE(speed.share(), 0.98);
  EXPECT_GE(mean.share(), 0.90);
  EXPECT_LE(mean.share(), 0.98);
  EXPECT_GE(volatility.share(), 0.90);
  EXPECT_LE(volatility.share(), 0.98);
  // One history's κ has a standard deviation of about √(2κ/T) = 0.55 and more; the mean of 400 one of 0.035.
  EXPECT_NEAR(restricted, kKappa, 4.0 * 0.035);
  EXPECT_NEAR(likelihood - kKappa, 0.4, 4.0 * 0.035);  // the 4/T that is corrected
}

TEST(MeanReversion, HoldsTheTruthAlsoWhereTheFirstValueIsAPeak) {
  Random random(28);
  const std::vector<double> years = regular_years(521, 52.0);
  Coverage speed, volatility;
  for (int history = 0; history < 300; ++history) {
    std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
    for (std::size_t k = 0; k < years.size(); ++k)
      values[k] += 1.5 * std::exp(-kKappa * years[k]);  // six standard deviations up
    const MeanReversionFit fit = fit_mean_reversion({years, values, {}}, {.starts_typically = false});
    speed.add(fit.mean_reversion_95, kKappa);
    volatility.add(fit.volatility_per_sqrt_year[0], kSigma);
  }
  EXPECT_GE(speed.share(), 0.90);
  EXPECT_LE(speed.share(), 0.98);
  EXPECT_GE(volatility.share(), 0.90);
  EXPECT_LE(volatility.share(), 0.98);
}

TEST(MeanReversion, FindsAMeanForEachStateAndLeavesJumpsOut) {
  Random random(25);
  const std::vector<double> years = regular_years(2001, 52.0);
  std::vector<std::size_t> states;
  std::vector<double> values = {1.0};
  for (std::size_t k = 0; k < 2000; ++k) {
    const std::size_t state = (k / 250) % 2;
    const bool moves = k > 0 && k % 250 == 0;
    states.push_back(moves ? kLeftOut : state);
    const double theta = state == 0 ? 1.0 : 3.0;
    const double a = std::exp(-4.0 / 52.0);
    const double sigma = state == 0 ? 0.2 : 0.6;
    values.push_back(theta + a * (values.back() - theta) + sigma * std::sqrt((1.0 - a * a) / 8.0) * random.normal() +
                     (moves ? 5.0 : 0.0));
  }
  const MeanReversionFit fit = fit_mean_reversion({years, values, states}, {.volatility_by_state = true});
  EXPECT_EQ(fit.intervals, 1993u);
  EXPECT_NEAR(fit.mean_reversion_per_year.value, 4.0, 3.0 * fit.mean_reversion_per_year.standard_error);
  EXPECT_NEAR(fit.long_run_mean[0].value, 1.0, 4.0 * fit.long_run_mean[0].standard_error);
  EXPECT_NEAR(fit.long_run_mean[1].value, 3.0, 4.0 * fit.long_run_mean[1].standard_error);
  EXPECT_NEAR(fit.volatility_per_sqrt_year[0].value, 0.2, 4.0 * fit.volatility_per_sqrt_year[0].standard_error);
  EXPECT_NEAR(fit.volatility_per_sqrt_year[1].value, 0.6, 4.0 * fit.volatility_per_sqrt_year[1].standard_error);
}

TEST(MeanReversion, APriorDecidesWhereTheDataDoNot) {
  Random random(26);
  const std::vector<double> years = regular_years(27, 52.0);  // half a year
  const std::vector<double> values = mean_reverting_path(random, kKappa, kTheta, kSigma, years);
  const HalfLifePrior tight{.median_years = 0.43, .log_standard_deviation = 0.05};
  const MeanReversionFit fit = fit_mean_reversion({years, values, {}}, {.prior = tight});
  EXPECT_NEAR(fit.mean_reversion_per_year.value, std::numbers::ln2 / 0.43, 0.1);
  EXPECT_NEAR(fit.mean_reversion_per_year.standard_error, 0.05 * std::numbers::ln2 / 0.43, 0.01);
  EXPECT_TRUE(fit.mean_reversion_95.contains(std::numbers::ln2 / 0.43));
}

TEST(MeanReversion, SaysWhenNoneIsSeen) {
  const std::vector<double> years = regular_years(521, 52.0);
  std::vector<double> values;
  for (const double t : years) values.push_back(t + 0.02 * std::sin(40.0 * t));  // a trend with ripples
  EXPECT_TRUE(fit_mean_reversion({years, values, {}}, {.method = MeanReversionMethod::LIKELIHOOD}).no_reversion_seen);
}

TEST(MeanReversion, RefusesWhatItCannotUse) {
  const std::vector<double> years = {0.0, 1.0, 1.0, 2.0};
  const std::vector<double> values = {1.0, 2.0, 3.0};
  const std::vector<std::size_t> states = {0};
  try {
    fit_mean_reversion({years, values, states}, {.prior = HalfLifePrior{}});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 6u);  // short, a time for each value, repeated time, labels, two prior numbers
  }
}

}  // namespace
}  // namespace lodestone::calibration
