#include <lodestone/risk/estimate.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/normal_distribution.hpp>

namespace lodestone {

Estimate absent(AbsenceReason reason) {
  Estimate estimate;
  estimate.absence = reason;
  return estimate;
}

Estimate value_only(double value, AbsenceReason reason) {
  if (!std::isfinite(value)) return absent(AbsenceReason::NOT_APPLICABLE);
  Estimate estimate;
  estimate.value = value;
  estimate.absence = reason;
  return estimate;
}

Estimate normal_estimate(double value, double standard_error) {
  const double half_width = kNormal975 * standard_error;
  if (!std::isfinite(value - half_width) || !std::isfinite(value + half_width)) {
    return value_only(value, AbsenceReason::TOO_FEW_PATHS);
  }
  Estimate estimate;
  estimate.value = value;
  estimate.standard_error = standard_error;
  estimate.lower_95 = value - half_width;
  estimate.upper_95 = value + half_width;
  return estimate;
}

Estimate scaled(const Estimate& estimate, double factor) {
  Estimate result = estimate;
  for (std::optional<double>* part : {&result.value, &result.standard_error, &result.lower_95, &result.upper_95}) {
    if (*part) **part *= factor;
  }
  if (result.standard_error) *result.standard_error = std::abs(*result.standard_error);
  if (factor < 0.0) std::swap(result.lower_95, result.upper_95);
  return result;
}

Estimate mean_from_sums(double count, double sum, double sum_of_squares) {
  if (!(count > 0.0)) return absent(AbsenceReason::NOT_APPLICABLE);
  const double mean = sum / count;
  if (!(count > 1.0)) return value_only(mean, AbsenceReason::TOO_FEW_PATHS);
  const double squares = std::max(sum_of_squares - sum * mean, 0.0);
  return normal_estimate(mean, std::sqrt(squares / (count * (count - 1.0))));
}

}  // namespace lodestone
