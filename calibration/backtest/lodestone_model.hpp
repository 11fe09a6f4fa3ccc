/// The default model of the back-tests: a GJR-GARCH whose parameters lean on the sector, autocorrelation, residuals with their own
/// tails, and policy jumps.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/var_model.hpp>
#include <lodestone/calibration/estimate/garch_likelihood.hpp>
#include <lodestone/calibration/history/records.hpp>

#include <vector>

namespace lodestone::calibration {

/// The same for every series: nothing here is tuned to one.
struct LodestoneModelOptions {
  /// What a series is taken for before it has spoken: rounded from fits to fifteen mining shares and funds, 2010 to mid-2024.
  GarchParameters sector = {.alpha = 0.05, .gamma = 0.03, .beta = 0.92, .degrees_of_freedom = 5.0};
  int sector_returns = 2000;          ///< how many returns the sector's parameters are worth
  int window = 2000;                  ///< returns used for the fit
  int level_window = 500;             ///< returns whose mean square is the long-run variance
  int residual_window = 1500;         ///< residuals used
  double residual_half_life = 400.0;  ///< of a residual's weight [d]
  double tail_prior = 100.0;          ///< residuals that the sector's tail is worth
  double autocorrelation_sd = 0.05;   ///< of the first autocorrelation around 0, over series
  std::vector<PolicyEvent> events;    ///< those after the last day of a history are not looked at
  double prior_event_years = 2.0;     ///< the intensity's Gamma prior: one event in so many years
  double prior_jump_sd = 1.5;         ///< of a policy day's extra move [ordinary standard deviations]
  double prior_jump_events = 5.0;     ///< how many events that is worth
};

/// r_t = φ r_{t−1} + σ_t z_t,   σ²_{t+1} = ω + (α + γ·1{e_t < 0}) e_t² + β σ_t²,   e_t = r_t − φ r_{t−1}.
///
/// - α, γ, β and 1/ν are n/(n + sector_returns) parts the series' own maximum likelihood, the rest the sector's; ω makes the
///   long-run variance the mean square of the last `level_window` returns.
/// - φ is the autocorrelation of the standardised returns held within ±3, shrunk by autocorrelation_sd²/(autocorrelation_sd² +
///   1/n): a book of shares that close at different hours has one, and its ten-day risk is not √10 of a day's.
/// - z: `innovation_atoms`. Without a mean: ten years of daily returns do not show one.
/// - Policy jumps: intensity (1 + N)/(prior_event_years + years) over the TIGHTEN and EASE events so far, at most one a day; the
///   jump's variance from z² − 1 on the first return after each event, as `prior_jump_events` of prior_jump_sd² and the events
///   seen. Without events given there are no jumps.
/// - Sums over h days: 4000 simulated paths of the same recursion, so that volatility and leverage build up over the days.
///
/// Cost: a fit 5 ms, a day of both horizons 0.5 ms.
/// Source: Glosten, Jagannathan and Runkle (1993); Barone-Adesi et al. (1999) for the simulation of residuals.
LODESTONE_EXPORT VarModel lodestone_model(LodestoneModelOptions options = {});

}  // namespace lodestone::calibration
