#include <lodestone/calibration/backtest/rolling_backtest.hpp>

#include <lodestone/calibration/backtest/benchmark_models.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

/// Returns of a GARCH with Student tails on consecutive days.
ReturnSeries generated_returns(int count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::student_t_distribution<double> student(5.0);
  ReturnSeries returns;
  returns.name = "generated";
  double variance = 4e-4;
  for (int i = 0; i < count; ++i) {
    const double value = std::sqrt(variance * 0.6) * student(bits);
    returns.dates.push_back(make_date(2015, 1, 1) + days{i});
    returns.values.push_back(value);
    returns.span_days.push_back(1);
    returns.span_weekdays.push_back(1);
    variance = 1.6e-5 + 0.08 * value * value + 0.88 * variance;
  }
  return returns;
}

/// Says each day what it was shown: how many returns, and whether it was told to fit.
struct Shown {
  std::size_t count;
  Date last;
  bool refit;
};

VarModel watcher(std::vector<Shown>& shown) {
  return {"watcher", [&shown](std::vector<int> horizons) -> Forecaster {
            return [&shown, horizons](const ReturnHistory& history, bool refit) {
              EXPECT_EQ(history.dates.size(), history.returns.size());
              shown.push_back({history.returns.size(), history.dates.back(), refit});
              return std::vector<PredictiveLaw>(horizons.size(), PredictiveLaw{{-1.0, 1.0}});
            };
          }};
}

TEST(RollingBacktest, ShowsAModelThePastAndSetsItBesideTheFuture) {
  const ReturnSeries returns = generated_returns(560, 1);
  std::vector<Shown> shown;
  const SeriesForecasts result = forecast_rolling(returns, {watcher(shown)}, {});
  ASSERT_EQ(shown.size(), 60u);
  const auto& one_day = result.models[0].by_horizon[0];
  const auto& ten_days = result.models[0].by_horizon[1];
  ASSERT_EQ(one_day.size(), 60u);
  ASSERT_EQ(ten_days.size(), 51u);
  for (std::size_t day = 0; day < 60; ++day) {
    EXPECT_EQ(shown[day].count, 500 + day);
    EXPECT_EQ(shown[day].last, one_day[day].made_on);
    EXPECT_EQ(shown[day].refit, day % 20 == 0);
    EXPECT_EQ(one_day[day].realised, returns.values[500 + day]);
    EXPECT_EQ(one_day[day].ends_on, returns.dates[500 + day]);
  }
  double sum = 0.0;
  for (std::size_t k = 0; k < 10; ++k) sum += returns.values[550 + k];
  EXPECT_DOUBLE_EQ(ten_days.back().realised, sum);
  EXPECT_EQ(ten_days.back().ends_on, returns.dates.back());
}

TEST(RollingBacktest, BeginsOnTheDayAskedForAndSaysHowFarItIs) {
  std::vector<Shown> shown;
  std::vector<double> progress;
  BacktestOptions options;
  options.from = make_date(2015, 1, 1) + days{539};
  options.on_progress = [&](double done) { progress.push_back(done); };
  forecast_rolling(generated_returns(560, 1), {watcher(shown)}, options);
  EXPECT_EQ(shown.front().last, options.from);
  EXPECT_EQ(progress.back(), 1.0);
  shown.clear();
  EXPECT_TRUE(forecast_rolling(generated_returns(400, 1), {watcher(shown)}, {}).models[0].by_horizon[0].empty());
}

TEST(RollingBacktest, ForecastsDoNotDependOnTheFuture) {
  const ReturnSeries returns = generated_returns(560, 2);
  ReturnSeries crash = returns;
  crash.values.back() = -0.9;
  std::vector<VarModel> models = benchmark_models();
  const SeriesForecasts quiet = forecast_rolling(returns, models, {});
  const SeriesForecasts loud = forecast_rolling(crash, models, {});
  for (std::size_t m = 0; m < models.size(); ++m) {
    for (std::size_t h = 0; h < 2; ++h) {
      const auto& a = quiet.models[m].by_horizon[h];
      const auto& b = loud.models[m].by_horizon[h];
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t t = 0; t < a.size(); ++t) {
        EXPECT_EQ(a[t].value_at_risk, b[t].value_at_risk) << models[m].name;
        EXPECT_EQ(a[t].slice_means, b[t].slice_means) << models[m].name;
      }
      EXPECT_NE(a.back().realised, b.back().realised);
      EXPECT_LT(b.back().transform, 0.01) << models[m].name;
    }
  }
}

TEST(RollingBacktest, ReadsVarEsAndSlicesOffTheLaw) {
  const PredictiveLaw normal{normal_atoms(2000)};
  const VarModel model = {"normal", [&](std::vector<int> horizons) -> Forecaster {
                            return [&normal, horizons](const ReturnHistory&, bool) {
                              return std::vector<PredictiveLaw>(horizons.size(), normal);
                            };
                          }};
  const Forecast forecast = forecast_rolling(generated_returns(501, 3), {model}, {.horizons = {1}}).models[0].by_horizon[0][0];
  EXPECT_DOUBLE_EQ(forecast.value_at_risk[1], -quantile(normal, 0.01));
  EXPECT_DOUBLE_EQ(forecast.expected_shortfall[0], -tail_mean(normal, 0.025));
  double sum = 0.0;
  for (std::size_t slice = 0; slice < kTailSlices; ++slice) {
    const double begin = tail_slice_begin(slice);
    const double end = tail_slice_begin(slice + 1);
    EXPECT_EQ(tail_slice_of(0.5 * (begin + end)), slice);
    sum += (end - begin) * forecast.slice_means[slice];
    EXPECT_NEAR(sum, end * tail_mean(normal, end), 1e-12);
  }
  EXPECT_NEAR(tail_slice_begin(kTailSlices), kWidestTail, 1e-15);
}

TEST(Benchmarks, AreWhatTheirNamesSay) {
  const ReturnSeries returns = generated_returns(600, 4);
  const ReturnHistory history{returns.dates, returns.values};
  const auto historical = historical_simulation().start({1, 10})(history, true);
  EXPECT_EQ(historical[0].atoms.size(), 500u);
  EXPECT_EQ(historical[1].atoms.size(), 500u);
  std::vector<double> last(returns.values.end() - 500, returns.values.end());
  std::sort(last.begin(), last.end());
  EXPECT_EQ(historical[0].atoms, last);

  const auto normal = ewma_normal().start({1, 10})(history, true);
  EXPECT_NEAR(quantile(normal[1], 0.01) / quantile(normal[0], 0.01), std::sqrt(10.0), 1e-12);

  const auto student = garch_student().start({1})(history, true);
  const auto filtered = filtered_historical_simulation().start({1})(history, true);
  EXPECT_EQ(filtered[0].atoms.size(), 600u);
  EXPECT_NEAR(quantile(student[0], 0.025) / quantile(filtered[0], 0.025), 1.0, 0.25)
      << "the same variance, 15 residuals beyond";
}

}  // namespace
}  // namespace lodestone::calibration
