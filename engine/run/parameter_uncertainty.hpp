/// How far VaR and ES rest on inputs that are not known well.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/model/validate.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/run/simulation.hpp>

#include <cstdint>

namespace lodestone {

struct ParameterDraws {
  std::int64_t draws = 0;  ///< 20 … 100,000: with fewer the ends of a 90 % band lie outside all of them
  std::int64_t paths = 0;  ///< of each draw, the run's first; 0: as many as the study's
};

/// Runs the study at its values and again for each draw of its input ranges, over the same random numbers, and measures the
/// portfolio at every horizon, basis, confidence and reference that the study asks for.
///
/// estimate:   the study at its values, with its Monte Carlo error, which the draws share: they differ by their parameters
/// alone. predictive: VaR and ES of all paths of all draws as one sample; its mean P&L is the reference MEAN. band:       5 %
/// and 95 % points of VaR and of ES over the draws, the order statistics at ranks p(n + 1), interpolated. shares:     of the
/// variance of ES over the draws in the normals of the inputs (<lodestone/math/variance_shares.hpp>). A draw that breaks a
/// rule, or whose P&L is not finite, is counted and made anew; so laws are those of the ranges given that the study is valid.
///
/// Memory: one run's, and for each horizon and basis 8·(1 − a) bytes × paths × draws, a the least confidence: the losses that
/// no pooled measure can look beyond. Cost: draws + 1 runs, compilation and fitted proxies included. Progress counts the paths
/// of all runs; `draw` and `draws` are set. Throws InvalidInput (no ranges, draws or paths out of range, ranges that leave
/// fewer than one draw in twenty valid), Cancelled, std::bad_alloc, or what `on_progress` throws. The same bits for any number
/// of threads and order of ranges.
LODESTONE_EXPORT ParameterUncertainty parameter_uncertainty(const ValidStudy& study, const ParameterDraws& draws,
                                                            const Options& options = {});

}  // namespace lodestone
