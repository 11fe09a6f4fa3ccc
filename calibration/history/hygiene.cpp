#include <lodestone/calibration/history/hygiene.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/math/normal_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lodestone::calibration {
namespace {

constexpr double kMadToDeviation = 1.4826;  // 1/Φ⁻¹(3/4)

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::vector<Outlier> find_outliers(const ReturnSeries& returns, const HygieneOptions& options) {
  std::vector<Outlier> outliers;
  const int count = static_cast<int>(returns.values.size());
  std::vector<double> neighbours;
  for (int i = 0; i < count; ++i) {
    const double value = returns.values[static_cast<std::size_t>(i)];
    if (value == 0.0) continue;
    neighbours.clear();
    for (int j = std::max(0, i - options.outlier_window); j <= std::min(count - 1, i + options.outlier_window); ++j) {
      const double neighbour = returns.values[static_cast<std::size_t>(j)];
      if (j != i && neighbour != 0.0) neighbours.push_back(neighbour);
    }
    if (neighbours.size() < 20) continue;  // too few to know what is ordinary
    const double centre = median(neighbours);
    for (double& neighbour : neighbours) neighbour = std::abs(neighbour - centre);
    const double scale = kMadToDeviation * median(neighbours);
    if (std::abs(value - centre) > options.outlier_score * scale) {
      outliers.push_back({returns.dates[static_cast<std::size_t>(i)], value, std::abs(value - centre) / scale});
    }
  }
  return outliers;
}

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", 100.0 * share);
  return text;
}

void write_warnings(SeriesDiagnosis& diagnosis, const HygieneOptions& options) {
  auto& warnings = diagnosis.warnings;
  for (const Gap& gap : diagnosis.gaps) {
    warnings.push_back(diagnosis.name + ": no value between " + to_string(gap.from) + " and " + to_string(gap.to) + ", " +
                       std::to_string(gap.weekdays) + " weekdays; the return across is not a one-day return.");
  }
  if (diagnosis.stale) {
    warnings.push_back(diagnosis.name + ": " + percent(diagnosis.zero_share) +
                       " of the returns are zero, as of an assessed price. Use weekly or monthly returns.");
  }
  if (diagnosis.unsmooth) {
    char text[64];
    std::snprintf(text, sizeof text, "%.2f", diagnosis.first_autocorrelation);
    warnings.push_back(diagnosis.name + ": returns follow each other with autocorrelation " + text +
                       ". Unsmooth them, or the volatility is too low.");
  }
  for (const Outlier& outlier : diagnosis.outliers) {
    char text[64];
    std::snprintf(text, sizeof text, "%.4f, %.0f robust standard deviations", outlier.value, outlier.score);
    warnings.push_back(diagnosis.name + ": return of " + to_string(outlier.date) + " is " + text +
                       ". If it is a corporate action, exclude it.");
  }
  if (diagnosis.count < options.short_history) {
    warnings.push_back(diagnosis.name + ": only " + std::to_string(diagnosis.count) +
                       " returns. Shrink towards the sector: own weight " + percent(diagnosis.own_weight) + ".");
  }
}

}  // namespace

SeriesDiagnosis diagnose_series(const ReturnSeries& returns, const HygieneOptions& options) {
  SeriesDiagnosis diagnosis;
  diagnosis.name = returns.name;
  diagnosis.count = static_cast<int>(returns.values.size());
  if (diagnosis.count > 0) {
    diagnosis.first = returns.dates.front();
    diagnosis.last = returns.dates.back();
    const auto zeros = std::count(returns.values.begin(), returns.values.end(), 0.0);
    diagnosis.zero_share = static_cast<double>(zeros) / diagnosis.count;
  }
  for (std::size_t i = 0; i < returns.dates.size(); ++i) {
    if (returns.span_weekdays[i] > 1) ++diagnosis.multi_day_count;
    if (returns.span_weekdays[i] > options.longest_span_weekdays) {
      diagnosis.gaps.push_back({returns.dates[i] - days{returns.span_days[i]}, returns.dates[i], returns.span_weekdays[i]});
    }
  }
  diagnosis.first_autocorrelation = first_autocorrelation(returns.values);
  const double bound = normal_quantile(1.0 - options.significance) / std::sqrt(std::max(diagnosis.count, 1));
  diagnosis.unsmooth = diagnosis.first_autocorrelation > bound;
  diagnosis.stale = diagnosis.zero_share > options.stale_share;
  diagnosis.outliers = find_outliers(returns, options);
  if (diagnosis.count < options.short_history) diagnosis.own_weight = own_weight(diagnosis.count, options.short_history);
  write_warnings(diagnosis, options);
  return diagnosis;
}

double first_autocorrelation(std::span<const double> returns) {
  if (returns.size() < 3) return 0.0;
  double mean = 0.0;
  for (const double value : returns) mean += value;
  mean /= static_cast<double>(returns.size());
  double variance = 0.0;
  double product = 0.0;
  for (std::size_t i = 0; i < returns.size(); ++i) {
    variance += (returns[i] - mean) * (returns[i] - mean);
    if (i > 0) product += (returns[i] - mean) * (returns[i - 1] - mean);
  }
  return variance > 0.0 ? product / variance : 0.0;
}

std::vector<double> unsmooth_returns(std::span<const double> smoothed, double smoothing) {
  LODESTONE_EXPECT(smoothing >= 0.0 && smoothing < 1.0);
  std::vector<double> returns;
  for (std::size_t i = 1; i < smoothed.size(); ++i) {
    returns.push_back((smoothed[i] - smoothing * smoothed[i - 1]) / (1.0 - smoothing));
  }
  return returns;
}

double own_weight(int count, int prior_observations) {
  LODESTONE_EXPECT(count >= 0 && prior_observations > 0);
  return static_cast<double>(count) / (static_cast<double>(count) + prior_observations);
}

}  // namespace lodestone::calibration
