/// The models a better one has to beat.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>

namespace lodestone::calibration {

/// Slices of a law with a formula, and paths of a simulated one: 1/8 % of it is a whole number of them.
inline constexpr int kLawAtoms = 2000;
inline constexpr int kLawPaths = 4000;

/// The last 500 sums of h returns, overlapping, equally likely.
LODESTONE_EXPORT VarModel historical_simulation();

/// Normal with mean 0 and variance h·v, v_{t+1} = 0.94·v_t + 0.06·r_t² (RiskMetrics 1996).
LODESTONE_EXPORT VarModel ewma_normal();

/// GARCH(1,1) with mean and Student innovations, by maximum likelihood on the last 1500 returns; sums by simulation.
LODESTONE_EXPORT VarModel garch_student();

/// The same GARCH; innovations are its own standardised residuals, the last 1000. Source: Barone-Adesi et al. (1999).
LODESTONE_EXPORT VarModel filtered_historical_simulation();

/// All four.
LODESTONE_EXPORT std::vector<VarModel> benchmark_models();

}  // namespace lodestone::calibration
