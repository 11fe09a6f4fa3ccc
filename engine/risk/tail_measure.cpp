#include <lodestone/risk/tail_measure.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sample_sum.hpp>
#include <lodestone/risk/standard_error.hpp>
#include <lodestone/risk/tail_split.hpp>

namespace lodestone {
namespace {

Estimate value_at_risk(const SortedSample& losses, const TailSplit& tail, const IndexInterval& interval) {
  const double lower = losses[*interval.lower];
  const double upper = losses[*interval.upper];
  Estimate estimate;
  estimate.value = tail.value_at_risk;
  estimate.standard_error = (upper - lower) / (2.0 * kNormal975);
  estimate.lower_95 = lower;
  estimate.upper_95 = upper;
  return estimate;
}

/// VaR of losses measured from the mean P&L, given VaR from zero.
Estimate from_mean(const SortedSample& losses, const Deviations& deviations, const Estimate& from_zero,
                   double expected_shortfall, double confidence) {
  const double error = *from_zero.standard_error;
  const auto size = static_cast<double>(effective_size_at(losses, confidence));
  const double covariance =
      error * std::sqrt((1.0 - confidence) / (confidence * size)) * (expected_shortfall - deviations.mean);
  const double variance = error * error + deviations.mean_error * deviations.mean_error - 2.0 * covariance;
  return normal_estimate(*from_zero.value - deviations.mean, std::sqrt(std::max(variance, 0.0)));
}

/// ES of losses measured from the mean: the influence ψ = (L − v)⁺/(1 − a) − excess − d is b − d, b = −excess, up to the VaR,
/// so Σ w²ψ² is what the deviations d of all losses say and, of the tail, what the first term T changes: Σ w²T(T + 2(b − d)).
double error_from_mean(const SortedSample& losses, const TailSplit& tail, double excess, const Deviations& deviations) {
  const double tail_share = tail.mass / losses.total_weight();
  const double of_tail = sample_sum(tail.first_above, losses.size(), [&](std::size_t i) {
    const double first_term = (losses[i] - tail.value_at_risk) / tail_share;
    const double others = -excess - (losses[i] - deviations.mean);
    return losses.weight(i) * losses.weight(i) * first_term * (first_term + 2.0 * others);
  });
  const double of_all =
      excess * excess * losses.total_squared_weight() + 2.0 * excess * deviations.weighted + deviations.weighted_squares;
  return error_of_squares(losses, std::max(of_all + of_tail, 0.0));
}

/// `deviations` are those of the losses where the reference is MEAN, else 0.
TailMeasure tail_measure(const SortedSample& losses, double confidence, LossReference reference, const Deviations& deviations) {
  TailMeasure measure;
  measure.confidence = confidence;
  measure.reference = reference;
  if (losses.size() == 0) {
    measure.value_at_risk = measure.expected_shortfall = absent(AbsenceReason::NOT_APPLICABLE);
    return measure;
  }
  const TailSplit tail = split_tail(losses, confidence);
  const double atom = losses.weight_before(tail.first_above) - losses.weight_before(tail.first_at);
  measure.atom_mass_at_var = atom / losses.total_weight();

  const bool centred = reference == LossReference::MEAN;
  const double mean_loss = deviations.mean;
  const double excess = mean_excess(losses, tail);
  const double expected_shortfall = tail.value_at_risk + excess;
  const IndexInterval interval = order_statistic_interval(losses, confidence);
  if (!tail_has_enough_paths(losses, confidence) || !interval.lower || !interval.upper) {
    measure.value_at_risk = value_only(tail.value_at_risk - mean_loss, AbsenceReason::TOO_FEW_PATHS);
    measure.expected_shortfall = value_only(expected_shortfall - mean_loss, AbsenceReason::TOO_FEW_PATHS);
    return measure;
  }
  const double tail_share = tail.mass / losses.total_weight();
  const auto influence = [&](std::size_t i) { return (losses[i] - tail.value_at_risk) / tail_share - excess; };
  const double es_error = centred ? error_from_mean(losses, tail, excess, deviations)
                                  : standard_error_above(losses, tail.first_above, -excess, influence);
  measure.value_at_risk = value_at_risk(losses, tail, interval);
  if (centred) measure.value_at_risk = from_mean(losses, deviations, measure.value_at_risk, expected_shortfall, confidence);
  measure.expected_shortfall = normal_estimate(expected_shortfall - mean_loss, es_error);
  return measure;
}

}  // namespace

std::vector<TailMeasure> tail_measures(const SortedSample& losses, const std::vector<double>& confidences,
                                       const std::vector<LossReference>& references, const Deviations& deviations) {
  std::vector<TailMeasure> measures;
  for (const double confidence : confidences) {
    for (const LossReference reference : references) {
      const bool centred = reference == LossReference::MEAN;
      measures.push_back(tail_measure(losses, confidence, reference, centred ? deviations : Deviations{}));
    }
  }
  return measures;
}

TailMeasure tail_measure(const SortedSample& losses, double confidence, LossReference reference) {
  return tail_measure(losses, confidence, reference, reference == LossReference::MEAN ? deviations_of(losses) : Deviations{});
}

}  // namespace lodestone
