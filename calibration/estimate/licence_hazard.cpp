#include <lodestone/calibration/estimate/licence_hazard.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace lodestone::calibration {
namespace {

constexpr double kDaysPerYear = 365.0;

void check(const LicenceHistory& history, GammaPosterior prior, BetaPosterior share_prior) {
  std::vector<Violation> violations;
  check_history(history.levels, history.level_count, "levels", violations);
  double last_edge = 0.0;
  for (std::size_t k = 0; k < history.age_bin_edges_days.size(); ++k) {
    const double edge = history.age_bin_edges_days[k];
    if (!(edge > last_edge) || !std::isfinite(edge)) {
      violations.push_back({"age_bin_edges_days[" + std::to_string(k) + "]", show(edge, "d"),
                            "must be > " + show(last_edge, "d"), "Sort the edges."});
    }
    last_edge = edge;
  }
  for (std::size_t k = 0; k < history.applications.size(); ++k) {
    const Application& a = history.applications[k];
    const std::string at = "applications[" + std::to_string(k) + "]";
    if (a.filed == kNoDate)
      violations.push_back({at + ".filed", "not given", "must be a date", "Leave the application out if it is not known."});
    if (!(a.last_known >= a.filed) || a.last_known == kNoDate) {
      violations.push_back({at + ".last_known", to_string(a.last_known), "must be on or after the filing " + to_string(a.filed),
                            "Give the day of the decision, or of the last news."});
    }
    if (a.first_known != kNoDate && a.first_known > a.last_known) {
      violations.push_back({at + ".first_known", to_string(a.first_known),
                            "must be on or before last_known " + to_string(a.last_known),
                            "Leave it out for an application known since its filing."});
    }
  }
  check_between(prior.shape, 0.0, std::numeric_limits<double>::infinity(), "prior.shape", "", violations);
  check_not_negative(prior.years, "prior.years", "yr", violations);
  check_between(share_prior.successes, 0.0, std::numeric_limits<double>::infinity(), "share_prior.successes", "", violations);
  check_between(share_prior.failures, 0.0, std::numeric_limits<double>::infinity(), "share_prior.failures", "", violations);
  throw_if_any(std::move(violations));
}

std::size_t bin_of(double age_days, const std::vector<double>& edges) {
  return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), age_days) - edges.begin());
}

}  // namespace

LicenceEstimate estimate_licences(const LicenceHistory& history, GammaPosterior prior, BetaPosterior share_prior) {
  check(history, prior, share_prior);
  const std::vector<double>& edges = history.age_bin_edges_days;
  const std::size_t bins = edges.size() + 1;
  LicenceEstimate result;
  result.cells.resize(history.level_count * bins);
  result.approval_share.assign(history.level_count, share_prior);

  for (const Application& application : history.applications) {
    const bool is_decided = application.outcome != ApplicationOutcome::PENDING;
    double age = 0.0;
    if (application.first_known != kNoDate && application.first_known > application.filed) {
      age = static_cast<double>((application.first_known - application.filed).count());
    }
    double end = static_cast<double>((application.last_known - application.filed).count());
    if (is_decided && end == 0.0) end = 0.5;
    // The wait is cut at bin edges and where the level changes; a day belongs to the level it begins with.
    std::size_t last_cell = state_on(history.levels, application.last_known) * bins + bin_of(std::max(age, end - 0.5), edges);
    while (age < end) {
      const std::size_t bin = bin_of(age, edges);
      double until = bin < edges.size() ? std::min(end, edges[bin]) : end;
      const Date today = application.filed + days{static_cast<int>(std::floor(age))};
      for (const StateLabel& label : history.levels.labels) {
        if (label.from > today) {
          until = std::min(until, static_cast<double>((label.from - application.filed).count()));
          break;
        }
      }
      last_cell = state_on(history.levels, today) * bins + bin;
      result.cells[last_cell].years += (until - age) / kDaysPerYear;
      age = until;
    }
    if (!is_decided) {
      ++result.pending;
      continue;
    }
    HazardCell& cell = result.cells[last_cell];
    BetaPosterior& share = result.approval_share[last_cell / bins];
    if (application.outcome == ApplicationOutcome::APPROVED) {
      cell.approvals += 1.0;
      share.successes += 1.0;
    } else {
      cell.refusals += 1.0;
      share.failures += 1.0;
    }
  }
  const GammaPosterior half{0.5 * prior.shape, prior.years};
  for (HazardCell& cell : result.cells) {
    cell.decision = update(prior, cell.approvals + cell.refusals, cell.years);
    cell.approval = update(half, cell.approvals, cell.years);
    cell.refusal = update(half, cell.refusals, cell.years);
    for (const double events : {cell.approvals, cell.refusals}) {
      if (events > 0.0 && cell.years > 0.0) result.log_likelihood += events * (std::log(events / cell.years) - 1.0);
    }
  }
  return result;
}

LaneHazards lane_hazards_of(const LicenceEstimate& estimate, std::span<const std::string> levels) {
  LODESTONE_EXPECT(!levels.empty() && estimate.cells.size() % levels.size() == 0 &&
                   estimate.approval_share.size() == levels.size());
  const std::size_t bins = estimate.cells.size() / levels.size();
  LaneHazards result;
  for (std::size_t level = 0; level < levels.size(); ++level) {
    double shape = 0.0, years = 0.0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      shape += estimate.cells[level * bins + bin].decision.shape;
      years += estimate.cells[level * bins + bin].decision.years;
    }
    LevelHazard row{levels[level], {}};
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const GammaPosterior& law = estimate.cells[level * bins + bin].decision;
      row.hazards_per_year.push_back(law.years > 0.0 ? law.mean() : years > 0.0 ? shape / years : 0.0);
    }
    result.hazards.push_back(std::move(row));
    result.approval_probability_by_level.push_back(estimate.approval_share[level].mean());
  }
  return result;
}

double probability_approved_within(std::span<const double> hazards_per_year, std::span<const double> age_bin_edges_days,
                                   double approval_probability, double days_waited) {
  LODESTONE_EXPECT(hazards_per_year.size() == age_bin_edges_days.size() + 1);
  double accumulated = 0.0;
  double age = 0.0;
  for (std::size_t bin = 0; bin < hazards_per_year.size() && age < days_waited; ++bin) {
    const double until = bin < age_bin_edges_days.size() ? std::min(days_waited, age_bin_edges_days[bin]) : days_waited;
    accumulated += hazards_per_year[bin] * (until - age) / kDaysPerYear;
    age = until;
  }
  return -approval_probability * std::expm1(-accumulated);
}

}  // namespace lodestone::calibration
