#include <lodestone/calibration/estimate/correlation.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/estimate/missing_data.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/dense_normal.hpp>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace lodestone::calibration {
namespace {

// One common factor: ρ_ij = b_i b_j, with standard deviations 1, 2, 3, …
Panel one_factor_panel(Random& random, std::size_t dates, const std::vector<double>& loadings) {
  Panel panel{dates, loadings.size(), {}};
  for (std::size_t date = 0; date < dates; ++date) {
    const double common = random.normal();
    for (std::size_t i = 0; i < loadings.size(); ++i) {
      const double own = std::sqrt(1.0 - loadings[i] * loadings[i]) * random.normal();
      panel.values.push_back(static_cast<double>(i + 1) * (loadings[i] * common + own));
    }
  }
  return panel;
}

double squared_error(const std::vector<double>& correlation, const std::vector<double>& loadings) {
  double sum = 0.0;
  for (std::size_t i = 0; i < loadings.size(); ++i) {
    for (std::size_t j = 0; j < loadings.size(); ++j) {
      const double truth = i == j ? 1.0 : loadings[i] * loadings[j];
      sum += std::pow(correlation[i * loadings.size() + j] - truth, 2);
    }
  }
  return sum;
}

TEST(SampleCorrelation, ReproducesThePublishedPair) {
  const Panel panel{5, 2, {3, 9, 2, 7, 4, 12, 5, 15, 6, 17}};
  EXPECT_NEAR(sample_correlation(panel).correlation[1], 0.9970544855015813, 1e-15);
}

TEST(SampleCorrelation, HoldsTheTruthIn95PerCentOfHistories) {
  Random random(41);
  Coverage coverage;
  for (int history = 0; history < 400; ++history) {
    const CorrelationEstimate estimate = sample_correlation(one_factor_panel(random, 300, {0.8, 0.75}));
    coverage.add(Estimated{estimate.correlation[1], estimate.standard_errors[1]}, 0.6);
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
}

TEST(EwmaCorrelation, WeighsByAge) {
  const Panel panel{3, 2, {1, 2, -1, 1, 2, 1}};
  const CorrelationEstimate estimate = ewma_correlation(panel, 0.5);
  const double a = (0.25 * 1 + 0.5 * 1 + 1 * 4) / 1.75;
  const double b = (0.25 * 4 + 0.5 * 1 + 1 * 1) / 1.75;
  const double ab = (0.25 * 2 + 0.5 * -1 + 1 * 2) / 1.75;
  EXPECT_NEAR(estimate.covariance[0], a, 1e-15);
  EXPECT_NEAR(estimate.correlation[1], ab / std::sqrt(a * b), 1e-15);
  EXPECT_NEAR(estimate.effective_dates, 1.75 * 1.75 / (1 + 0.25 + 0.0625), 1e-12);
}

// The definition of the intensity, term by term: b² and d² of Ledoit and Wolf (2004), §3.2, in matrices.
TEST(ShrunkCorrelation, HasTheIntensityOfTheDefinition) {
  Random random(42);
  const std::vector<double> loadings = {0.5, 0.3, 0.7, 0.1, 0.2};
  const std::size_t p = 5, n = 40;
  const Panel panel = one_factor_panel(random, n, loadings);
  std::vector<double> z(panel.values);
  for (std::size_t i = 0; i < p; ++i) {
    double mean = 0.0, variance = 0.0;
    for (std::size_t t = 0; t < n; ++t) mean += z[t * p + i] / static_cast<double>(n);
    for (std::size_t t = 0; t < n; ++t) variance += std::pow(z[t * p + i] - mean, 2) / static_cast<double>(n);
    for (std::size_t t = 0; t < n; ++t) z[t * p + i] = (z[t * p + i] - mean) / std::sqrt(variance);
  }
  double d2 = 0.0, b2 = 0.0;
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t j = 0; j < p; ++j) {
      double r = 0.0;
      for (std::size_t t = 0; t < n; ++t) r += z[t * p + i] * z[t * p + j] / static_cast<double>(n);
      d2 += std::pow(r - (i == j ? 1.0 : 0.0), 2);
      for (std::size_t t = 0; t < n; ++t) b2 += std::pow(z[t * p + i] * z[t * p + j] - r, 2) / static_cast<double>(n * n);
    }
  }
  const ShrunkCorrelation shrunk = shrunk_correlation(panel);
  EXPECT_NEAR(shrunk.intensity, b2 / d2, 1e-12);
  EXPECT_NEAR(shrunk.estimate.correlation[1], (1.0 - shrunk.intensity) * sample_correlation(panel).correlation[1], 1e-15);
  EXPECT_EQ(shrunk.estimate.correlation[0], 1.0);
}

TEST(ShrunkCorrelation, IsNearerToTheTruthThanTheSampleAndNeedsNoMoreDatesThanSeries) {
  Random random(43);
  const std::vector<double> loadings(20, 0.3);
  double of_sample = 0.0, of_shrunk = 0.0;
  for (int history = 0; history < 50; ++history) {
    const Panel panel = one_factor_panel(random, 15, loadings);
    of_sample += squared_error(sample_correlation(panel).correlation, loadings);
    of_shrunk += squared_error(shrunk_correlation(panel).estimate.correlation, loadings);
  }
  EXPECT_LT(of_shrunk, 0.5 * of_sample);
}

// Full data first, then the last tenth of one series only: what is seen is one dense normal law a date.
TEST(MissingData, IsTheMaximumOfTheLikelihoodOfWhatWasSeen) {
  Random random(44);
  const std::vector<double> loadings = {0.9, 0.8, 0.7};
  Panel panel = one_factor_panel(random, 200, loadings);
  for (std::size_t date = 0; date < 200; ++date) {
    if (date < 150) panel.values[date * 3 + 2] = std::numeric_limits<double>::quiet_NaN();
    if (date % 7 == 0) panel.values[date * 3] = std::numeric_limits<double>::quiet_NaN();
    if (date % 70 == 0) panel.values[date * 3 + 1] = std::numeric_limits<double>::quiet_NaN();
  }
  const MissingDataFit fit = fit_normal_with_missing(panel);
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(fit.patterns,
            4);  // {1, 2} and {2} before date 150, {1, 2, 3} and {2, 3} after; on dates 0, 70, 140 nothing is seen

  const auto log_likelihood = [&](const std::vector<double>& mean, const std::vector<double>& covariance) {
    double value = 0.0;
    for (std::size_t date = 0; date < panel.dates; ++date) {
      std::vector<std::size_t> seen;
      for (std::size_t i = 0; i < 3; ++i) {
        if (!std::isnan(panel.at(date, i))) seen.push_back(i);
      }
      std::vector<double> x, m, c;
      for (const std::size_t i : seen) {
        x.push_back(panel.at(date, i));
        m.push_back(mean[i]);
        for (const std::size_t j : seen) c.push_back(covariance[i * 3 + j]);
      }
      if (!seen.empty()) value += dense_normal_log_density(x, m, c);
    }
    return value;
  };
  EXPECT_NEAR(log_likelihood(fit.estimate.mean, fit.estimate.covariance), fit.log_likelihood,
              1e-9 * std::abs(fit.log_likelihood));
  for (std::size_t k = 0; k < 9; ++k) {
    for (const double change : {-0.01, 0.01}) {
      std::vector<double> covariance = fit.estimate.covariance;
      covariance[k] *= 1.0 + change;
      covariance[k % 3 * 3 + k / 3] = covariance[k];
      EXPECT_LT(log_likelihood(fit.estimate.mean, covariance), fit.log_likelihood);
    }
  }
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<double> mean = fit.estimate.mean;
    mean[i] += 0.02;
    EXPECT_LT(log_likelihood(mean, fit.estimate.covariance), fit.log_likelihood);
  }
}

TEST(MissingData, IsTheSampleWhereNothingIsMissing) {
  Random random(45);
  const Panel panel = one_factor_panel(random, 100, {0.9, 0.8, 0.7});
  const MissingDataFit fit = fit_normal_with_missing(panel);
  const CorrelationEstimate sample = sample_correlation(panel);
  for (std::size_t k = 0; k < 9; ++k) EXPECT_NEAR(fit.estimate.correlation[k], sample.correlation[k], 1e-9);
}

TEST(MissingData, HoldsTheTruthWhereHalfOfOneSeriesIsMissing) {
  Random random(46);
  Coverage coverage;
  for (int history = 0; history < 300; ++history) {
    Panel panel = one_factor_panel(random, 300, {0.8, 0.75});
    for (std::size_t date = 0; date < 150; ++date) panel.values[date * 2 + 1] = std::numeric_limits<double>::quiet_NaN();
    const CorrelationEstimate estimate = fit_normal_with_missing(panel).estimate;
    coverage.add(Estimated{estimate.correlation[1], estimate.standard_errors[1]}, 0.6);
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
}

TEST(Correlation, RefusesHolesAndSeriesThatDoNotMove) {
  Panel panel{5, 2, {1, 7, 2, 7, std::numeric_limits<double>::quiet_NaN(), 7, 3, 7, 4, 7}};
  for (const int method : {0, 1, 2}) {
    try {
      method == 0   ? static_cast<void>(sample_correlation(panel))
      : method == 1 ? static_cast<void>(ewma_correlation(panel, 0.94))
                    : static_cast<void>(shrunk_correlation(panel));
      FAIL() << "accepted";
    } catch (const InvalidInput& refused) {
      EXPECT_EQ(refused.violations().size(), 2u);
    }
  }
  EXPECT_THROW(fit_normal_with_missing(panel), InvalidInput);  // the second series does not move
  panel.values.pop_back();
  EXPECT_THROW(sample_correlation(panel), InvalidInput);
  EXPECT_THROW(fit_normal_with_missing(panel), InvalidInput);
}

}  // namespace
}  // namespace lodestone::calibration
