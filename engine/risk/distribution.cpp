#include <lodestone/risk/distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/histogram.hpp>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sample_moments.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <lodestone/risk/tail_measure.hpp>

namespace lodestone {
namespace {

Distribution describe(const SortedSample& sample, const Measures& measures) {
  Distribution distribution;
  distribution.paths = static_cast<std::int64_t>(sample.size());
  const SampleMoments moments = sample_moments(sample);
  distribution.mean = moments.mean;
  distribution.standard_deviation = moments.standard_deviation;
  distribution.quantiles = quantiles(sample, measures.quantiles);
  if (measures.histogram_bins > 0 && sample.size() > 0) distribution.histogram = histogram(sample, measures.histogram_bins);
  return distribution;
}

void measure_tails(const SortedSample& pnl, const Measures& measures, Distribution& distribution) {
  const SortedSample losses = pnl.reflected();
  for (const double confidence : measures.confidences) {
    for (const LossReference reference : measures.references) {
      distribution.measures.push_back(tail_measure(losses, confidence, reference));
    }
  }
}

}  // namespace

Distribution describe_pnl(std::span<const double> pnl, const Measures& measures, std::span<const double> path_weights) {
  const bool sound = all_finite(pnl);
  const SortedSample sample = sound ? SortedSample(pnl, path_weights) : SortedSample(std::span<const double>{});
  Distribution distribution = describe(sample, measures);
  distribution.paths = static_cast<std::int64_t>(pnl.size());
  measure_tails(sample, measures, distribution);
  return distribution;
}

Distribution describe_outcome(std::span<const double> values, const Measures& measures, std::span<const double> path_weights) {
  const ApplicableSample sample = applicable(values, path_weights);
  return describe(SortedSample(sample.values, sample.weights), measures);
}

}  // namespace lodestone
