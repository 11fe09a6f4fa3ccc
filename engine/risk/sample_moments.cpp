#include <lodestone/risk/sample_moments.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/sample_sum.hpp>
#include <lodestone/risk/standard_error.hpp>

namespace lodestone {

Deviations deviations_of(const SortedSample& sample) {
  Deviations of;
  if (sample.size() == 0) return of;
  const double mean =
      sample_sum(0, sample.size(), [&](std::size_t i) { return sample.weight(i) * sample.value(i); }) / sample.total_weight();
  of.mean = std::clamp(mean, sample[0], sample[sample.size() - 1]);  // of equal values exactly that value
  const auto deviation = [&](std::size_t i) { return sample.value(i) - of.mean; };
  of.squares = sample_sum(0, sample.size(), [&](std::size_t i) { return sample.weight(i) * deviation(i) * deviation(i); });
  if (sample.total_squared_weight() == sample.total_weight()) {  // weights of 1 and 0: w² = w, and Σ w·d = 0
    of.weighted_squares = of.squares;
  } else {
    const auto weighted = [&](std::size_t i) { return sample.weight(i) * sample.weight(i) * deviation(i); };
    of.weighted = sample_sum(0, sample.size(), weighted);
    of.weighted_squares = sample_sum(0, sample.size(), [&](std::size_t i) { return weighted(i) * deviation(i); });
  }
  if (sample.size() > 1) of.mean_error = error_of_squares(sample, of.weighted_squares);
  return of;
}

SampleMoments sample_moments(const SortedSample& sample, const Deviations& deviations) {
  if (sample.size() == 0) return {absent(AbsenceReason::NOT_APPLICABLE), absent(AbsenceReason::NOT_APPLICABLE)};
  const double mean = deviations.mean;
  if (sample.size() == 1) {
    return {value_only(mean, AbsenceReason::TOO_FEW_PATHS), absent(AbsenceReason::TOO_FEW_PATHS)};
  }
  const double m2 = deviations.squares / sample.total_weight();
  const double m = sample.effective_size();
  const double sd = std::sqrt(m2 * (m / (m - 1.0)));
  const auto influence_on_m2 = [&](std::size_t i) {
    const double d = sample.value(i) - mean;
    return d * d - m2;
  };
  const double sd_error = sd == 0.0 ? 0.0 : standard_error(sample, influence_on_m2) / (2.0 * sd);
  return {normal_estimate(mean, deviations.mean_error), normal_estimate(sd, sd_error)};
}

SampleMoments sample_moments(const SortedSample& sample) { return sample_moments(sample, deviations_of(sample)); }

}  // namespace lodestone
