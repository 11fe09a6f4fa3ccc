/// The default model of the back-tests: a score-driven variance that leans on the sector, autocorrelation, and residuals with
/// Pareto tails.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/innovation_law.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/estimate/score_garch.hpp>

namespace lodestone::calibration {

/// The same for every series: nothing here is tuned to one.
struct LodestoneModelOptions {
  ScoreGarchPrior sector;    ///< what a mining share is taken for before it has spoken
  int window = 2000;         ///< returns used
  double half_life = 750.0;  ///< of a return's weight in the likelihood [d]
  InnovationOptions innovations = {.half_life = 400.0};
  double autocorrelation_sd = 0.05;  ///< of the first autocorrelation around 0, over series
};

/// r_t = φ r_{t−1} + √h_t·z_t, h a `ScoreGarch`, z the `innovation_atoms` of its own residuals.
///
/// - φ is the autocorrelation of the standardised returns held within ±3, shrunk by autocorrelation_sd²/(autocorrelation_sd² +
///   1/n): a book of shares that close at different hours has one, and its ten-day risk is not √10 of a day's.
/// - The law of z comes from the residuals, so that a variance estimated too high or too low on average does not make VaR so.
/// - Sums over h days: 4000 simulated paths of the same recursion, so that volatility and leverage build up over the days.
///
/// At least 100 returns (caller).   Cost: a fit 5 ms, a day of both horizons 0.5 ms.
/// Source: Harvey and Chakravarty (2008) for the variance, Barone-Adesi et al. (1999) for the simulation of residuals.
LODESTONE_EXPORT VarModel lodestone_model(const LodestoneModelOptions& options);
LODESTONE_EXPORT VarModel lodestone_model();

}  // namespace lodestone::calibration
