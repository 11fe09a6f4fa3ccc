#include <lodestone/calibration/estimate/pareto_tail.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <vector>

namespace lodestone::calibration {
namespace {

// 2000 losses, about a tenth of them beyond 1 with a generalised Pareto excess.
std::vector<double> losses(Random& random, double shape, double scale, int count = 2000) {
  std::vector<double> result;
  for (int i = 0; i < count; ++i) {
    if (random.uniform() < 0.1) {
      result.push_back(1.0 + scale * (std::pow(random.uniform(), -shape) - 1.0) / shape);
    } else {
      result.push_back(random.uniform());
    }
  }
  return result;
}

double textbook_log_likelihood(const std::vector<double>& all, double shape, double scale) {
  double value = 0.0;
  for (const double x : all) {
    if (x > 1.0) value += std::log(std::pow(1.0 + shape * (x - 1.0) / scale, -1.0 / shape - 1.0) / scale);
  }
  return value;
}

// McNeil, Frey and Embrechts (2015), Danish fire losses, to the digits computed from their estimates.
TEST(ParetoTail, ReproducesTheDanishFireNumbers) {
  const ParetoTail tail{.threshold = 10.0, .shape = 0.497, .scale = 6.975, .observations = 2167, .exceedances = 109};
  EXPECT_NEAR(pareto_value_at_risk(tail, 0.99), 27.28905, 5e-6);
  EXPECT_NEAR(pareto_expected_shortfall(tail, 0.99), 58.23867, 5e-6);
  EXPECT_NEAR(pareto_value_at_risk(tail, 0.995), 40.17, 5e-3);
  EXPECT_NEAR(pareto_expected_shortfall(tail, 0.995), 83.85, 5e-3);
}

TEST(ParetoTail, MeetsTheExponentialLawAtShapeZero) {
  ParetoTail tail{.threshold = 1.0, .shape = 0.0, .scale = 2.0, .observations = 1000, .exceedances = 100};
  EXPECT_NEAR(pareto_value_at_risk(tail, 0.99), 1.0 + 2.0 * std::log(10.0), 1e-14);
  EXPECT_NEAR(pareto_expected_shortfall(tail, 0.99), 3.0 + 2.0 * std::log(10.0), 1e-14);
  tail.shape = 1e-7;
  EXPECT_NEAR(pareto_value_at_risk(tail, 0.99), 1.0 + 2.0 * std::log(10.0), 1e-5);
  tail.shape = 1.0;
  EXPECT_TRUE(std::isinf(pareto_expected_shortfall(tail, 0.99)));
}

TEST(ParetoTail, IsTheMaximumOfTheTextbookLikelihoodOnAGrid) {
  Random random(71);
  for (const double shape : {-0.2, 0.3}) {
    const std::vector<double> all = losses(random, shape, 0.8);
    const ParetoFit fit = fit_pareto_tail(all, 1.0);
    EXPECT_NEAR(textbook_log_likelihood(all, fit.shape.value, fit.scale.value), fit.log_likelihood, 1e-8);
    for (int i = -20; i <= 20; ++i) {
      for (int j = -20; j <= 20; ++j) {
        if (i == 0 && j == 0) continue;
        const double value = textbook_log_likelihood(all, fit.shape.value + 0.1 * i * fit.shape.standard_error,
                                                     fit.scale.value + 0.1 * j * fit.scale.standard_error);
        EXPECT_FALSE(value > fit.log_likelihood);
      }
    }
  }
}

// Expected information of the law: (1 + ξ)²/N, 2β²(1 + ξ)/N, −β(1 + ξ)/N (Smith 1987).
TEST(ParetoTail, HasTheErrorsOfItsInformation) {
  Random random(72);
  const ParetoFit fit = fit_pareto_tail(losses(random, 0.3, 0.8, 200'000), 1.0);
  const auto n = static_cast<double>(fit.tail.exceedances);
  const double shape = fit.shape.value, scale = fit.scale.value;
  EXPECT_NEAR(fit.shape.standard_error / ((1.0 + shape) / std::sqrt(n)), 1.0, 0.03);
  EXPECT_NEAR(fit.scale.standard_error / (scale * std::sqrt(2.0 * (1.0 + shape) / n)), 1.0, 0.03);
  EXPECT_NEAR(fit.covariance / (-scale * (1.0 + shape) / n), 1.0, 0.05);
}

TEST(ParetoTail, HoldsTheTruthIn95PerCentOfHistoriesByBothMethods) {
  Random random(73);
  const double shape = 0.25, scale = 0.8;
  const ParetoTail truth{.threshold = 1.0, .shape = shape, .scale = scale, .observations = 10, .exceedances = 1};
  for (const auto method : {ParetoMethod::LIKELIHOOD, ParetoMethod::PROBABILITY_WEIGHTED_MOMENTS}) {
    Coverage of_shape, of_scale, of_risk;
    for (int history = 0; history < 400; ++history) {
      const ParetoFit fit = fit_pareto_tail(losses(random, shape, scale), 1.0, method);
      of_shape.add(fit.shape, shape);
      of_scale.add(fit.scale, scale);
      of_risk.add(pareto_risk(fit, 0.975).value_at_risk, pareto_value_at_risk(truth, 0.975));
    }
    for (const Coverage& coverage : {of_shape, of_scale, of_risk}) {
      EXPECT_GE(coverage.share(), 0.90);
      EXPECT_LE(coverage.share(), 0.98);
    }
  }
}

TEST(ParetoTail, APriorHoldsTheShapeOfFewExceedances) {
  Random random(74);
  const std::vector<double> few = losses(random, 0.25, 0.8, 250);
  const ParetoFit free = fit_pareto_tail(few, 1.0);
  const ParetoFit held = fit_pareto_tail(few, 1.0, ParetoMethod::LIKELIHOOD, ShapePrior{0.25, 0.15});
  EXPECT_LT(std::abs(held.shape.value - 0.25), std::abs(free.shape.value - 0.25));
  EXPECT_LT(held.shape.standard_error, 0.15);
}

TEST(ParetoTail, RefusesWhatItCannotUse) {
  Random random(75);
  try {
    fit_pareto_tail(losses(random, 0.25, 0.8), 1e9, ParetoMethod::PROBABILITY_WEIGHTED_MOMENTS, ShapePrior{0.25, 0.0});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 3u);  // nothing beyond, no width of the prior, a prior for moments
  }
}

}  // namespace
}  // namespace lodestone::calibration
