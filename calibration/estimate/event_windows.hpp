/// How much a price or a spread moved when policy moved.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace lodestone::calibration {

/// The factor's own unit: ln price, or a spread's level. Dates ascending, values finite.
struct DatedSeries {
  std::vector<Date> dates;
  std::vector<double> values;
};

/// Days of one kind of move, say "policy tightened" or "truce → squeeze"; and of the opposite kind, which spoil a window.
struct EventDates {
  std::vector<Date> moves;
  std::vector<Date> opposites;
};

/// The move is measured from the last value before the day (`before` values earlier still) to the `after`-th value on or after
/// it.
struct EventWindow {
  int before = 0;  ///< extra values before, for news that leaked
  int after = 5;   ///< values from the day on, ≥ 1: one week of trading days by default
};

struct EventJump {
  Date first = kNoDate;  ///< the move, or the first of several whose windows overlap and count as one
  int merged = 1;        ///< how many
  int steps = 0;         ///< steps of the series in the window
  double change = 0.0;   ///< x(after) − x(before) − drift·steps
  double noise = 0.0;    ///< standard deviation of that many ordinary steps
};

struct JumpEstimate {
  Estimated mean;                    ///< J [unit of x]
  double standard_deviation = 0.0;   ///< δ [unit of x], how much moves differ beyond noise; 0 from a single move
  std::vector<EventJump> windows;    ///< those used
  int conflicting = 0;               ///< moves left out: a move of the opposite kind falls into their window
  int outside = 0;                   ///< moves left out: the series does not cover their window
  double step_drift = 0.0;           ///< mean of ordinary steps [unit of x]
  double step_volatility = 0.0;      ///< their standard deviation
  double placebo_share = kNoNumber;  ///< share of ordinary windows of that length with |change| ≥ |J|: the p-value of a person
};

/// change_e ~ N(J, δ² + noise_e²): restricted likelihood over δ ≥ 0, J = Σ w·change/Σ w with w = 1/(δ² + noise²), error
/// 1/√Σw. "Ordinary" steps and windows are those that touch no window of either kind.
///
/// With no usable move, `mean` is NaN. The error does not know that a handful of moves may all have been foreseen, or not at
/// all. n ≥ 30 ordinary steps.   Cost: n + 100 values of the likelihood. Source: MacKinlay (1997) for the windows;
/// random-effects likelihood, e.g. DerSimonian and Laird (1986), Viechtbauer (2005).
LODESTONE_EXPORT JumpEstimate estimate_jump(const DatedSeries& series, const EventDates& events,
                                            const EventWindow& window = {});

}  // namespace lodestone::calibration
