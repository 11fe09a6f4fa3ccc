/// How one factor moves: exposures to others, volatility, mean reversion.
#pragma once

#include <lodestone/calibration/estimate/schwartz_smith.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>
#include <lodestone/calibration/market/factor_history.hpp>
#include <lodestone/model/market.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// An estimate with its interval.
struct Ranged {
  Estimated estimate;
  Interval interval95;
};

/// value ± 1.96 standard errors; for a positive number on the scale of its logarithm.
Ranged with_interval(const Estimated& estimate);
Ranged with_positive_interval(const Estimated& estimate);

/// Everything estimated of one factor; x is ln level but for FactorKind::REVERTING.
struct FactorFit {
  std::vector<Ranged> exposures;  ///< in the order of the spec
  Ranged volatility;              ///< σ [unit of x/√yr]
  std::optional<VolatilityTermStructure> term_structure;
  Interval decay_95;  ///< of its λ
  std::optional<Ranged> mean_reversion;
  std::vector<Ranged> long_run_mean;  ///< θ [x] by level, or one; NaN for a level not seen
  std::optional<SchwartzSmithFit> schwartz_smith;
  std::string method;
  FactorDiagnostics diagnostics;
  std::vector<std::string> warnings;
};

/// Takes Σ β x out of `history.returns`, x the returns of `others` in the same periods: least squares, with the priors as
/// further observations; a period that one of them lacks is dropped. Needs 8 periods more than exposures.
///
/// Var β̂ = (XᵀX/s² + diag(1/sd²))⁻¹, s² the variance of what is left. The mean is not taken out: drifts are a matter of
/// their own.
void remove_exposures(const FactorSpec& factor, const std::vector<const ReturnSeries*>& others, FactorHistory& history,
                      FactorFit& fit, std::vector<Violation>& violations);

/// σ, κ, θ by the factor's kind. `states`: level of the stance over time, for a mean by level; null for one mean.
void fit_dynamics(const FactorSpec& factor, const FactorHistory& history, const StateHistory* states, std::size_t levels,
                  FactorFit& fit, std::vector<Violation>& violations);

/// The seven parameters of Schwartz and Smith from the futures of the factor's series.
void fit_futures(const CalibrationSpec& spec, const FactorSpec& factor, const DataFiles& data, FactorFit& fit,
                 std::vector<Violation>& violations);

}  // namespace lodestone::calibration
