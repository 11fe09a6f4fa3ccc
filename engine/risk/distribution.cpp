#include <lodestone/risk/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/histogram.hpp>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sample_moments.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_measure.hpp>

namespace lodestone {
namespace {

Distribution describe(const SortedSample& sample, const Deviations& deviations, const Measures& measures) {
  Distribution distribution;
  distribution.paths = static_cast<std::int64_t>(sample.size());
  const SampleMoments moments = sample_moments(sample, deviations);
  distribution.mean = moments.mean;
  distribution.standard_deviation = moments.standard_deviation;
  distribution.quantiles = quantiles(sample, measures.quantiles);
  if (measures.histogram_bins > 0 && sample.size() > 0) distribution.histogram = histogram(sample, measures.histogram_bins);
  return distribution;
}

/// What of a sample must be in order: all of it where quantiles or a histogram are asked for, else the widest tail and the
/// ranks on either side of its VaR's interval (two standard errors; six are taken).
double lowest_share(std::size_t paths, const Measures& measures) {
  if (!measures.quantiles.empty() || measures.histogram_bins > 0 || measures.confidences.empty()) return 1.0;
  const double tail = 1.0 - *std::min_element(measures.confidences.begin(), measures.confidences.end());
  const double n = static_cast<double>(std::max<std::size_t>(paths, 1));
  return tail + 6.0 * std::sqrt(tail / n) + 16.0 / n;
}

}  // namespace

PnlDistribution describe_pnl_and_tails(std::span<const double> pnl, const Measures& measures,
                                       std::span<const double> path_weights) {
  PnlDistribution result;
  if (!all_finite(pnl)) {
    const SortedSample none{std::span<const double>()};
    result.distribution = describe(none, {}, measures);
    result.distribution.measures = tail_measures(none, measures.confidences, measures.references, {});
  } else {
    SortedSample gains(pnl, path_weights, lowest_share(pnl.size(), measures));
    const Deviations deviations = deviations_of(gains);
    result.distribution = describe(gains, deviations, measures);
    const SortedSample losses = std::move(gains).reflected();
    result.distribution.measures = tail_measures(losses, measures.confidences, measures.references, deviations.reflected());
    if (losses.size() > 0) result.tails = tails_of(losses, pnl, measures.confidences, path_weights);
  }
  result.distribution.paths = static_cast<std::int64_t>(pnl.size());
  return result;
}

Distribution describe_pnl(std::span<const double> pnl, const Measures& measures, std::span<const double> path_weights) {
  return describe_pnl_and_tails(pnl, measures, path_weights).distribution;
}

Distribution describe_outcome(std::span<const double> values, const Measures& measures, std::span<const double> path_weights) {
  const ApplicableSample applicable_values = applicable(values, path_weights);
  const SortedSample sample(applicable_values.values, applicable_values.weights);
  return describe(sample, deviations_of(sample), measures);
}

}  // namespace lodestone
