/// Who makes the portfolio's expected shortfall.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/tail_weights.hpp>
#include <span>
#include <vector>

namespace lodestone {

/// A part's mean loss over the portfolio's tail, C = Σ t·w·L_part/((1 − a)·W): the Euler derivative of ES along the part. Over
/// the parts of a partition these add up to the portfolio's ES, atom or not, because all use the same tail weights t.
///
/// Error: influence ψ = t·(L_part − c)/(1 − a) + c − C, with c = E[L_part | L = VaR], taken from the tail paths between VaR and
/// the upper end of its 95 % interval (docs/models/measures.md). Naive tail means leave c out and are too small.
/// Shapes: `part_pnl_on_tail` holds the part's P&L on `tail.paths`, in their order: a replay of the tail is enough.
/// Absences: without an error when the tail has none; NOT_APPLICABLE when a value is not finite.
/// Source: Tasche (1999); Acerbi and Tasche (2002).   Cost: O(paths in the tail).
LODESTONE_EXPORT Estimate euler_contribution(const Tail& tail, std::span<const double> part_pnl_on_tail);

/// Contributions of `parts` (P&L on all paths, each as long as the portfolio's) to the portfolio's ES, in their order, with
/// their shares of it; node, horizon and basis are the caller's to fill in.
std::vector<Contribution> euler_contributions(const Tail& tail, std::span<const double> portfolio_pnl,
                                              std::span<const std::span<const double>> parts);

/// The same from the portfolio's P&L alone. Contributions of `parts` (P&L on all paths, each as long as the portfolio's) to the
/// portfolio's ES at `confidence`, in their order, with their shares of it; node, horizon and basis are the caller's to fill
/// in.
LODESTONE_EXPORT std::vector<Contribution> euler_expected_shortfall(std::span<const double> portfolio_pnl,
                                                                    std::span<const std::span<const double>> parts,
                                                                    double confidence,
                                                                    std::span<const double> path_weights = {});

}  // namespace lodestone
