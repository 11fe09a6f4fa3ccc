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

/// Replaces every correlation between two of `factors`, with none for two that were never seen together; where the whole is
/// then no correlation and the spec allows it, all factors that are correlated take the nearest one (Higham 2002).
void apply_dependence(const DependenceSpec& spec, const std::vector<JointReturns>& factors, Dependence& dependence,
                      Draft& draft, std::vector<std::string>& warnings);

void apply_chain(const ChainFit& fit, Draft& draft);
void apply_lane(const LaneFit& fit, Draft& draft);

/// Drifts of the factors whose rule is EXPECTED_GROWTH, when everything else is in place. `before`: the desk's own market.
void apply_growth(const CalibrationSpec& spec, const MarketPart& before, Draft& draft);

}  // namespace lodestone::calibration
