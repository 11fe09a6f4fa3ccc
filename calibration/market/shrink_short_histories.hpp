/// What a newcomer's volatility is told by its sector.
#pragma once

#include <lodestone/calibration/market/fit_dynamics.hpp>

#include <map>
#include <string>

namespace lodestone::calibration {

/// For each factor with a sector and less than two years of returns, n: ln σ ← w ln σ + (1 − w) m, w = n/(n + n₀), m the mean
/// ln σ of its sector's longer histories, of which there must be two (else a warning), and n₀ the returns of two years.
/// Error: √(w² s² + (1 − w)² d²), s that of ln σ and d how much the sector's members differ.
void shrink_short_histories(const CalibrationSpec& spec, std::map<std::string, FactorFit>& fits);

}  // namespace lodestone::calibration
