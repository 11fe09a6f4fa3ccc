#include <lodestone/risk/probability_estimate.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/estimate.hpp>

namespace lodestone {

Estimate probability_estimate(double count, double trials) {
  if (!(trials > 0.0)) return absent(AbsenceReason::NOT_APPLICABLE);
  const double p = count / trials;
  const double variance = std::max(p * (1.0 - p), 0.0) / trials;
  const double shift = kNormal975 * kNormal975 / (2.0 * trials);
  const double centre = p + shift;
  const double half_width = kNormal975 * std::sqrt(variance + shift / (2.0 * trials));
  Estimate estimate;
  estimate.value = p;
  estimate.standard_error = std::sqrt(variance);
  estimate.lower_95 = count > 0.0 ? (centre - half_width) / (1.0 + 2.0 * shift) : 0.0;
  estimate.upper_95 = count < trials ? (centre + half_width) / (1.0 + 2.0 * shift) : 1.0;
  return estimate;
}

}  // namespace lodestone
