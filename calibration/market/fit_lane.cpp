#include <lodestone/calibration/market/fit_lane.hpp>

#include <lodestone/calibration/estimate/licence_hazard.hpp>
#include <lodestone/calibration/estimate/licence_survey.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

/// Sets P(approved | decided) at one level of the stance.
void set_share(const std::string& level, const std::vector<std::string>& stance_levels, const BetaPosterior& share,
               LaneFit& fit) {
  const auto found = std::find(stance_levels.begin(), stance_levels.end(), level);
  const auto index = static_cast<std::size_t>(found - stance_levels.begin());
  if (index >= fit.lane.approval_probability_by_level.size()) return;
  fit.lane.approval_probability_by_level[index] = share.mean();
  fit.shares.push_back({index, 0, {summarise(share), interval95(share)}});
}

/// Index of the lane's hazards at each level of the chain's history; the number of hazards for a level the lane lacks.
std::vector<std::size_t> hazards_by_level(const Lane& lane, const std::vector<std::string>& levels) {
  std::vector<std::size_t> index;
  for (const std::string& level : levels) {
    const auto found = std::find_if(lane.hazards.begin(), lane.hazards.end(), [&](const auto& h) { return h.level == level; });
    index.push_back(static_cast<std::size_t>(found - lane.hazards.begin()));
  }
  return index;
}

void from_applications(const LaneSpec& spec, const std::vector<LicenceApplication>& records, Date as_of, const ChainFit& chain,
                       const std::vector<std::string>& stance_levels, LaneFit& fit) {
  LicenceHistory history;
  history.levels = chain.level_history;
  history.level_count = chain.levels.size();
  history.age_bin_edges_days = fit.lane.age_bin_edges_days;
  for (const LicenceApplication& record : records) {
    if (record.lane != spec.id) continue;
    const bool pending = record.outcome == LicenceOutcome::PENDING;
    const auto outcome = pending                                      ? ApplicationOutcome::PENDING
                         : record.outcome == LicenceOutcome::APPROVED ? ApplicationOutcome::APPROVED
                                                                      : ApplicationOutcome::REFUSED;
    history.applications.push_back({record.filed, outcome, pending ? as_of : record.decided});
    ++(pending                                   ? fit.diagnostics.pending
       : outcome == ApplicationOutcome::APPROVED ? fit.diagnostics.approved
                                                 : fit.diagnostics.refused);
  }
  const LicenceEstimate found = estimate_licences(history, {spec.prior_decisions, spec.prior_years});
  const std::size_t bins = fit.lane.age_bin_edges_days.size() + 1;
  const std::vector<std::size_t> at = hazards_by_level(fit.lane, chain.levels);
  for (std::size_t level = 0; level < chain.levels.size(); ++level) {
    if (at[level] == fit.lane.hazards.size()) continue;
    double decided = 0.0;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const HazardCell& cell = found.cells[level * bins + bin];
      decided += cell.approvals + cell.refusals;
      if (!(cell.years > 0.0)) continue;
      const Ranged hazard{summarise(cell.decision), interval95(cell.decision)};
      fit.lane.hazards[at[level]].hazards_per_year[bin] = hazard.estimate.value;
      fit.hazards.push_back({at[level], bin, hazard});
    }
    if (!(decided > 0.0)) continue;
    set_share(chain.levels[level], stance_levels, found.approval_share[level], fit);
  }
  fit.diagnostics.log_likelihood = found.log_likelihood;
  fit.method = "Gamma posterior of applications";
}

/// Mean hazard of the desk's bins up to the last edge [1/yr].
double mean_hazard(const std::vector<double>& hazards, const std::vector<double>& edges) {
  if (edges.empty()) return hazards.front();
  double sum = 0.0;
  double previous = 0.0;
  for (std::size_t bin = 0; bin < edges.size(); ++bin) {
    sum += hazards[bin] * (edges[bin] - previous);
    previous = edges[bin];
  }
  return sum / previous;
}

void from_surveys(const LaneSpec& spec, const std::vector<LicenceSurveyRecord>& records, const ChainFit& chain,
                  const std::vector<std::string>& stance_levels, LaneFit& fit) {
  SurveyHistory history;
  history.levels = chain.level_history;
  history.level_count = chain.levels.size();
  Date first = kNoDate;
  Date last = kNoDate;
  for (const LicenceSurveyRecord& record : records) {
    if (record.lane != spec.id) continue;
    history.surveys.push_back({record.date, static_cast<double>(record.filed), static_cast<double>(record.approved),
                               static_cast<double>(record.refused)});
    first = first == kNoDate ? record.first_filed : std::min(first, record.first_filed);
    last = std::max(last, record.date);
    fit.diagnostics.approved += record.approved;
    fit.diagnostics.refused += record.refused;
    fit.diagnostics.pending += record.pending;
  }
  history.arrivals = {{first, 0.0}, {last, 1.0}};
  const SurveyEstimate found = estimate_from_surveys(history, {spec.prior_decisions, spec.prior_years});
  const std::vector<std::size_t> at = hazards_by_level(fit.lane, chain.levels);
  for (std::size_t level = 0; level < chain.levels.size(); ++level) {
    const bool seen = at[level] < fit.lane.hazards.size() && std::isfinite(found.hazards_per_year[level].value);
    if (!seen) continue;
    std::vector<double>& bins = fit.lane.hazards[at[level]].hazards_per_year;
    const double desk = mean_hazard(bins, fit.lane.age_bin_edges_days);
    const Interval interval = interval95(found.posteriors[level]);
    for (std::size_t bin = 0; bin < bins.size(); ++bin) {
      const double shape = desk > 0.0 ? bins[bin] / desk : 1.0;
      const Estimated& h = found.hazards_per_year[level];
      bins[bin] = shape * h.value;
      fit.hazards.push_back(
          {at[level], bin, {{shape * h.value, shape * h.standard_error}, {shape * interval.lower, shape * interval.upper}}});
    }
    set_share(chain.levels[level], stance_levels, found.approval_share, fit);
  }
  fit.diagnostics.log_likelihood = found.log_likelihood;
  fit.method = "maximum posterior of surveys";
}

}  // namespace

std::optional<LaneFit> fit_lane(const CalibrationSpec& spec, const LaneSpec& lane, const DataFiles& data, const Lane& desk,
                                const std::vector<std::string>& stance_levels, const ChainFit& chain, const std::string& path,
                                std::vector<Violation>& violations) {
  LaneFit fit;
  fit.lane = desk;
  fit.diagnostics.id = lane.id;
  const bool has_records = !lane.applications_file.empty();
  const auto of_lane = [&](const auto& record) { return record.lane == lane.id; };
  const auto known = [&](const auto& records) { return std::any_of(records.begin(), records.end(), of_lane); };
  if (!(has_records ? known(data.applications.at(lane.applications_file)) : known(data.surveys.at(lane.surveys_file)))) {
    violations.push_back({path + ".id", show(std::string_view(lane.id)), "has no row in the file",
                          "Give the lane's rows its name in the column lane."});
    return std::nullopt;
  }
  try {
    if (has_records) {
      from_applications(lane, data.applications.at(lane.applications_file), spec.as_of, chain, stance_levels, fit);
    } else {
      from_surveys(lane, data.surveys.at(lane.surveys_file), chain, stance_levels, fit);
    }
  } catch (const InvalidInput& invalid) {
    for (Violation violation : invalid.violations()) {
      violation.path = path + ": " + violation.path;
      violations.push_back(std::move(violation));
    }
    return std::nullopt;
  }
  return fit;
}

}  // namespace lodestone::calibration
