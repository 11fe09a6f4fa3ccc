/// What a back-test says: results (a function of the history and the settings alone), how it was run, and a fingerprint.
///
/// Returns are log returns, gains positive; VaR and ES are losses, positive. Member names are those of the wire's
/// `lodestone.v1.BacktestReport`.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/calibration/backtest/judge_forecasts.hpp>
#include <lodestone/calibration/backtest/test_result.hpp>
#include <lodestone/calibration/history/calibration_run.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// A return that is left out: a demerger, a consolidation of shares.
struct ExcludedReturn {
  std::string series;
  Date date = kNoDate;  ///< the day it ends on
};

/// A share of a book.
struct BookMember {
  std::string series;
  double weight = 0.0;  ///< > 0; of the book's value each morning, after division by their sum
};

/// A portfolio rebalanced daily to its weights.
struct BacktestBook {
  std::string name;
  std::vector<BookMember> members;
};

/// What is asked for where nothing else is said.
inline const std::vector<double> kUsualConfidences = {0.975, 0.99};
inline const std::vector<std::int32_t> kUsualHorizons = {1, 10};

/// What was asked for.
struct BacktestSettings {
  std::vector<std::string> series;  ///< columns of the history
  std::vector<BacktestBook> books;
  std::vector<std::string> models;     ///< the first is the one that is judged, the others its benchmarks
  std::vector<double> confidences;     ///< ascending, in [0.95, 0.995]
  std::vector<std::int32_t> horizons;  ///< [d]
  Date from = kNoDate;                 ///< no forecast is made before this day
  Date until = kNoDate;                ///< no later return is looked at
  std::vector<ExcludedReturn> excluded;
  std::int32_t first_returns = 500;        ///< no forecast before so many returns are known
  std::int32_t refit_every = 20;           ///< [d]
  std::int32_t longest_span_weekdays = 4;  ///< a return across more is left out
  std::int32_t replications = 9999;        ///< of right forecasts, behind each p-value
  std::uint64_t seed = 1;                  ///< of those
};

/// A return beyond the value-at-risk forecast for it.
struct Breach {
  Date date = kNoDate;  ///< the last day of the return
  double realised = 0.0;
  double value_at_risk = 0.0;
  double expected_shortfall = 0.0;
};

/// Days of one level on which risk was understated.
struct LevelBreaches {
  double confidence = 0.0;
  std::vector<Breach> breaches;
};

/// One model on one series and horizon.
struct ModelVerdict {
  std::string series;
  std::string model;
  std::int32_t horizon = 0;  ///< [d]
  Date first = kNoDate;      ///< the first forecast is made on the evening of this day
  Date last = kNoDate;       ///< the last forecast ends on this day
  Verdict verdict;
  std::vector<LevelBreaches> breaches;
};

/// The judged model's Fissler–Ziegel loss beside a benchmark's.
struct ScoreComparison {
  std::string series;
  std::string benchmark;
  std::int32_t horizon = 0;  ///< [d]
  double confidence = 0.0;
  double mean_difference = 0.0;  ///< the judged model's loss less the benchmark's: negative is better
  TestResult diebold_mariano;    ///< negative is better; two-sided
};

/// One model over everything.
struct ModelSummary {
  std::string model;
  std::int32_t tests = 0;            ///< those that were possible
  std::int32_t rejections = 0;       ///< p < 5 %
  double expected_rejections = 0.0;  ///< 5 % of the tests
  double chance_of_as_many = 0.0;    ///< P(X ≥ rejections), X ~ Bin(tests, 5 %): as if the tests were independent
  double smallest_p_value = 0.0;     ///< of all tests
  std::int32_t holm_rejections = 0;  ///< adjusted p < 5 %
  double smallest_holm_p_value = 0.0;
  double mean_score = 0.0;  ///< Fissler–Ziegel loss, mean over series, horizons and confidences
};

/// A function of the history and the settings alone.
struct BacktestResults {
  BacktestSettings settings;
  std::string history_sha256;  ///< of the bytes of the history
  std::vector<ModelSummary> summaries;
  std::vector<ModelVerdict> verdicts;
  std::vector<ScoreComparison> comparisons;
  std::vector<std::string> warnings;
};

struct BacktestReport {
  BacktestResults results;
  CalibrationRun run;
  std::string fingerprint;  ///< over `results` alone, 64 hexadecimal digits; filled by the wire
};

}  // namespace lodestone::calibration
