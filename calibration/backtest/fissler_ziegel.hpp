/// One score for value-at-risk and expected shortfall together: the better pair has the lower mean.
#pragma once

#include <lodestone/base/export.hpp>

namespace lodestone::calibration {

/// FZ₀(y; v, e) = −1{y ≤ v}·(v − y)/(tail·e) + v/e + ln(−e) − 1, with v = −VaR and e = −ES.
///
/// Units: y a return, `value_at_risk` and `expected_shortfall` losses of the same unit; 0 < VaR ≤ ES (caller). A change of unit
/// adds the same constant to every model's score.   Source: Patton, Ziegel and Chen (2019); Fissler and Ziegel (2016).
LODESTONE_EXPORT double fissler_ziegel_score(double y, double value_at_risk, double expected_shortfall, double tail);

}  // namespace lodestone::calibration
