#include <lodestone/calibration/backtest/judge_forecasts.hpp>

#include <lodestone/calibration/backtest/coverage_tests.hpp>
#include <lodestone/calibration/backtest/predictive_law.hpp>
#include <lodestone/calibration/backtest/uniformity_tests.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

const std::vector<double> kTails = {0.025, 0.01};

Forecast forecast_of(const PredictiveLaw& law, double realised) {
  Forecast forecast;
  forecast.realised = realised;
  forecast.transform = probability_transform(law, realised, 0.5);
  for (const double tail : kTails) {
    forecast.value_at_risk.push_back(-quantile(law, tail));
    forecast.expected_shortfall.push_back(-tail_mean(law, tail));
  }
  for (std::size_t slice = 0; slice < kTailSlices; ++slice) {
    const double p = tail_slice_begin(slice);
    const double next = tail_slice_begin(slice + 1);
    const double below = slice > 0 ? p * tail_mean(law, p) : 0.0;
    forecast.slice_means[slice] = (next * tail_mean(law, next) - below) / (next - p);
  }
  return forecast;
}

/// `count` days of a standard normal times `scale`, forecast by `law`; `horizon` > 1 gives the sums of that many days,
/// overlapping.
std::vector<Forecast> generated_forecasts(const PredictiveLaw& law, int count, double scale, int horizon, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::normal_distribution<double> normal(0.0, scale / std::sqrt(horizon));
  std::vector<double> returns(static_cast<std::size_t>(count + horizon - 1));
  for (double& value : returns) value = normal(bits);
  std::vector<Forecast> forecasts;
  for (std::size_t t = 0; t < static_cast<std::size_t>(count); ++t) {
    double sum = 0.0;
    for (std::size_t k = 0; k < static_cast<std::size_t>(horizon); ++k) sum += returns[t + k];
    forecasts.push_back(forecast_of(law, sum));
  }
  return forecasts;
}

/// The p-th quantile of Z2 over replications of right forecasts by `law`, from the slices as the verdict draws them.
double critical_z2(const PredictiveLaw& law, const NullSample& null, double p) {
  const Forecast forecast = forecast_of(law, 0.0);
  std::vector<double> z2;
  for (std::size_t replication = 0; replication < null.replications(); ++replication) {
    double sum = 0.0;
    for (const TailTransform& transform : null.tail_of(replication)) {
      if (transform.probability >= 0.025F) continue;
      sum += forecast.slice_means[tail_slice_of(static_cast<double>(transform.probability))];
    }
    z2.push_back(sum / forecast.expected_shortfall[0] / (null.count * 0.025) + 1.0);
  }
  std::sort(z2.begin(), z2.end());
  return z2[static_cast<std::size_t>(p * static_cast<double>(z2.size()))];
}

TEST(NullSample, GivesThePublishedCriticalValuesOfZ2) {
  const NullSample null = draw_null_sample(250, 1, 9999, 1);
  const PredictiveLaw normal{normal_atoms(2000)};
  // Standard error of the 5 % quantile of 9999: 0.0022/density ≈ 0.012; slices of 1/8 % move it by less.
  EXPECT_NEAR(critical_z2(normal, null, 0.05), -0.700, 0.03);
  EXPECT_NEAR(critical_z2(normal, null, 0.01), -1.040, 0.06);
  EXPECT_NEAR(critical_z2(PredictiveLaw{student_atoms(2000, 5.0)}, null, 0.05), -0.737, 0.03);
  EXPECT_NEAR(critical_z2(PredictiveLaw{student_atoms(2000, 3.0)}, null, 0.05), -0.815, 0.04);
}

TEST(NullSample, OfOneDayIsIndependentAndUniform) {
  const NullSample null = draw_null_sample(500, 1, 2000, 2);
  EXPECT_EQ(null.replications(), 2000u);
  const double share = static_cast<double>(null.tail.size()) / (500.0 * 2000.0);
  EXPECT_NEAR(share, 0.05, 4.0 * std::sqrt(0.05 * 0.95 / 1e6));
  std::size_t rejected = 0;
  for (const double distance : null.kolmogorov_smirnov) {
    rejected += (std::sqrt(500.0) + 0.12 + 0.11 / std::sqrt(500.0)) * distance > 1.358 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(rejected) / 2000.0, 0.05, 4.0 * std::sqrt(0.05 * 0.95 / 2000.0));
}

TEST(NullSample, OfOverlappingWindowsKeepsTheirDependence) {
  const NullSample single = draw_null_sample(500, 1, 1000, 3);
  const NullSample overlapping = draw_null_sample(500, 10, 1000, 3);
  const auto variance_of_count = [](const NullSample& null) {
    double sum = 0.0;
    for (std::size_t r = 0; r < null.replications(); ++r) {
      const double off = static_cast<double>(null.tail_of(r).size()) - kWidestTail * null.count;
      sum += off * off / static_cast<double>(null.replications());
    }
    return sum;
  };
  EXPECT_NEAR(variance_of_count(single), 500 * 0.05 * 0.95, 4.0 * std::sqrt(2.0 / 1000.0) * 23.75);
  EXPECT_GT(variance_of_count(overlapping), 3.0 * variance_of_count(single)) << "breaches come in runs";
}

TEST(JudgeForecasts, AcceptsRightForecastsAsOftenAsItSays) {
  const PredictiveLaw law{normal_atoms(2000)};
  for (const int horizon : {1, 10}) {
    const NullSample null = draw_null_sample(300, horizon, 499, 4);
    int tests = 0;
    int rejected = 0;
    double mean_p_of_z1 = 0.0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      const Verdict verdict = judge_forecasts(generated_forecasts(law, 300, 1.0, horizon, seed), null, kTails);
      if (horizon == 1) mean_p_of_z1 += verdict.levels[0].z1.p_value / 60.0;
      for (const double p : p_values_of(verdict)) {
        if (std::isnan(p)) continue;
        ++tests;
        rejected += p < 0.05 ? 1 : 0;
      }
    }
    // Twelve tests of one history go together; four standard errors of 60 independent histories are the bound.
    EXPECT_LT(rejected, tests * (0.05 + 4.0 * std::sqrt(0.05 * 0.95 / 60.0))) << horizon;
    EXPECT_GT(rejected, 0) << horizon;
    if (horizon == 1) {
      EXPECT_NEAR(mean_p_of_z1, 0.5, 4.0 * std::sqrt(1.0 / 12.0 / 60.0)) << "sizes of losses drawn where they lie";
    }
  }
}

TEST(JudgeForecasts, RejectsRiskThatIsUnderstated) {
  const PredictiveLaw law{normal_atoms(2000)};
  const NullSample null = draw_null_sample(1000, 1, 999, 5);
  const Verdict verdict = judge_forecasts(generated_forecasts(law, 1000, 1.5, 1, 6), null, kTails);
  for (const LevelVerdict& level : verdict.levels) {
    EXPECT_EQ(level.kupiec.p_value, 0.001);
    EXPECT_EQ(level.z2.p_value, 0.001);
    EXPECT_LT(level.z2.statistic, 0.0);
    EXPECT_GT(level.independence.p_value, 0.01) << "too many, but scattered";
    EXPECT_NE(level.last_year.light, TrafficLight::GREEN);
  }
  EXPECT_EQ(verdict.anderson_darling.p_value, 0.001);
  EXPECT_EQ(p_values_of(verdict).size(), 12u);
}

TEST(JudgeForecasts, DoesNotCallOverstatedRiskUnderstated) {
  const PredictiveLaw law{normal_atoms(2000)};
  const NullSample null = draw_null_sample(1000, 1, 999, 5);
  const Verdict verdict = judge_forecasts(generated_forecasts(law, 1000, 0.6, 1, 6), null, kTails);
  EXPECT_LT(verdict.levels[0].kupiec.p_value, 0.01);
  EXPECT_GT(verdict.levels[0].z2.p_value, 0.9);
  EXPECT_LT(verdict.kolmogorov_smirnov.p_value, 0.01);
}

TEST(JudgeForecasts, CountsBreachesThatComeTogether) {
  const PredictiveLaw law{normal_atoms(2000)};
  std::vector<Forecast> forecasts(1000, forecast_of(law, 0.3));
  for (std::size_t t = 0; t < 1000; ++t)
    forecasts[t] = forecast_of(law, normal_quantile((0.5 + static_cast<double>(t)) / 1000.0));
  const Verdict verdict = judge_forecasts(forecasts, draw_null_sample(1000, 1, 999, 5), kTails);
  EXPECT_EQ(verdict.levels[0].breaches, 25);
  EXPECT_NEAR(verdict.levels[0].kupiec.statistic, 0.0, 1e-12);
  EXPECT_EQ(verdict.levels[0].independence.p_value, 0.001) << "all on the first days";
  EXPECT_GT(verdict.kolmogorov_smirnov.p_value, 0.9);
}

}  // namespace
}  // namespace lodestone::calibration
