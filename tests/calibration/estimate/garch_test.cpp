#include <lodestone/calibration/estimate/garch.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/math/volatility_term_structure.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr GarchParameters kLeveraged = {
    .mean = 3e-4, .omega = 6e-6, .alpha = 0.04, .gamma = 0.06, .beta = 0.91, .degrees_of_freedom = 5.0};

std::vector<double> marks_per_pound() {
  std::ifstream file("tests/calibration/estimate/dem_gbp.csv");
  std::vector<double> returns;
  double value = 0.0;
  while (file >> value) {
    returns.push_back(value);
    if (file.peek() == ',') file.ignore();
  }
  return returns;
}

// The definition, one density at a time, nothing folded.
double textbook_log_likelihood(const std::vector<double>& returns, const GarchParameters& p) {
  double presample = 0.0;
  for (const double r : returns) presample += (r - p.mean) * (r - p.mean) / static_cast<double>(returns.size());
  double variance = p.omega + p.persistence() * presample;
  double value = 0.0;
  for (const double r : returns) {
    const double e = r - p.mean;
    if (std::isinf(p.degrees_of_freedom)) {
      value += std::log(std::exp(-0.5 * e * e / variance) / std::sqrt(2.0 * std::numbers::pi * variance));
    } else {
      const double scale = std::sqrt(variance * (p.degrees_of_freedom - 2.0) / p.degrees_of_freedom);
      value += std::log(boost::math::pdf(boost::math::students_t(p.degrees_of_freedom), e / scale) / scale);
    }
    variance = p.omega + (p.alpha + (e < 0.0 ? p.gamma : 0.0)) * e * e + p.beta * variance;
  }
  return value;
}

// Fiorentini, Calzolari and Panattoni (1996), McCullough and Renfro (1999): within one unit of the last printed digit. The
// series is that of Bollerslev and Ghysels (1996), 1974 daily returns in per cent, from the JBES data archive.
TEST(Garch, ReproducesTheFcpBenchmark) {
  const std::vector<double> returns = marks_per_pound();
  ASSERT_EQ(returns.size(), 1974u);
  const GarchFit fit = fit_garch(returns, {.has_leverage = false, .has_student_tails = false});
  const std::array<std::size_t, 4> members = {0, 1, 2, 4};
  const std::array<double, 4> values = {-0.00619041, 0.0107613, 0.153134, 0.805974};
  const std::array<double, 4> unit = {1e-8, 1e-7, 1e-6, 1e-6};
  const std::array<double, 4> hessian = {0.00846212, 0.00285271, 0.0265228, 0.0335527};
  const std::array<double, 4> opg = {0.00843359, 0.00132298, 0.0139737, 0.0165604};
  const std::array<double, 4> qmle = {0.00918935, 0.00649319, 0.0535317, 0.0724614};
  const std::array<double, 4> error_unit = {1e-8, 1e-8, 1e-7, 1e-7};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(to_array(fit.parameters)[members[k]], values[k], unit[k]);
    EXPECT_NEAR(fit.errors.hessian[members[k]], hessian[k], error_unit[k]);
    EXPECT_NEAR(fit.errors.opg[members[k]], opg[k], error_unit[k]);
    EXPECT_NEAR(fit.errors.qmle[members[k]], qmle[k], error_unit[k]);
  }
  EXPECT_TRUE(fit.converged);
  EXPECT_FALSE(fit.at_bound);
  EXPECT_EQ(fit.starts_agreeing, fit.starts);
}

TEST(GarchLikelihood, IsTheSumOfConditionalLogDensities) {
  Random random(1);
  const std::vector<double> returns = garch_path(random, kLeveraged, 300);
  GarchParameters normal = kLeveraged;
  normal.degrees_of_freedom = std::numeric_limits<double>::infinity();
  for (const GarchParameters& p : {kLeveraged, normal}) {
    const double expected = textbook_log_likelihood(returns, p);
    EXPECT_NEAR(garch_log_likelihood(returns, p), expected, 1e-12 * std::abs(expected));
  }
}

TEST(GarchLikelihood, HasTheGradientOfItsDifferences) {
  Random random(2);
  const std::vector<double> returns = garch_path(random, kLeveraged, 500);
  GarchParameters normal = kLeveraged;
  normal.degrees_of_freedom = std::numeric_limits<double>::infinity();
  for (const GarchParameters& p : {kLeveraged, normal}) {
    GarchArray gradient{};
    GarchArray summed{};
    std::vector<double> scores;
    garch_log_likelihood(returns, p, &gradient);
    garch_log_likelihood(returns, p, &summed, &scores);
    const std::size_t count = std::isinf(p.degrees_of_freedom) ? 5 : 6;
    for (std::size_t i = 0; i < count; ++i) {
      const auto moved = [&](double relative) {
        GarchArray values = to_array(p);
        values[i] *= 1.0 + relative;
        return garch_log_likelihood(returns, from_array(values));
      };
      const double step = 1e-5;
      const double slope = (moved(step) - moved(-step)) / (2.0 * step * to_array(p)[i]);
      EXPECT_NEAR(gradient[i], slope, 1e-6 * std::abs(slope) + 1e-4 / std::abs(to_array(p)[i]) * 1e-3) << "member " << i;
      EXPECT_NEAR(summed[i], gradient[i], 1e-9 * std::abs(gradient[i]) + 1e-6);
      double sum = 0.0;
      for (std::size_t t = 0; t < returns.size(); ++t) sum += scores[t * kGarchParameters + i];
      EXPECT_NEAR(sum, gradient[i], 1e-9 * std::abs(gradient[i]) + 1e-6);
    }
  }
}

// No parameter on a fine grid around the estimate does better: a search that knows nothing of gradients.
TEST(Garch, IsTheMaximumOfItsTextbookLikelihood) {
  Random random(3);
  const std::vector<double> returns = garch_path(random, kLeveraged, 1500);
  const GarchFit fit = fit_garch(returns);
  EXPECT_NEAR(textbook_log_likelihood(returns, fit.parameters), fit.log_likelihood, 1e-9 * std::abs(fit.log_likelihood));
  for (std::size_t i = 0; i < kGarchParameters; ++i) {
    for (const double errors : {-0.5, -0.05, 0.05, 0.5}) {
      GarchArray values = to_array(fit.parameters);
      values[i] += errors * fit.errors.hessian[i];
      EXPECT_LT(textbook_log_likelihood(returns, from_array(values)), fit.log_likelihood);
    }
  }
}

// Forty histories: P(fewer than 33 of 40 hold) is 0.4 % for a true 95 %; the convergence tests take 400 and the bounds.
TEST(Garch, HoldsTheTruthInItsIntervals) {
  Random random(4);
  Coverage beta, freedom, persistence;
  for (int history = 0; history < 40; ++history) {
    const GarchFit fit = fit_garch(garch_path(random, kLeveraged, 1200));
    beta.add(Estimated{fit.parameters.beta, fit.errors.hessian[4]}, kLeveraged.beta);
    freedom.add(Estimated{fit.parameters.degrees_of_freedom, fit.errors.hessian[5]}, kLeveraged.degrees_of_freedom);
    persistence.add(fit.persistence, kLeveraged.persistence());
  }
  EXPECT_GE(beta.share(), 33.0 / 40.0);
  EXPECT_GE(freedom.share(), 33.0 / 40.0);
  EXPECT_GE(persistence.share(), 33.0 / 40.0);
}

TEST(Garch, StartedAtYesterdaysFitEndsAtTheSameMaximum) {
  Random random(5);
  const std::vector<double> returns = garch_path(random, kLeveraged, 1500);
  const GarchFit whole = fit_garch(returns);
  const GarchFit again = fit_garch(returns, {.start = kLeveraged});
  EXPECT_NEAR(again.log_likelihood, whole.log_likelihood, 1e-6);
  EXPECT_LT(again.evaluations, whole.evaluations / 3);
}

TEST(Garch, TargetingKeepsTheSampleVariance) {
  Random random(6);
  const std::vector<double> returns = garch_path(random, kLeveraged, 1500);
  double mean = 0.0, variance = 0.0;
  for (const double r : returns) mean += r / 1500.0;
  for (const double r : returns) variance += (r - mean) * (r - mean) / 1500.0;
  const GarchFit targeted = fit_garch(returns, {.targets_variance = true});
  EXPECT_NEAR(targeted.parameters.long_run_variance(), variance, 1e-12);
  EXPECT_LE(targeted.log_likelihood, fit_garch(returns).log_likelihood + 1e-6);
  EXPECT_TRUE(std::isnan(targeted.errors.hessian[1]));
  EXPECT_GT(targeted.errors.hessian[4], 0.0);
}

TEST(Garch, ScalesWithTheReturns) {
  Random random(7);
  std::vector<double> returns = garch_path(random, kLeveraged, 1000);
  const GarchFit plain = fit_garch(returns);
  for (double& r : returns) r *= 100.0;
  const GarchFit per_cent = fit_garch(returns);
  EXPECT_NEAR(per_cent.parameters.omega / plain.parameters.omega, 1e4, 1.0);
  EXPECT_NEAR(per_cent.errors.hessian[1] / plain.errors.hessian[1], 1e4, 10.0);
  EXPECT_NEAR(per_cent.long_run_variance.standard_error / plain.long_run_variance.standard_error, 1e4, 10.0);
  EXPECT_NEAR(per_cent.parameters.beta, plain.parameters.beta, 1e-5);
}

TEST(GarchTermStructure, IntegratesToTheForecastsOverWholePeriods) {
  Random random(8);
  const GarchFit fit = fit_garch(garch_path(random, kLeveraged, 1000));
  const GarchTermStructure term = volatility_term_structure(fit, 252.0, "MP");
  const double sigma = term.volatility_per_sqrt_year.value;
  for (const int periods : {1, 10, 63, 252}) {
    const double years = periods / 252.0;
    const double integrated =
        sigma * sigma * years * mean_square_multiplier(term.curve.initial_multiplier, term.curve.decay_per_year, 0.0, years);
    const double summed = garch_variance_ahead(fit.parameters, fit.next_variance, periods);
    EXPECT_NEAR(integrated, summed, 1e-12 * summed) << periods;
  }
  EXPECT_EQ(term.curve.id, "MP");
}

TEST(Garch, RefusesWhatItCannotUseAllAtOnce) {
  std::vector<double> returns(50, 0.01);
  returns[3] = std::numeric_limits<double>::quiet_NaN();
  try {
    fit_garch(returns, {.start = GarchParameters{.omega = 0.0, .alpha = 0.3, .beta = 0.8}});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);  // too short, not finite, ω = 0, persistence 1.1
    EXPECT_EQ(refused.violations()[1].path, "returns[3]");
  }
  EXPECT_THROW(fit_garch(std::vector<double>(200, 0.01)), InvalidInput);
}

}  // namespace
}  // namespace lodestone::calibration
