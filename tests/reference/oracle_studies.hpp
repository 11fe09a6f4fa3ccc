/// Studies whose answer is known: by exact recursion on the grid, or by hand.
///
/// Twin and engine run the same ones. The recursions use weeks of 1/52 yr and months of 1/12 yr; the calendar has whole days.
/// So every rate is scaled until the law of one step is that of the recursion: with f = (recursion's step)/(calendar's step),
/// Q, κ, σ² and hazards are multiplied by f, edges of age bins divided by it.
#pragma once

#include <lodestone/model/study.hpp>
#include <string>

namespace lodestone::reference {

/// Exact value of `licence_toy_study`, of any climate correlation, and the share of paths on which the delivery ships.
inline constexpr double kLicenceToyValue = -0.10168111674311676;
inline constexpr double kLicenceToyShareShipped = 0.7895;  ///< to 4 digits

/// Two-state chain, weekly grid, one account pending since today, one delivery due in week 26 with grace to week 34: pays
/// exp(x) − 1.6 when it ships and −0.3·(exp(x) − 1.6) in week 34 when it never does. The payoff is that of "purchase" (2 units,
/// CANCEL) and "sale" (1 unit, damages of 0.3 of the difference) together; no discounting.
Study licence_toy_study(double climate_correlation = 0.0);

/// Regime-switching Ornstein–Uhlenbeck log price on `steps` steps of `days_per_step` days that make up one year of the model,
/// from chain state `start_state` (0 … 3). Position "forward" pays S − 1 at the end, "put K" pays (K − S)⁺ for K = 2, 2.5,
/// 3, 4.
Study grid_model_study(int steps, int days_per_step, int start_state);

/// A year without volatility, worked by hand in hand_worked_year_test.cpp: one project that stands still while its technology
/// licence is needed, one offtake that it supplies, one purchase under licence with an average price, shares and stock.
Study hand_worked_year_study();

}  // namespace lodestone::reference
