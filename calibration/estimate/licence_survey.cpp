#include <lodestone/calibration/estimate/licence_survey.hpp>

#include <lodestone/calibration/estimate/curvature.hpp>
#include <lodestone/calibration/estimate/input_checks.hpp>
#include <lodestone/calibration/estimate/maximise.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace lodestone::calibration {
namespace {

void check(const SurveyHistory& history, GammaPosterior prior, BetaPosterior share_prior) {
  std::vector<Violation> violations;
  check_history(history.levels, history.level_count, "levels", violations);
  if (history.surveys.empty())
    violations.push_back({"surveys", "none", "must hold at least one", "Give a prior to the lane instead."});
  if (history.arrivals.empty()) {
    violations.push_back({"arrivals", "none", "must hold at least one point", "If all were filed on one day, give that day."});
  }
  for (std::size_t k = 0; k < history.arrivals.size(); ++k) {
    const ArrivalPoint& point = history.arrivals[k];
    const std::string at = "arrivals[" + std::to_string(k) + "]";
    check_not_negative(point.cumulative, at + ".cumulative", "", violations);
    if (k == 0) continue;
    if (!(point.date > history.arrivals[k - 1].date)) {
      violations.push_back(
          {at + ".date", to_string(point.date), "must be after the point before it", "Sort the points, one a day."});
    }
    if (point.cumulative < history.arrivals[k - 1].cumulative) {
      violations.push_back({at + ".cumulative", show(point.cumulative), "must not fall", "Count all that were ever filed."});
    }
  }
  for (std::size_t k = 0; k < history.surveys.size(); ++k) {
    const LicenceSurvey& survey = history.surveys[k];
    const std::string at = "surveys[" + std::to_string(k) + "]";
    check_not_negative(survey.approved, at + ".approved", "", violations);
    check_not_negative(survey.refused, at + ".refused", "", violations);
    if (!(survey.filed > 0.0) || !(survey.approved + survey.refused <= survey.filed)) {
      violations.push_back({at + ".filed", show(survey.filed), "must be > 0 and at least approved + refused",
                            "Count pending applications too: leaving them out makes 14 % granted look like 94 %."});
    }
    if (history.arrivals.empty()) continue;
    const auto first = std::find_if(history.arrivals.begin(), history.arrivals.end(),
                                    [](const ArrivalPoint& p) { return p.cumulative > 0.0; });
    if (first == history.arrivals.end() ||
        !(survey.date > (first == history.arrivals.begin() ? first->date : std::prev(first)->date))) {
      violations.push_back(
          {at + ".date", to_string(survey.date), "must be after the first arrival", "Check the arrival curve."});
    }
  }
  check_between(prior.shape, 0.0, std::numeric_limits<double>::infinity(), "prior.shape", "", violations);
  check_not_negative(prior.years, "prior.years", "yr", violations);
  check_between(share_prior.successes, 0.0, std::numeric_limits<double>::infinity(), "share_prior.successes", "", violations);
  check_between(share_prior.failures, 0.0, std::numeric_limits<double>::infinity(), "share_prior.failures", "", violations);
  throw_if_any(std::move(violations));
}

// Filings spread evenly over days on which the hazard is that of one level; years are counted back from the survey.
struct Piece {
  double mass = 0.0;  // share of all filed by the survey
  std::size_t level = 0;
  double years = 0.0;  // the piece's length; 0: filed in one moment
};

// A survey, cut from its day back to the first filing wherever the level or the pace of filings changes.
struct Wait {
  std::vector<Piece> pieces;  // latest first; all that was filed in a piece and before it waits through those after it
  double decided = 0.0;
  double pending = 0.0;
};

double filed_by(const std::vector<ArrivalPoint>& arrivals, Date date) {
  double filed = 0.0;
  for (std::size_t k = 0; k < arrivals.size(); ++k) {
    if (arrivals[k].date <= date) {
      filed = arrivals[k].cumulative;
    } else if (k > 0) {
      const double share = static_cast<double>((date - arrivals[k - 1].date).count()) /
                           static_cast<double>((arrivals[k].date - arrivals[k - 1].date).count());
      return arrivals[k - 1].cumulative + share * (arrivals[k].cumulative - arrivals[k - 1].cumulative);
    } else {
      return 0.0;
    }
  }
  return filed;
}

Wait wait_of(const SurveyHistory& history, const LicenceSurvey& survey) {
  std::vector<Date> cuts = {survey.date};
  for (const ArrivalPoint& point : history.arrivals) {
    if (point.date < survey.date) cuts.push_back(point.date);
  }
  for (const StateLabel& label : history.levels.labels) {
    if (label.from < survey.date && label.from > history.arrivals.front().date) cuts.push_back(label.from);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

  const double all = filed_by(history.arrivals, survey.date);
  Wait wait;
  wait.decided = survey.approved + survey.refused;
  wait.pending = survey.filed - wait.decided;
  for (std::size_t k = cuts.size() - 1; k > 0; --k) {
    const double mass = (filed_by(history.arrivals, cuts[k]) - filed_by(history.arrivals, cuts[k - 1])) / all;
    wait.pieces.push_back({mass, state_on(history.levels, cuts[k - 1]), year_fraction(cuts[k - 1], cuts[k])});
  }
  wait.pieces.push_back({filed_by(history.arrivals, cuts.front()) / all, 0, 0.0});
  return wait;
}

// P(still pending on the survey's day).
double pending_probability(const Wait& wait, std::span<const double> hazards) {
  double survived = 1.0;  // from the end of the piece to the survey
  double probability = 0.0;
  for (const Piece& piece : wait.pieces) {
    const double inside = hazards[piece.level] * piece.years;
    // Filed evenly over the piece: ∫₀¹ e^{−inside·x} dx.
    const double mean = inside < 1e-12 ? 1.0 : -std::expm1(-inside) / inside;
    probability += piece.mass * survived * mean;
    survived *= std::exp(-inside);
  }
  return probability;
}

}  // namespace

SurveyEstimate estimate_from_surveys(const SurveyHistory& history, GammaPosterior prior, BetaPosterior share_prior) {
  check(history, prior, share_prior);
  std::vector<Wait> waits;
  std::vector<bool> is_seen(history.level_count, false);
  SurveyEstimate result;
  result.approval_share = share_prior;
  for (const LicenceSurvey& survey : history.surveys) {
    waits.push_back(wait_of(history, survey));
    for (const Piece& piece : waits.back().pieces) is_seen[piece.level] = is_seen[piece.level] || piece.years > 0.0;
    result.approval_share = update(result.approval_share, survey.approved, survey.refused);
  }
  std::vector<std::size_t> levels;
  for (std::size_t level = 0; level < history.level_count; ++level) {
    if (is_seen[level]) levels.push_back(level);
  }

  const auto log_likelihood = [&](std::span<const double> log_hazards) {
    std::vector<double> hazards(history.level_count, 0.0);
    for (std::size_t i = 0; i < levels.size(); ++i) hazards[levels[i]] = std::exp(log_hazards[i]);
    double value = 0.0;
    for (const Wait& wait : waits) {
      const double pending = pending_probability(wait, hazards);
      value += wait.pending * std::log(std::max(pending, 1e-300)) + wait.decided * std::log(std::max(1.0 - pending, 1e-300));
    }
    return value;
  };
  const Function log_posterior = [&](std::span<const double> log_hazards) {
    double value = log_likelihood(log_hazards);
    for (const double x : log_hazards) value += prior.shape * x - prior.years * std::exp(x);
    return value;
  };
  const std::size_t count = levels.size();
  const Box box{std::vector<double>(count, std::log(1e-4)), std::vector<double>(count, std::log(1e3))};
  const std::vector<std::vector<double>> starts = {std::vector<double>(count, 0.0), std::vector<double>(count, std::log(10.0))};
  const Maximum best = maximise(with_numeric_gradient(log_posterior, std::vector<double>(count, 1e-5)), box, starts);
  result.converged = best.converged;
  result.log_likelihood = log_likelihood(best.at);
  const double approvals = result.approval_share.successes - share_prior.successes;
  const double refusals = result.approval_share.failures - share_prior.failures;
  for (const double events : {approvals, refusals}) {
    if (events > 0.0) result.log_likelihood += events * std::log(events / (approvals + refusals));
  }

  std::vector<double> information = numeric_hessian(log_posterior, best.at, std::vector<double>(count, 1e-3));
  for (double& entry : information) entry = -entry;
  const std::optional<std::vector<double>> covariance = inverse_of_positive(information, count);
  result.hazards_per_year.resize(history.level_count);
  result.posteriors.assign(history.level_count, prior);
  for (std::size_t i = 0; i < count; ++i) {
    const double hazard = std::exp(best.at[i]);
    result.hazards_per_year[levels[i]].value = hazard;
    if (!covariance) continue;
    const double shape = 1.0 / (*covariance)[i * count + i];
    result.posteriors[levels[i]] = {shape, shape / hazard};
    result.hazards_per_year[levels[i]] = summarise(result.posteriors[levels[i]]);
  }
  return result;
}

}  // namespace lodestone::calibration
