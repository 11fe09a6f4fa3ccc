#include <lodestone/run/draw_measures.hpp>

#include <lodestone/math/variance_shares.hpp>
#include <lodestone/risk/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace lodestone {
namespace {

/// The order statistic at rank p(n + 1), counted from 1, interpolated.
double point(const std::vector<double>& sorted, double p) {
  const double last = static_cast<double>(sorted.size() - 1);
  const double rank = std::clamp(p * static_cast<double>(sorted.size() + 1) - 1.0, 0.0, last);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (rank - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

ParameterSpread spread(const Estimate& at_estimate, double predictive, std::vector<double> values) {
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0.0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  std::sort(values.begin(), values.end());
  return {at_estimate, predictive, point(values, 0.05), point(values, 0.95), std::sqrt(squares / (n - 1.0))};
}

}  // namespace

DrawMeasures::DrawMeasures(const Study& study, const StudyRun& at_estimate, std::int64_t draws)
    : study_(study), estimate_(measure(at_estimate)), series_(at_estimate.plan.nodes.series) {
  const double least = *std::min_element(study.measures.confidences.begin(), study.measures.confidences.end());
  pools_.assign(series_.size(), PooledTail(static_cast<std::size_t>(draws * study.simulation.paths), least));
}

bool DrawMeasures::add(const StudyRun& run, const std::vector<double>& normals) {
  Measured measured = measure(run);
  for (const TailMeasure& each : measured) {
    if (!each.expected_shortfall.value) return false;
  }
  draws_.push_back(std::move(measured));
  normals_.insert(normals_.end(), normals.begin(), normals.end());
  for (std::size_t s = 0; s < pools_.size(); ++s) pools_[s].add(run.paths.samples.series(s));
  return true;
}

void DrawMeasures::finish(ParameterUncertainty& result) const {
  const std::size_t tails = study_.measures.confidences.size() * study_.measures.references.size();
  for (std::size_t m = 0; m < estimate_.size(); ++m) {
    const SeriesPlan& series = series_[m / tails];
    const PooledTail& pool = pools_[m / tails];
    ParameterMeasure made;
    made.horizon = study_.simulation.horizons[static_cast<std::size_t>(series.horizon)];
    made.pnl_basis = series.basis;
    made.confidence = estimate_[m].confidence;
    made.reference = estimate_[m].reference;
    const PooledTail::Measure pooled = pool.measure(made.confidence);
    const double centre = made.reference == LossReference::MEAN ? pool.mean() : 0.0;
    const std::vector<double> shortfalls = over_draws(m, &TailMeasure::expected_shortfall);
    made.value_at_risk =
        spread(estimate_[m].value_at_risk, pooled.value_at_risk + centre, over_draws(m, &TailMeasure::value_at_risk));
    made.expected_shortfall = spread(estimate_[m].expected_shortfall, pooled.expected_shortfall + centre, shortfalls);
    result.joint_regression = add_shares(shortfalls, result.inputs, made);
    result.measures.push_back(std::move(made));
  }
}

DrawMeasures::Measured DrawMeasures::measure(const StudyRun& run) const {
  Measured measured;
  for (std::size_t s = 0; s < run.plan.nodes.series.size(); ++s) {
    const Distribution pnl = describe_pnl(run.paths.samples.series(s), study_.measures);
    measured.insert(measured.end(), pnl.measures.begin(), pnl.measures.end());
  }
  return measured;
}

std::vector<double> DrawMeasures::over_draws(std::size_t measure, Estimate TailMeasure::*which) const {
  std::vector<double> values;
  for (const Measured& draw : draws_) values.push_back(*(draw[measure].*which).value);
  return values;
}

bool DrawMeasures::add_shares(const std::vector<double>& shortfalls, const std::vector<UncertainInput>& inputs,
                              ParameterMeasure& result) const {
  const VarianceShares shares = variance_shares(normals_, shortfalls, inputs.size());
  double judgement_variance = 0.0;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    result.inputs.push_back({inputs[k].path, shares.share[k], shares.standard_error[k]});
    if (inputs[k].basis != InputBasis::JUDGEMENT) continue;
    result.judgement_share += shares.share[k];
    judgement_variance += shares.standard_error[k] * shares.standard_error[k];
  }
  result.judgement_standard_error = std::sqrt(judgement_variance);
  result.unexplained_share = shares.unexplained;
  std::sort(result.inputs.begin(), result.inputs.end(), [](const InputShare& a, const InputShare& b) {
    return a.share != b.share ? a.share > b.share : a.input < b.input;
  });
  return shares.joint;
}

}  // namespace lodestone
