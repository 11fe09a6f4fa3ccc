/// How fast licences are decided, and how, from one record an application. A pending application has not been refused, and it
/// has not been forgotten: the time it has waited counts.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/posterior.hpp>
#include <lodestone/calibration/estimate/state_history.hpp>
#include <lodestone/model/licences.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace lodestone::calibration {

enum class ApplicationOutcome { APPROVED, REFUSED, PENDING };

struct Application {
  Date filed = kNoDate;
  ApplicationOutcome outcome = ApplicationOutcome::PENDING;
  Date last_known = kNoDate;   ///< decided on this day; PENDING: known to be pending on this day (censored)
  Date first_known = kNoDate;  ///< known of since this day, if that is after filing: an application met only because it was
                               ///< still pending then (left truncation) says nothing of the days before
};

struct LicenceHistory {
  std::vector<Application> applications;
  StateHistory levels;  ///< level of the lane's stance over time, an index from 0
  std::size_t level_count = 1;
  std::vector<double> age_bin_edges_days;  ///< ascending, > 0; n edges make n + 1 bins
};

/// One level and age bin. Hazards compete: each outcome has its own, their sum is the hazard of a decision.
struct HazardCell {
  double approvals = 0.0;
  double refusals = 0.0;
  double years = 0.0;       ///< Σ time waited in this cell, by decided and pending alike
  GammaPosterior decision;  ///< of h = h_approve + h_refuse [1/yr]
  GammaPosterior approval;  ///< of h_approve; prior shape halved, so that the two add to `decision`'s in the mean
  GammaPosterior refusal;
};

struct LicenceEstimate {
  std::vector<HazardCell> cells;              ///< (levels, bins) row-major
  std::vector<BetaPosterior> approval_share;  ///< P(approved | decided) by level, all ages
  double log_likelihood = 0.0;                ///< Σ A ln(A/E) + R ln(R/E) − (A + R), at the maximum
  std::size_t pending = 0;
};

/// Piecewise-exponential likelihood: in each cell h^{events} e^{−h·years}, so Gamma(a₀ + events, b₀ + years) is the posterior.
/// A decision on day d counts in the cell of age d − filed and of that day's level; a decision on the filing day waits half a
/// day.
///
/// Units: hazards [1/yr], ACT/365.   Cost: one pass, levels × bins pieces an application at most.
/// Source: Friedman (1982); Kalbfleisch and Prentice (2002) §8.2 for competing risks.
LODESTONE_EXPORT LicenceEstimate estimate_licences(const LicenceHistory& history, GammaPosterior prior = kJeffreysRate,
                                                   BetaPosterior share_prior = kJeffreysShare);

/// The lane's hazards and shares as a study takes them: posterior means; a cell never waited in takes its level's pooled rate.
struct LaneHazards {
  std::vector<LevelHazard> hazards;
  std::vector<double> approval_probability_by_level;
};
LODESTONE_EXPORT LaneHazards lane_hazards_of(const LicenceEstimate& estimate, std::span<const std::string> levels);

/// P(approved within `days` | filed at age 0, level unchanged), from hazards of one level [1/yr] and its share of approvals.
LODESTONE_EXPORT double probability_approved_within(std::span<const double> hazards_per_year,
                                                    std::span<const double> age_bin_edges_days, double approval_probability,
                                                    double days);

}  // namespace lodestone::calibration
