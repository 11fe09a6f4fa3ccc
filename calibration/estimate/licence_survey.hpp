/// How fast licences are decided when all that is known is "so many filed, so many granted by that day".
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>
#include <lodestone/calibration/estimate/posterior.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>

#include <cstddef>
#include <vector>

namespace lodestone::calibration {

/// A count by an association or an authority. What is neither approved nor refused is pending.
struct LicenceSurvey {
  Date date = kNoDate;
  double filed = 0.0;  ///< applications filed up to the day, > 0
  double approved = 0.0;
  double refused = 0.0;
};

/// Applications filed up to `date`, in any unit: only the shape counts. Linear between points, none before the first.
struct ArrivalPoint {
  Date date = kNoDate;
  double cumulative = 0.0;
};

struct SurveyHistory {
  std::vector<LicenceSurvey> surveys;
  std::vector<ArrivalPoint> arrivals;  ///< ascending; a jump on day 0 is a single point, after which the curve is flat
  StateHistory levels;                 ///< periods of constant hazard: levels of the stance
  std::size_t level_count = 1;
};

struct SurveyEstimate {
  std::vector<Estimated> hazards_per_year;  ///< decision hazard by level, all ages alike; NaN for a level no survey reaches
  std::vector<GammaPosterior> posteriors;   ///< Gamma of the same mode and curvature in ln h; the prior where nothing was seen
  BetaPosterior approval_share;             ///< P(approved | decided), from all surveys
  double log_likelihood = kNoNumber;        ///< multinomial, without the constant
  bool converged = false;
};

/// Each survey is a multinomial draw (approved, refused, pending) with P(decided by s) = 1 − ∫ e^{−∫_u^s h} dF(u)/F(s), F the
/// arrival curve and h the hazard of the level on each day; a decided application is approved with one probability π. To take
/// all as filed on the first day biases h downwards.
///
/// Surveys are taken as different applications; of several counts of one population give the last, or the additions.
/// prior: Gamma(a₀, b₀) by level, with a density in ln h, so that Jeffreys' is h^½.
/// Cost: surveys × (arrival points + level changes) a value; the integral is exact.   Source: maximum posterior in ln h;
/// Laplace's approximation for the Gamma law.
LODESTONE_EXPORT SurveyEstimate estimate_from_surveys(const SurveyHistory& history, GammaPosterior prior = kJeffreysRate,
                                                      BetaPosterior share_prior = kJeffreysShare);

}  // namespace lodestone::calibration
