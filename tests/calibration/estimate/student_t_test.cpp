#include <lodestone/calibration/estimate/student_t.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace lodestone::calibration {
namespace {

Panel student_panel(Random& random, std::size_t dates, std::size_t series, double nu, double correlation) {
  Panel panel{dates, series, {}};
  for (std::size_t date = 0; date < dates; ++date) {
    const double wild = std::isinf(nu) ? 1.0 : random.wildness(nu);
    const double common = random.normal();
    for (std::size_t i = 0; i < series; ++i) {
      const double z = std::sqrt(correlation) * common + std::sqrt(1.0 - correlation) * random.normal();
      panel.values.push_back(0.1 + 0.5 * wild * z);
    }
  }
  return panel;
}

double textbook_log_likelihood(const Panel& panel, double nu, double mean, double volatility) {
  const double scale = volatility * std::sqrt((nu - 2.0) / nu);
  double value = 0.0;
  for (const double x : panel.values)
    value += std::log(boost::math::pdf(boost::math::students_t(nu), (x - mean) / scale) / scale);
  return value;
}

TEST(StudentT, IsTheMaximumOfTheTextbookLikelihood) {
  Random random(61);
  const Panel panel = student_panel(random, 800, 1, 4.5, 0.0);
  const StudentFit fit = fit_student_t(panel);
  const Estimated& nu = fit.degrees_of_freedom;
  const Estimated& sigma = fit.volatility[0];
  EXPECT_NEAR(textbook_log_likelihood(panel, nu.value, fit.mean[0], sigma.value), fit.log_likelihood, 1e-7);
  for (const double errors : {-0.3, -0.03, 0.03, 0.3}) {
    EXPECT_LT(textbook_log_likelihood(panel, nu.value + errors * nu.standard_error, fit.mean[0], sigma.value),
              fit.log_likelihood);
    EXPECT_LT(textbook_log_likelihood(panel, nu.value, fit.mean[0], sigma.value * (1.0 + 0.03 * errors)), fit.log_likelihood);
    EXPECT_LT(textbook_log_likelihood(panel, nu.value, fit.mean[0] + 0.02 * errors, sigma.value), fit.log_likelihood);
  }
}

// Brute force: the interval's ends are where a grid over the volatility cannot come within 1.92 of the maximum.
TEST(StudentT, HasAnIntervalWhereTheProfileFallsByTheTestsLimit) {
  Random random(62);
  const Panel panel = student_panel(random, 500, 1, 5.0, 0.0);
  const StudentFit fit = fit_student_t(panel);
  for (const double end : {fit.degrees_of_freedom_95.lower, fit.degrees_of_freedom_95.upper}) {
    double best = -std::numeric_limits<double>::infinity();
    for (int i = -40; i <= 40; ++i) {
      for (int j = -2; j <= 2; ++j) {
        best = std::max(
            best, textbook_log_likelihood(panel, end, fit.mean[0] + 0.004 * j, fit.volatility[0].value * (1.0 + 0.0075 * i)));
      }
    }
    EXPECT_NEAR(fit.log_likelihood - best, 1.920729, 0.01);
  }
}

TEST(StudentT, HoldsTheTruthIn95PerCentOfHistoriesOfAGroup) {
  Random random(63);
  Coverage freedom, volatility;
  for (int history = 0; history < 200; ++history) {
    const StudentFit fit = fit_student_t(student_panel(random, 500, 3, 5.0, 0.5));
    freedom.add(fit.degrees_of_freedom_95, 5.0);
    volatility.add(fit.volatility[1], 0.5);
  }
  EXPECT_GE(freedom.share(), 0.90);
  EXPECT_LE(freedom.share(), 0.98);
  EXPECT_GE(volatility.share(), 0.90);
  EXPECT_LE(volatility.share(), 0.98);
}

// Γ((ν+d)/2)/(Γ(ν/2)(νπ)^{d/2}|S|^{1/2})·(1 + δ/ν)^{−(ν+d)/2} of two series, the 2 × 2 scatter inverted by hand.
TEST(StudentT, HasTheMultivariateDensityOfAGroup) {
  Random random(68);
  const Panel panel = student_panel(random, 400, 2, 4.0, 0.6);
  const StudentFit fit = fit_student_t(panel);
  const auto log_likelihood = [&](double nu, double first, double second, double rho) {
    const double to_scatter = (nu - 2.0) / nu;
    const double a = first * first * to_scatter, b = second * second * to_scatter, c = rho * first * second * to_scatter;
    const double determinant = a * b - c * c;
    double value = 0.0;
    for (std::size_t date = 0; date < panel.dates; ++date) {
      const double x = panel.at(date, 0) - fit.mean[0], y = panel.at(date, 1) - fit.mean[1];
      const double distance = (b * x * x - 2.0 * c * x * y + a * y * y) / determinant;
      value += std::lgamma(0.5 * nu + 1.0) - std::lgamma(0.5 * nu) - std::log(nu * std::numbers::pi * std::sqrt(determinant)) -
               (0.5 * nu + 1.0) * std::log1p(distance / nu);
    }
    return value;
  };
  const double nu = fit.degrees_of_freedom.value, rho = fit.correlation[1];
  const double first = fit.volatility[0].value, second = fit.volatility[1].value;
  EXPECT_NEAR(log_likelihood(nu, first, second, rho), fit.log_likelihood, 1e-8);
  for (const double change : {-0.02, 0.02}) {
    EXPECT_LT(log_likelihood(nu * (1.0 + change), first, second, rho), fit.log_likelihood);
    EXPECT_LT(log_likelihood(nu, first * (1.0 + change), second, rho), fit.log_likelihood);
    EXPECT_LT(log_likelihood(nu, first, second * (1.0 + change), rho), fit.log_likelihood);
    EXPECT_LT(log_likelihood(nu, first, second, rho + change), fit.log_likelihood);
  }
}

TEST(StudentT, AGroupKnowsItsFreedomBetterThanOneOfItsSeries) {
  Random random(64);
  const Panel group = student_panel(random, 1000, 6, 5.0, 0.4);
  Panel alone{1000, 1, {}};
  for (std::size_t date = 0; date < 1000; ++date) alone.values.push_back(group.at(date, 0));
  const StudentFit of_group = fit_student_t(group);
  EXPECT_LT(of_group.degrees_of_freedom.standard_error, 0.6 * fit_student_t(alone).degrees_of_freedom.standard_error);
  EXPECT_NEAR(of_group.correlation[1], 0.4, 0.1);
}

TEST(StudentT, DoesNotRejectTheNormalLawOfNormalData) {
  Random random(65);
  const StudentFit fit = fit_student_t(student_panel(random, 2000, 1, std::numeric_limits<double>::infinity(), 0.0));
  EXPECT_TRUE(std::isinf(fit.degrees_of_freedom_95.upper));
  EXPECT_NEAR(fit.log_likelihood, fit.normal_log_likelihood, 1.93);
}

TEST(StudentT, UsesTheDatesOnWhichAllWereSeen) {
  Random random(66);
  Panel panel = student_panel(random, 100, 2, 5.0, 0.5);
  panel.values[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(fit_student_t(panel).dates, 99u);
}

TEST(StudentT, RefusesWhatItCannotUse) {
  Random random(67);
  EXPECT_THROW(fit_student_t(student_panel(random, 20, 2, 5.0, 0.5)), InvalidInput);
  EXPECT_THROW(fit_student_t({100, 2, {1.0}}), InvalidInput);
  Panel twins = student_panel(random, 100, 2, 5.0, 0.5);
  for (std::size_t date = 0; date < 100; ++date) twins.values[2 * date + 1] = twins.values[2 * date];
  EXPECT_THROW(fit_student_t(twins), InvalidInput);
}

}  // namespace
}  // namespace lodestone::calibration
