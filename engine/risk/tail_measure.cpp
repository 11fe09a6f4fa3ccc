#include <lodestone/risk/tail_measure.hpp>

#include <algorithm>
#include <cmath>
#include <lodestone/math/normal_distribution.hpp>
#include <lodestone/risk/estimate.hpp>
#include <lodestone/risk/order_statistic.hpp>
#include <lodestone/risk/sample_moments.hpp>
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

/// Of the losses, with its standard error.
struct MeanLoss {
  double value = 0.0;
  double error = 0.0;
};

MeanLoss mean_loss_of(const SortedSample& losses) {
  const double mean = sample_mean(losses);
  if (losses.size() < 2) return {mean, 0.0};
  return {mean, standard_error(losses, [&](std::size_t i) { return losses.value(i) - mean; })};
}

/// VaR of losses measured from the mean P&L, given VaR from zero.
Estimate from_mean(const SortedSample& losses, const MeanLoss& mean, const Estimate& from_zero, double expected_shortfall,
                   double confidence) {
  const double error = *from_zero.standard_error;
  const auto size = static_cast<double>(effective_size_at(losses, confidence));
  const double covariance = error * std::sqrt((1.0 - confidence) / (confidence * size)) * (expected_shortfall - mean.value);
  const double variance = error * error + mean.error * mean.error - 2.0 * covariance;
  return normal_estimate(*from_zero.value - mean.value, std::sqrt(std::max(variance, 0.0)));
}

/// `mean` is that of the losses where the reference is MEAN, else 0.
TailMeasure tail_measure(const SortedSample& losses, double confidence, LossReference reference, const MeanLoss& mean) {
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
  const double mean_loss = mean.value;
  const double excess = mean_excess(losses, tail);
  const double expected_shortfall = tail.value_at_risk + excess;
  const IndexInterval interval = order_statistic_interval(losses, confidence);
  if (!tail_has_enough_paths(losses, confidence) || !interval.lower || !interval.upper) {
    measure.value_at_risk = value_only(tail.value_at_risk - mean_loss, AbsenceReason::TOO_FEW_PATHS);
    measure.expected_shortfall = value_only(expected_shortfall - mean_loss, AbsenceReason::TOO_FEW_PATHS);
    return measure;
  }
  const double tail_share = tail.mass / losses.total_weight();
  const auto influence = [&](double loss) {
    return std::max(loss - tail.value_at_risk, 0.0) / tail_share - excess - (centred ? loss - mean_loss : 0.0);
  };
  const double es_error =
      centred ? standard_error(losses, [&](std::size_t i) { return influence(losses.value(i)); })
              : standard_error_above(losses, tail.first_above, -excess, [&](std::size_t i) { return influence(losses[i]); });
  measure.value_at_risk = value_at_risk(losses, tail, interval);
  if (centred) measure.value_at_risk = from_mean(losses, mean, measure.value_at_risk, expected_shortfall, confidence);
  measure.expected_shortfall = normal_estimate(expected_shortfall - mean_loss, es_error);
  return measure;
}

}  // namespace

std::vector<TailMeasure> tail_measures(const SortedSample& losses, const std::vector<double>& confidences,
                                       const std::vector<LossReference>& references) {
  const bool wants_mean = std::find(references.begin(), references.end(), LossReference::MEAN) != references.end();
  const MeanLoss mean = wants_mean ? mean_loss_of(losses) : MeanLoss{};
  std::vector<TailMeasure> measures;
  for (const double confidence : confidences) {
    for (const LossReference reference : references)
      measures.push_back(tail_measure(losses, confidence, reference, reference == LossReference::MEAN ? mean : MeanLoss{}));
  }
  return measures;
}

TailMeasure tail_measure(const SortedSample& losses, double confidence, LossReference reference) {
  return tail_measures(losses, {confidence}, {reference}).front();
}

}  // namespace lodestone
