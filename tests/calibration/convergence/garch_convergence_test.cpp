#include <lodestone/calibration/estimate/garch.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>

namespace lodestone::calibration {
namespace {

void expect_95_per_cent(const Coverage& coverage, const char* what) {
  EXPECT_GE(coverage.share(), 0.90) << what;
  EXPECT_LE(coverage.share(), 0.98) << what;
}

// Ten years of daily returns with leverage and tails of five degrees of freedom, four hundred times.
TEST(Garch, HoldsItsParametersIn95PerCentOfHistories) {
  constexpr GarchParameters kTruth = {
      .mean = 3e-4, .omega = 8e-6, .alpha = 0.05, .gamma = 0.06, .beta = 0.90, .degrees_of_freedom = 5.0};
  Random random(201);
  Coverage mean, omega, alpha, gamma, beta, freedom, persistence;
  for (int history = 0; history < 400; ++history) {
    const GarchFit fit = fit_garch(garch_path(random, kTruth, 2500));
    mean.add(Estimated{fit.parameters.mean, fit.errors.hessian[0]}, kTruth.mean);
    omega.add(Estimated{fit.parameters.omega, fit.errors.hessian[1]}, kTruth.omega);
    alpha.add(Estimated{fit.parameters.alpha, fit.errors.hessian[2]}, kTruth.alpha);
    gamma.add(Estimated{fit.parameters.gamma, fit.errors.hessian[3]}, kTruth.gamma);
    beta.add(Estimated{fit.parameters.beta, fit.errors.hessian[4]}, kTruth.beta);
    freedom.add(Estimated{fit.parameters.degrees_of_freedom, fit.errors.hessian[5]}, kTruth.degrees_of_freedom);
    persistence.add(fit.persistence, kTruth.persistence());
  }
  expect_95_per_cent(mean, "mean");
  expect_95_per_cent(omega, "omega");
  expect_95_per_cent(alpha, "alpha");
  expect_95_per_cent(gamma, "gamma");
  expect_95_per_cent(beta, "beta");
  expect_95_per_cent(freedom, "degrees of freedom");
  expect_95_per_cent(persistence, "persistence");
}

// A normal likelihood on Student innovations: only the robust errors hold.
TEST(Garch, HoldsTheTruthByItsRobustErrorsWhenTheTailsAreWrong) {
  constexpr GarchParameters kTruth = {.omega = 1e-5, .alpha = 0.08, .beta = 0.88, .degrees_of_freedom = 6.0};
  Random random(202);
  Coverage robust, by_hessian;
  for (int history = 0; history < 400; ++history) {
    const GarchFit fit = fit_garch(garch_path(random, kTruth, 2500), {.has_leverage = false, .has_student_tails = false});
    robust.add(Estimated{fit.parameters.beta, fit.errors.qmle[4]}, kTruth.beta);
    by_hessian.add(Estimated{fit.parameters.beta, fit.errors.hessian[4]}, kTruth.beta);
  }
  expect_95_per_cent(robust, "robust");
  EXPECT_LT(by_hessian.share(), robust.share());
}

}  // namespace
}  // namespace lodestone::calibration
