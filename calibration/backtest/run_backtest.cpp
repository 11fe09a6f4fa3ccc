#include <lodestone/calibration/backtest/run_backtest.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/backtest/diebold_mariano.hpp>
#include <lodestone/calibration/backtest/summarise_backtest.hpp>
#include <lodestone/calibration/history/hygiene.hpp>

#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr int kExtraLags = 4;

std::vector<double> tails_of(const BacktestSettings& settings) {
  std::vector<double> tails;
  // 1 − 0.975 is 0.025 and 22 units in the last place; a tail is a whole number of ten thousandths.
  for (const double confidence : settings.confidences) tails.push_back(std::round(1e4 * (1.0 - confidence)) / 1e4);
  return tails;
}

std::vector<LevelBreaches> breaches_of(const std::vector<Forecast>& forecasts, const BacktestSettings& settings) {
  std::vector<LevelBreaches> levels;
  for (std::size_t level = 0; level < settings.confidences.size(); ++level) {
    LevelBreaches found{settings.confidences[level], {}};
    for (const Forecast& forecast : forecasts) {
      const double value_at_risk = forecast.value_at_risk[level];
      if (!(forecast.realised < -value_at_risk)) continue;
      found.breaches.push_back({forecast.ends_on, forecast.realised, value_at_risk, forecast.expected_shortfall[level]});
    }
    levels.push_back(std::move(found));
  }
  return levels;
}

/// Null samples are drawn once for each number of forecasts.
class NullSamples {
 public:
  explicit NullSamples(const BacktestSettings& settings) : settings_(settings) {}

  const NullSample& of(std::size_t count, int horizon) {
    const auto key = std::make_pair(count, horizon);
    const auto found = samples_.find(key);
    if (found != samples_.end()) return found->second;
    return samples_.emplace(key, draw_null_sample(static_cast<int>(count), horizon, settings_.replications, settings_.seed))
        .first->second;
  }

 private:
  const BacktestSettings& settings_;
  std::map<std::pair<std::size_t, int>, NullSample> samples_;
};

void compare(const SeriesForecasts& made, std::size_t horizon, const BacktestSettings& settings, BacktestResults& results) {
  const int lags = made.horizons[horizon] + kExtraLags;
  const auto& judged = made.models.front().by_horizon[horizon];
  if (judged.size() <= static_cast<std::size_t>(lags) + 1) return;
  for (std::size_t level = 0; level < made.tails.size(); ++level) {
    const std::vector<double> ours = scores_of(judged, level, made.tails[level]);
    for (std::size_t m = 1; m < made.models.size(); ++m) {
      const std::vector<double> theirs = scores_of(made.models[m].by_horizon[horizon], level, made.tails[level]);
      double difference = 0.0;
      for (std::size_t t = 0; t < ours.size(); ++t) difference += (ours[t] - theirs[t]) / static_cast<double>(ours.size());
      results.comparisons.push_back({made.series, made.models[m].model, made.horizons[horizon], settings.confidences[level],
                                     difference, diebold_mariano(ours, theirs, lags)});
    }
  }
}

void judge(const SeriesForecasts& made, NullSamples& nulls, BacktestResults& results) {
  for (std::size_t horizon = 0; horizon < made.horizons.size(); ++horizon) {
    if (made.models.front().by_horizon[horizon].empty()) {
      results.warnings.push_back(made.series + ": too short for a forecast over " + std::to_string(made.horizons[horizon]) +
                                 " d; the first needs " + std::to_string(results.settings.first_returns) +
                                 " returns before it.");
      continue;
    }
    for (const ModelForecasts& model : made.models) {
      const auto& forecasts = model.by_horizon[horizon];
      const NullSample& null = nulls.of(forecasts.size(), made.horizons[horizon]);
      results.verdicts.push_back({made.series, model.model, made.horizons[horizon], forecasts.front().made_on,
                                  forecasts.back().ends_on, judge_forecasts(forecasts, null, made.tails),
                                  breaches_of(forecasts, results.settings)});
    }
    compare(made, horizon, results.settings, results);
  }
}

}  // namespace

Backtest run_backtest(const SeriesTable& history, const BacktestSettings& settings, const std::vector<VarModel>& models,
                      const BacktestProgress& on_progress) {
  LODESTONE_EXPECT(!models.empty());
  Backtest backtest;
  backtest.results.settings = settings;
  backtest.results.settings.models.clear();
  for (const VarModel& model : models) backtest.results.settings.models.push_back(model.name);
  const std::vector<ReturnSeries> series = returns_to_judge(history, settings);
  BacktestOptions options{.horizons = settings.horizons, .tails = tails_of(settings), .from = settings.from};
  options.first_returns = settings.first_returns;
  options.refit_every = settings.refit_every;
  NullSamples nulls(settings);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::string& name = series[i].name;
    const auto share = [&series, i](double done) {
      return (static_cast<double>(i) + done) / static_cast<double>(series.size());
    };
    if (on_progress) options.on_progress = [&](double done) { on_progress(share(done), name); };
    backtest.forecasts.push_back(forecast_rolling(series[i], models, options));
    judge(backtest.forecasts.back(), nulls, backtest.results);
    for (std::string& warning : diagnose_series(series[i]).warnings) backtest.results.warnings.push_back(std::move(warning));
  }
  backtest.results.summaries = summarise(backtest.results);
  return backtest;
}

}  // namespace lodestone::calibration
