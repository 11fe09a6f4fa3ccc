#include <lodestone/risk/sample_moments.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/risk/sample_sum.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/standard_error.hpp>

namespace lodestone {

double sample_mean(const SortedSample& sample) {
  if (sample.size() == 0) return 0.0;
  const double mean =
      sample_sum(0, sample.size(), [&](std::size_t i) { return sample.weight(i) * sample.value(i); }) / sample.total_weight();
  return std::clamp(mean, sample[0], sample[sample.size() - 1]);  // of equal values exactly that value
}

SampleMoments sample_moments(const SortedSample& sample) {
  if (sample.size() == 0) return {absent(AbsenceReason::NOT_APPLICABLE), absent(AbsenceReason::NOT_APPLICABLE)};
  const double mean = sample_mean(sample);
  if (sample.size() == 1) {
    return {value_only(mean, AbsenceReason::TOO_FEW_PATHS), absent(AbsenceReason::TOO_FEW_PATHS)};
  }
  const auto deviation = [&](std::size_t i) { return sample.value(i) - mean; };
  const double total = sample.total_weight();
  const double m2 =
      sample_sum(0, sample.size(), [&](std::size_t i) { return sample.weight(i) * deviation(i) * deviation(i); }) / total;
  const double m = sample.effective_size();
  const double sd = std::sqrt(m2 * (m / (m - 1.0)));
  const double sd_error =
      sd == 0.0 ? 0.0 : standard_error(sample, [&](std::size_t i) { return (deviation(i) * deviation(i) - m2) / (2.0 * sd); });
  return {normal_estimate(mean, standard_error(sample, deviation)), normal_estimate(sd, sd_error)};
}

}  // namespace lodestone
