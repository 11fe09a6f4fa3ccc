#include <lodestone/calibration/backtest/run_backtest.hpp>

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/backtest/predictive_law.hpp>
#include <lodestone/calibration/backtest/summarise_backtest.hpp>
#include <lodestone/calibration/backtest/traffic_light.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

namespace lodestone::calibration {
namespace {

using testing::Contains;
using testing::HasSubstr;

constexpr double kDeviation = 0.02;

/// Prices of two shares whose log returns are independent normals of 2 % a day.
SeriesTable generated_history(int rows, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::normal_distribution<double> normal(0.0, kDeviation);
  SeriesTable table{"history.csv", {}, {{"A", {}}, {"B", {}}}};
  double log_a = 0.0;
  double log_b = 0.0;
  for (Date date = make_date(2018, 1, 1); static_cast<int>(table.dates.size()) < rows; date += days{1}) {
    if (is_weekend(date)) continue;
    table.dates.push_back(date);
    table.series[0].values.push_back(std::exp(log_a += normal(bits)));
    table.series[1].values.push_back(std::exp(log_b += normal(bits)));
  }
  return table;
}

/// Knows the law of the returns, but for a factor on its width.
VarModel normal_model(std::string name, double factor) {
  return {std::move(name), [factor](std::vector<int> horizons) -> Forecaster {
            std::vector<PredictiveLaw> laws;
            for (const int horizon : horizons) {
              laws.push_back({normal_atoms(2000)});
              for (double& atom : laws.back().atoms) atom *= factor * kDeviation * std::sqrt(horizon);
            }
            return [laws](const ReturnHistory&, bool) { return laws; };
          }};
}

BacktestSettings small_settings() {
  BacktestSettings settings;
  settings.series = {"A"};
  settings.confidences = kUsualConfidences;
  settings.horizons = kUsualHorizons;
  settings.replications = 1999;
  return settings;
}

const ModelSummary& summary_of(const BacktestResults& results, const std::string& model) {
  for (const ModelSummary& summary : results.summaries) {
    if (summary.model == model) return summary;
  }
  throw std::out_of_range(model);
}

TEST(RunBacktest, AcceptsTheLawOfTheReturnsAndRejectsAPlantedWrongOne) {
  const std::vector<VarModel> models = {normal_model("right", 1.0), normal_model("narrow", 0.75), normal_model("wide", 1.4)};
  const BacktestResults results = run_backtest(generated_history(1501, 1), small_settings(), models).results;
  const ModelSummary& right = summary_of(results, "right");
  EXPECT_EQ(right.tests, 24) << "twelve a horizon";
  EXPECT_EQ(right.holm_rejections, 0);
  EXPECT_GT(right.chance_of_as_many, 0.01);
  for (const char* wrong : {"narrow", "wide"}) {
    EXPECT_GT(summary_of(results, wrong).holm_rejections, 0) << wrong;
    EXPECT_LT(summary_of(results, wrong).chance_of_as_many, 1e-3) << wrong;
    EXPECT_GT(summary_of(results, wrong).mean_score, right.mean_score) << wrong;
  }
  ASSERT_EQ(results.comparisons.size(), 8u) << "two benchmarks, two horizons, two levels";
  for (const ScoreComparison& one : results.comparisons) {
    if (one.benchmark != "narrow" || one.horizon != 1) continue;
    EXPECT_LT(one.mean_difference, 0.0);
    EXPECT_LT(one.diebold_mariano.p_value, 0.05);
  }
}

TEST(RunBacktest, ListsEachBreachOfEachLevel) {
  const Backtest backtest = run_backtest(generated_history(901, 2), small_settings(), {normal_model("right", 1.0)});
  ASSERT_EQ(backtest.results.verdicts.size(), 2u);
  ASSERT_EQ(backtest.forecasts.size(), 1u);
  for (std::size_t h = 0; h < 2; ++h) {
    const ModelVerdict& judged = backtest.results.verdicts[h];
    const auto& forecasts = backtest.forecasts[0].models[0].by_horizon[h];
    EXPECT_EQ(judged.first, forecasts.front().made_on);
    EXPECT_EQ(judged.last, forecasts.back().ends_on);
    EXPECT_EQ(judged.verdict.count, static_cast<int>(forecasts.size()));
    for (std::size_t level = 0; level < 2; ++level) {
      EXPECT_EQ(judged.breaches[level].breaches.size(), static_cast<std::size_t>(judged.verdict.levels[level].breaches));
      for (const Breach& breach : judged.breaches[level].breaches) EXPECT_LT(breach.realised, -breach.value_at_risk);
    }
  }
}

TEST(RunBacktest, LooksAtNothingAfterUntilAndBeginsAtFrom) {
  const SeriesTable history = generated_history(901, 3);
  BacktestSettings settings = small_settings();
  settings.from = history.dates[600];
  settings.until = history.dates[700];
  settings.horizons = {1};
  const Backtest backtest = run_backtest(history, settings, {normal_model("right", 1.0)});
  EXPECT_EQ(backtest.results.verdicts[0].first, history.dates[600]);
  EXPECT_EQ(backtest.results.verdicts[0].last, history.dates[700]);
  EXPECT_EQ(backtest.results.verdicts[0].verdict.count, 100);
}

TEST(RunBacktest, SaysHowFarItIsAndEndsWhenItsCallerThrows) {
  std::vector<double> shares;
  BacktestSettings settings = small_settings();
  settings.books = {{"desk", {{"A", 1.0}, {"B", 1.0}}}};
  const std::vector<VarModel> models = {normal_model("right", 1.0)};
  run_backtest(generated_history(601, 4), settings, models, [&](double share, std::string_view) { shares.push_back(share); });
  EXPECT_TRUE(std::is_sorted(shares.begin(), shares.end()));
  EXPECT_EQ(shares.back(), 1.0);
  const auto stop = [](double, std::string_view) { throw std::runtime_error("enough"); };
  EXPECT_THROW(run_backtest(generated_history(601, 4), settings, models, stop), std::runtime_error);
}

TEST(ReturnsToJudge, LeavesOutWhatIsExcludedAlsoFromBooks) {
  const SeriesTable history = generated_history(300, 5);
  BacktestSettings settings = small_settings();
  settings.books = {{"desk", {{"A", 3.0}, {"B", 1.0}}}};
  settings.excluded = {{"A", history.dates[100]}};
  const std::vector<ReturnSeries> series = returns_to_judge(history, settings);
  ASSERT_EQ(series.size(), 2u);
  EXPECT_EQ(series[0].values.size(), 298u);
  EXPECT_EQ(series[1].values.size(), 299u);
  const auto& b = history.series[1].values;
  EXPECT_NEAR(series[1].values[99], std::log(b[100] / b[99]), 1e-12) << "the day on which B stands alone";
}

TEST(ReturnsToJudge, NamesEverythingThatIsWrong) {
  SeriesTable history = generated_history(300, 6);
  history.series[1].values[7] = -1.0;
  BacktestSettings settings;
  settings.series = {"A", "C", "A"};
  settings.books = {{"desk", {{"B", 0.0}}}, {"empty", {}}};
  settings.confidences = {0.99, 0.9, 0.975, 0.98};
  settings.horizons = {0, 61};
  settings.first_returns = 10;
  settings.refit_every = 0;
  settings.replications = 1;
  settings.excluded = {{"Z", history.dates[1]}, {"A", make_date(2018, 1, 6)}};
  settings.from = make_date(2019, 1, 1);
  settings.until = make_date(2018, 6, 1);
  std::vector<std::string> found;
  try {
    returns_to_judge(history, settings);
  } catch (const InvalidInput& invalid) {
    for (const Violation& violation : invalid.violations()) found.push_back(to_string(violation));
  }
  for (const char* part : {"series[2]", "\"C\"", "weight of B", "books[1].members", "4 of them", "confidences[1] = 0.9",
                           "horizons[0]", "horizons[1]", "first_returns", "refit_every", "replications", "\"Z\"", "2018-01-06",
                           "must come before until", "history.csv:B[2018-01-10]"}) {
    EXPECT_THAT(found, Contains(HasSubstr(part)));
  }
}

TEST(Summarise, CountsRejectionsWithAndWithoutCorrection) {
  BacktestResults results;
  results.settings.models = {"m", "never run"};
  ModelVerdict judged;
  judged.model = "m";
  LevelVerdict level;
  level.mean_score = -2.0;
  level.kupiec.p_value = 0.001;
  level.independence.p_value = 0.04;
  level.conditional_coverage.p_value = 0.5;
  level.z1.p_value = std::nan("");
  level.z2.p_value = 0.9;
  judged.verdict.levels = {level};
  judged.verdict.kolmogorov_smirnov.p_value = 0.2;
  judged.verdict.anderson_darling.p_value = 0.3;
  results.verdicts = {judged};
  const std::vector<ModelSummary> summaries = summarise(results);
  ASSERT_EQ(summaries.size(), 1u);
  EXPECT_EQ(summaries[0].tests, 6) << "a test that was not possible is none";
  EXPECT_EQ(summaries[0].rejections, 2);
  EXPECT_DOUBLE_EQ(summaries[0].expected_rejections, 0.3);
  EXPECT_NEAR(summaries[0].chance_of_as_many, 1.0 - binomial_cumulative(1, 6, 0.05), 1e-15);
  EXPECT_EQ(summaries[0].smallest_p_value, 0.001);
  EXPECT_EQ(summaries[0].holm_rejections, 1);
  EXPECT_NEAR(summaries[0].smallest_holm_p_value, 0.006, 1e-15);
  EXPECT_EQ(summaries[0].mean_score, -2.0);
}

}  // namespace
}  // namespace lodestone::calibration
