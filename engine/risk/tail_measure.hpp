/// VaR and ES of a loss sample, right on atoms (docs/models/measures.md).
#pragma once

#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sample_moments.hpp>
#include <lodestone/risk/sorted_sample.hpp>

#include <vector>

namespace lodestone {

/// VaR and ES at `confidence` a, losses positive, of losses L = −P&L measured from ZERO or from the sample's MEAN P&L.
///
/// VaR:   v = L_(⌈na − 1e-9⌉), with the 95 % interval [L_(l), L_(u)] of exact binomial ranks, which holds for every law, atoms
///        included; its standard error is the interval's half width / 1.96, so no density is estimated.
/// ES:    v + E(L − v)⁺/(1 − a) (Rockafellar and Uryasev 2000; Acerbi and Tasche 2002): the tail holds exactly (1 − a) of the
///        mass. Error √(Var((L − v)⁺)/n)/(1 − a), interval ± 1.96 errors.
/// MEAN:  adds the mean P&L to both; it is estimated from the same paths, so with its influence added before squaring:
///        ES  ψ = (L − v)⁺/(1 − a) − L, centred;
///        VaR SE² = SE_v² + SE_mean² − 2·SE_v·√((1 − a)/(a·n))·(ES − mean loss), interval ± 1.96 SE.
/// Errors and intervals are absent as TOO_FEW_PATHS when n(1 − a) < kFewestTailPaths or the interval has no upper end; the
/// values are then still there. Everything is NOT_APPLICABLE for an empty sample.
/// Cost: a pass over the tail; from the MEAN two over all losses.
TailMeasure tail_measure(const SortedSample& losses, double confidence, LossReference reference);

/// All of them, by confidence and then reference; `deviations` are those of the losses.
std::vector<TailMeasure> tail_measures(const SortedSample& losses, const std::vector<double>& confidences,
                                       const std::vector<LossReference>& references, const Deviations& deviations);

}  // namespace lodestone
