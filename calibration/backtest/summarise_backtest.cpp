#include <lodestone/calibration/backtest/summarise_backtest.hpp>

#include <lodestone/calibration/backtest/holm_correction.hpp>
#include <lodestone/calibration/backtest/traffic_light.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

struct Counted {
  std::int32_t rejections = 0;
  double smallest = 1.0;
};

Counted count(const std::vector<double>& p_values) {
  Counted counted;
  for (const double p : p_values) {
    counted.rejections += p < kSignificance ? 1 : 0;
    counted.smallest = std::min(counted.smallest, p);
  }
  return counted;
}

}  // namespace

std::vector<ModelSummary> summarise(const BacktestResults& results) {
  std::vector<ModelSummary> summaries;
  for (const std::string& model : results.settings.models) {
    std::vector<double> p_values;
    double scores = 0.0;
    int scored = 0;
    for (const ModelVerdict& judged : results.verdicts) {
      if (judged.model != model) continue;
      for (const double p : p_values_of(judged.verdict)) {
        if (!std::isnan(p)) p_values.push_back(p);
      }
      for (const LevelVerdict& level : judged.verdict.levels) {
        scores += level.mean_score;
        ++scored;
      }
    }
    if (scored == 0) continue;
    const Counted plain = count(p_values);
    const Counted holm = count(holm_correction(p_values));
    ModelSummary summary;
    summary.model = model;
    summary.tests = static_cast<std::int32_t>(p_values.size());
    summary.rejections = plain.rejections;
    summary.expected_rejections = kSignificance * static_cast<double>(summary.tests);
    summary.chance_of_as_many =
        plain.rejections == 0 ? 1.0 : 1.0 - binomial_cumulative(plain.rejections - 1, summary.tests, kSignificance);
    summary.smallest_p_value = plain.smallest;
    summary.holm_rejections = holm.rejections;
    summary.smallest_holm_p_value = holm.smallest;
    summary.mean_score = scores / scored;
    summaries.push_back(summary);
  }
  return summaries;
}

}  // namespace lodestone::calibration
