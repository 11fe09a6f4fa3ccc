/// The verdict on a model's forecasts of one series.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/null_sample.hpp>
#include <lodestone/calibration/backtest/rolling_backtest.hpp>
#include <lodestone/calibration/backtest/test_result.hpp>
#include <lodestone/calibration/backtest/traffic_light.hpp>

#include <span>
#include <vector>

namespace lodestone::calibration {

/// The tests at one level.
struct LevelVerdict {
  double tail = 0.0;
  int breaches = 0;
  TestResult kupiec;
  TestResult independence;
  TestResult conditional_coverage;
  TestResult z1;                 ///< one-sided: risk understated
  TestResult z2;                 ///< one-sided: risk understated
  TrafficLightResult last_year;  ///< of the last 250 forecasts
  double mean_score = 0.0;       ///< Fissler–Ziegel
};

struct Verdict {
  int count = 0;                     ///< forecasts
  std::vector<LevelVerdict> levels;  ///< in the order of the tails
  TestResult kolmogorov_smirnov;
  TestResult anderson_darling;
};

/// Every test on `forecasts`, each p-value that of its statistic among those of `null` — right forecasts, as many, overlapping
/// alike: p = (1 + how many are at least as bad)/(1 + replications). Exact in small samples and conservative where a statistic
/// takes few values; the sizes of losses in Z₁ and Z₂ are drawn from the slices of the forecasts themselves.
///
/// Precondition: null.count is forecasts.size(), null.horizon theirs, and `tails` those they were made for.   Cost: some 30 ns
/// a breach and replication. Source: Dufour (2006) for tests by simulation.
LODESTONE_EXPORT Verdict judge_forecasts(std::span<const Forecast> forecasts, const NullSample& null,
                                         std::span<const double> tails);

/// The p-values of a verdict, in the order of its fields: what is counted over a whole back-test. NaN where a test was not
/// possible.
LODESTONE_EXPORT std::vector<double> p_values_of(const Verdict& verdict);

/// Scores of each forecast, for Diebold and Mariano.
LODESTONE_EXPORT std::vector<double> scores_of(std::span<const Forecast> forecasts, std::size_t level, double tail);

}  // namespace lodestone::calibration
