/// Estimates take their places in the market part of a study, and are noted with their paths.
#pragma once

#include <lodestone/calibration/market/fit_dependence.hpp>
#include <lodestone/calibration/market/fit_lane.hpp>
#include <lodestone/calibration/market/fit_policy.hpp>

#include <string>
#include <vector>

namespace lodestone::calibration {

/// A study under calibration: the part, and what was estimated in it so far.
struct Draft {
  MarketPart part;
  std::vector<ParameterEstimate> estimates;
};

/// Volatility, reversion, mean, initial value, term structure. Numbers by level: the reference level takes the estimate, the
/// others keep their ratio to it (their distance, for the mean of what reverts itself).
/// A series that ended more than ten days before the as-of date gives no initial value: violation, unless one is given.
void apply_factor(const CalibrationSpec& spec, const FactorSpec& factor, const FactorHistory& history, const FactorFit& fit,
                  Draft& draft, std::vector<Violation>& violations);

/// Weights of the factor's observable, and the multiplier at which an index factor's price is today's level. After all factors.
void apply_observable(const CalibrationSpec& spec, const FactorSpec& factor, const FactorHistory& history, const FactorFit& fit,
                      Draft& draft);

/// The two factors of Schwartz and Smith, their correlation, and their weights.
void apply_futures(const FactorSpec& factor, const FactorFit& fit, Draft& draft);

void apply_jumps(const FactorSpec& factor, const std::vector<FittedJump>& jumps, Draft& draft);
void apply_tail(const GroupTail& tail, const std::vector<JointReturns>& factors, Draft& draft,
                std::vector<std::string>& warnings);

/// Replaces every correlation between two of `factors`, with none for two that were never seen together. Where the spec allows
/// it, the study is told to take the nearest correlation matrix (Higham 2002) of one that is none.
void apply_dependence(const DependenceSpec& spec, const std::vector<JointReturns>& factors, const Dependence& dependence,
                      Draft& draft, std::vector<std::string>& warnings);

/// What the repair that the market allows does to its correlations. Precondition: they are valid but for their definiteness.
void note_repair(const Market& market, DependenceDiagnostics& diagnostics, std::vector<std::string>& warnings);

void apply_chain(const ChainFit& fit, Draft& draft);
void apply_lane(const LaneFit& fit, Draft& draft);

/// Drifts of the factors whose rule is EXPECTED_GROWTH, when everything else is in place. `before`: the desk's own market.
void apply_growth(const CalibrationSpec& spec, const MarketPart& before, Draft& draft);

/// A range for each estimate with an interval, basis DERIVED, in place of the desk's range of the same number. An interval that
/// does not hold its own estimate, as of a rate that nobody saw, gives none; one that reaches below a thousandth of it is cut
/// there, for draws are of the logarithm.
void apply_ranges(const CalibrationSpec& spec, Draft& draft);

}  // namespace lodestone::calibration
