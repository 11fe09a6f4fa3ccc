#include <lodestone/calibration/backtest/rolling_backtest.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cstdint>
#include <span>

namespace lodestone::calibration {
namespace {

/// A number in (0, 1) that is the day's own: the draw within a jump of the law must not depend on the model or the run.
double uniform_of_day(Date day, int horizon) {
  std::uint64_t x = static_cast<std::uint64_t>(day.time_since_epoch().count()) * 64U + static_cast<std::uint64_t>(horizon);
  x += 0x9E3779B97F4A7C15U;  // splitmix64
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  x ^= x >> 31;
  return (static_cast<double>(x >> 12) + 0.5) * 0x1p-52;
}

void read_law(const PredictiveLaw& law, const std::vector<double>& tails, Forecast& forecast) {
  for (const double tail : tails) {
    forecast.value_at_risk.push_back(-quantile(law, tail));
    forecast.expected_shortfall.push_back(-tail_mean(law, tail));
  }
  double below = 0.0;
  for (std::size_t slice = 0; slice < kTailSlices; ++slice) {
    const double p = tail_slice_begin(slice + 1);
    const double up_to = p * tail_mean(law, p);
    forecast.slice_means[slice] = (up_to - below) / (p - tail_slice_begin(slice));
    below = up_to;
  }
}

Forecast forecast_of(const PredictiveLaw& law, const ReturnSeries& returns, std::size_t known, int horizon,
                     const std::vector<double>& tails) {
  Forecast forecast;
  forecast.made_on = returns.dates[known - 1];
  forecast.ends_on = returns.dates[known + static_cast<std::size_t>(horizon) - 1];
  for (std::size_t i = known; i < known + static_cast<std::size_t>(horizon); ++i) forecast.realised += returns.values[i];
  forecast.transform = probability_transform(law, forecast.realised, uniform_of_day(forecast.made_on, horizon));
  read_law(law, tails, forecast);
  return forecast;
}

}  // namespace

SeriesForecasts forecast_rolling(const ReturnSeries& returns, const std::vector<VarModel>& models,
                                 const BacktestOptions& options) {
  LODESTONE_EXPECT(options.first_returns > 0 && options.refit_every > 0);
  for (const double tail : options.tails) LODESTONE_EXPECT(tail > 0.0 && tail <= kWidestTail);
  SeriesForecasts result;
  result.series = returns.name;
  result.horizons = options.horizons;
  result.tails = options.tails;
  const std::size_t count = returns.values.size();
  std::size_t first = static_cast<std::size_t>(options.first_returns);
  while (first < count && returns.dates[first - 1] < options.from) ++first;
  for (std::size_t m = 0; m < models.size(); ++m) {
    Forecaster forecaster = models[m].start(options.horizons);
    ModelForecasts made{models[m].name, std::vector<std::vector<Forecast>>(options.horizons.size())};
    for (std::size_t known = first; known < count; ++known) {
      const std::size_t day = known - first;
      const ReturnHistory history{std::span(returns.dates).first(known), std::span(returns.values).first(known)};
      const auto laws = forecaster(history, day % static_cast<std::size_t>(options.refit_every) == 0);
      for (std::size_t h = 0; h < options.horizons.size(); ++h) {
        if (known + static_cast<std::size_t>(options.horizons[h]) > count) continue;
        made.by_horizon[h].push_back(forecast_of(laws[h], returns, known, options.horizons[h], options.tails));
      }
      if (options.on_progress && day % 50 == 0) {
        const double done = static_cast<double>(m) + static_cast<double>(day) / static_cast<double>(count - first);
        options.on_progress(done / static_cast<double>(models.size()));
      }
    }
    result.models.push_back(std::move(made));
  }
  if (options.on_progress) options.on_progress(1.0);
  return result;
}

}  // namespace lodestone::calibration
