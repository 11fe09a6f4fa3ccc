/// What is wrong with a history, said before anything is estimated from it. Nothing is changed here: what to leave out, to
/// unsmooth or to shrink is the caller's word.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/calibration/history/returns.hpp>

#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

struct HygieneOptions {
  int longest_span_weekdays = 4;  ///< a return across more is not a one-day return; a long weekend is 2 to 4
  double stale_share = 0.30;      ///< more zero returns than this: an assessed price
  double outlier_score = 10.0;    ///< |r − median| in robust standard deviations of the window around it
  int outlier_window = 125;       ///< returns on either side of the one judged
  int short_history = 500;        ///< fewer returns than this are shrunk towards the sector
  double significance = 0.01;     ///< of the autocorrelation that asks for unsmoothing
};

/// A return that spans more than `longest_span_weekdays`.
struct Gap {
  Date from = kNoDate;
  Date to = kNoDate;
  int weekdays = 0;
};

/// A return far outside those around it: a demerger, a consolidation of shares, a wrong digit, or news. Flagged, never removed.
struct Outlier {
  Date date = kNoDate;
  double value = 0.0;
  double score = 0.0;  ///< robust standard deviations
};

struct SeriesDiagnosis {
  std::string name;
  Date first = kNoDate;
  Date last = kNoDate;
  int count = 0;            ///< returns
  int multi_day_count = 0;  ///< returns that span more than one weekday
  std::vector<Gap> gaps;
  double zero_share = 0.0;             ///< of the returns
  double first_autocorrelation = 0.0;  ///< of the returns, mean removed; 0 when fewer than three
  bool unsmooth = false;               ///< positive autocorrelation beyond chance: `unsmooth_returns` is due
  bool stale = false;                  ///< assessed: use weekly or monthly returns
  std::vector<Outlier> outliers;
  double own_weight = 1.0;            ///< `own_weight(count, short_history)`
  std::vector<std::string> warnings;  ///< all of this in sentences
};

/// Robust scale: 1.4826 × the median absolute deviation of the neighbours that are not zero (so that a price that is seldom
/// assessed is not all outliers). Autocorrelation is judged against 1/√n; weekly data of two years notices 0.25.
LODESTONE_EXPORT SeriesDiagnosis diagnose_series(const ReturnSeries& returns, const HygieneOptions& options = {});

/// ρ₁ = Σ (r_t − r̄)(r_{t−1} − r̄) / Σ (r_t − r̄)²; 0 for fewer than three returns or no variance.
LODESTONE_EXPORT double first_autocorrelation(std::span<const double> returns);

/// The returns of the price behind an assessment that moves only part of the way: r_t = (r*_t − φ r*_{t−1}) / (1 − φ).
///
/// Shapes: (n,) to (n − 1,).   Units: as given.   Precondition: 0 ≤ φ < 1.   Mean kept; the variance of an AR(1) grows by
/// (1 + φ)/(1 − φ).   Source: Geltner (1993).
LODESTONE_EXPORT std::vector<double> unsmooth_returns(std::span<const double> smoothed, double smoothing);

/// What a short history says about itself when the rest is told by its sector: n / (n + full), in [0, 1).
///
/// The weight of a sample of n under a prior worth `full` observations; θ = w·θ_own + (1 − w)·θ_sector.
LODESTONE_EXPORT double own_weight(int count, int prior_observations);

}  // namespace lodestone::calibration
