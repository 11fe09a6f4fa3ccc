/// What is kept of the draws of a study's inputs, and what is made of it in the end.
#pragma once

#include <lodestone/risk/pooled_tail.hpp>
#include <lodestone/run/run_study.hpp>

#include <cstdint>
#include <vector>

namespace lodestone {

/// VaR and ES of the portfolio in every draw, the normals of its inputs, and the pooled tails of all draws. Every series of the
/// runs is the portfolio's P&L. The study must outlive this.
class DrawMeasures {
 public:
  DrawMeasures(const Study& study, const StudyRun& at_estimate, std::int64_t draws);

  /// Takes a draw in, or returns false and keeps nothing of it when some P&L is not finite.
  bool add(const StudyRun& run, const std::vector<double>& normals);

  /// Fills `measures` and `joint_regression`.   Preconditions: all draws are added; `inputs` are filled, in the order of the
  /// normals.
  void finish(ParameterUncertainty& result) const;

 private:
  using Measured = std::vector<TailMeasure>;  ///< of one run: by series, confidence and reference

  Measured measure(const StudyRun& run) const;
  std::vector<double> over_draws(std::size_t measure, Estimate TailMeasure::*which) const;
  bool add_shares(const std::vector<double>& shortfalls, const std::vector<UncertainInput>& inputs,
                  ParameterMeasure& result) const;

  const Study& study_;
  Measured estimate_;
  std::vector<SeriesPlan> series_;
  std::vector<PooledTail> pools_;
  std::vector<double> normals_;  ///< by draw and input
  std::vector<Measured> draws_;
};

}  // namespace lodestone
