#include <lodestone/calibration/market/calibrate.hpp>

#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/calibration/market/check_spec.hpp>
#include <lodestone/calibration/market/find_or_add.hpp>
#include <lodestone/calibration/market/shrink_short_histories.hpp>
#include <lodestone/model/validate.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace lodestone::calibration {
namespace {

void throw_if_any(std::vector<Violation>& violations) {
  if (!violations.empty()) throw InvalidInput(std::move(violations));
}

/// One run of the whole route; each step reads what those before it left.
class Run {
 public:
  Run(const CalibrationSpec& spec, const std::vector<HistoryFile>& files, MarketPart desk, const CalibrationProgress& progress)
      : spec_(spec), before_(std::move(desk)), progress_(progress) {
    data_ = parse_files(spec, files, violations_);
    check_spec(spec, before_, data_, violations_);
    throw_if_any(violations_);
    draft_.part = before_;
    Market& market = draft_.part.market;
    market.observables.insert(market.observables.end(), spec.observables.begin(), spec.observables.end());
    results_.as_of = spec.as_of;
  }

  Calibration finish() {
    fit_chains();
    fit_factors();
    shrink_short_histories(spec_, fits_);
    throw_if_any(violations_);
    apply_factors();
    join_factors();
    fit_factor_jumps();
    fit_lanes();
    throw_if_any(violations_);
    apply_growth(spec_, before_, draft_);
    apply_ranges(spec_, draft_);
    check_part();
    throw_if_any(violations_);
    note_repair(draft_.part.market, results_.dependence, results_.warnings);
    results_.estimates = std::move(draft_.estimates);
    return {std::move(draft_.part), std::move(results_)};
  }

 private:
  void say(const std::string& what) const {
    if (progress_) progress_(what);
  }

  void warn(const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) {
      std::vector<std::string>& all = results_.warnings;
      if (std::find(all.begin(), all.end(), warning) == all.end()) all.push_back(warning);
    }
  }

  void fit_chains() {
    for (std::size_t k = 0; k < spec_.chains.size(); ++k) {
      const ChainSpec& chain = spec_.chains[k];
      say("chain " + chain.id);
      const std::vector<Chain>& known = before_.policy.chains;
      const std::size_t desk = index_of(known, chain.id);
      const auto fit =
          fit_chain(spec_, chain, data_, desk < known.size() ? &known[desk] : nullptr, item_path("chains", k), violations_);
      if (!fit) continue;
      apply_chain(*fit, draft_);
      results_.chains.push_back(fit->diagnostics);
      if (fit->diagnostics.events_ignored > 0) {
        results_.warnings.push_back(chain.id + ": " + std::to_string(fit->diagnostics.events_ignored) + " events of " +
                                    chain.events_file + " come after " + to_string(spec_.as_of) + " and were not looked at.");
      }
      chains_.emplace(chain.id, *fit);
    }
  }

  void fit_factors() {
    for (const FactorSpec& factor : spec_.factors) {
      say("factor " + factor.id);
      FactorFit& fit = fits_[factor.id];
      FactorHistory& history = histories_[factor.id];
      if (factor.kind == FactorKind::SCHWARTZ_SMITH) {
        fit_futures(spec_, factor, data_, fit, violations_);
        continue;
      }
      const std::size_t faults_before = violations_.size();
      history = factor_history(spec_, factor, factor.frequency, data_, violations_);
      note_series(history);
      if (violations_.size() > faults_before) continue;
      if (!factor.exposures.empty()) {
        std::vector<const ReturnSeries*> others;
        for (const ExposureSpec& exposure : factor.exposures) others.push_back(&histories_.at(exposure.factor).returns);
        remove_exposures(factor, others, history, fit, violations_);
      }
      if (violations_.size() > faults_before) continue;
      const auto chain = chains_.find(factor.mean_by_level_of);
      const bool by_level = chain != chains_.end();
      fit_dynamics(factor, history, by_level ? &chain->second.level_history : nullptr,
                   by_level ? chain->second.levels.size() : 1, fit, violations_);
    }
  }

  void note_series(const FactorHistory& history) {
    for (const SeriesDiagnostics& found : history.diagnostics) {
      const bool noted = std::any_of(results_.series.begin(), results_.series.end(), [&](const SeriesDiagnostics& other) {
        return other.id == found.id && other.frequency == found.frequency;
      });
      if (!noted) results_.series.push_back(found);
    }
    warn(history.warnings);
  }

  void apply_factors() {
    for (const FactorSpec& factor : spec_.factors) {
      FactorFit& fit = fits_[factor.id];
      if (fit.schwartz_smith) {
        apply_futures(factor, fit, draft_);
      } else {
        apply_factor(spec_, factor, histories_[factor.id], fit, draft_, violations_);
      }
      results_.factors.push_back(fit.diagnostics);
      warn(fit.warnings);
    }
    throw_if_any(violations_);
    for (const FactorSpec& factor : spec_.factors) {
      if (!fits_[factor.id].schwartz_smith) apply_observable(spec_, factor, histories_[factor.id], fits_[factor.id], draft_);
    }
  }

  void join_factors() {
    say("tails and correlation");
    const Frequency frequency = spec_.dependence.frequency;
    std::vector<JointReturns> joint;
    for (const FactorSpec& factor : spec_.factors) {
      if (factor.kind == FactorKind::SCHWARTZ_SMITH) continue;
      ReturnSeries returns = histories_[factor.id].returns;
      if (factor.frequency != frequency) {
        FactorHistory history = factor_history(spec_, factor, frequency, data_, violations_);
        note_series(history);
        returns = std::move(history.returns);
      }
      joint.push_back({factor.id, factor.variance_group, std::move(returns)});
    }
    throw_if_any(violations_);
    if (joint.empty()) return;
    const Panel panel = standardised_panel(joint, frequency);
    for (const GroupTail& tail : fit_tails(joint, panel, violations_)) {
      apply_tail(tail, joint, draft_, results_.warnings);
      results_.tails.push_back(
          {tail.variance_group, static_cast<int>(tail.fit.dates), tail.fit.log_likelihood, tail.fit.normal_log_likelihood});
    }
    if (auto dependence = fit_dependence(spec_.dependence, panel, violations_)) {
      apply_dependence(spec_.dependence, joint, *dependence, draft_, results_.warnings);
      results_.dependence = dependence->diagnostics;
    }
  }

  void fit_factor_jumps() {
    for (const FactorSpec& factor : spec_.factors) {
      if (!factor.jumps) continue;
      const std::size_t desk = index_of(before_.market.factors, factor.id);
      const Factor* known = desk < before_.market.factors.size() ? &before_.market.factors[desk] : nullptr;
      std::vector<std::string> warnings;
      try {
        apply_jumps(factor,
                    fit_jumps(*factor.jumps, chains_.at(factor.jumps->chain), histories_[factor.id].returns, known, warnings),
                    draft_);
      } catch (const InvalidInput& invalid) {
        for (Violation violation : invalid.violations()) {
          violation.path = "factors[" + factor.id + "].jumps: " + violation.path;
          violations_.push_back(std::move(violation));
        }
      }
      warn(warnings);
    }
  }

  void fit_lanes() {
    for (std::size_t k = 0; k < spec_.lanes.size(); ++k) {
      const LaneSpec& lane = spec_.lanes[k];
      say("lane " + lane.id);
      const std::vector<Lane>& lanes = draft_.part.licences.lanes;
      const Lane& desk = lanes[index_of(lanes, lane.id)];
      const std::vector<Stance>& stances = draft_.part.policy.stances;
      const std::size_t stance = index_of(stances, desk.stance);
      const std::vector<std::string> levels = stance < stances.size() ? stances[stance].levels : std::vector<std::string>{};
      const auto fit = fit_lane(spec_, lane, data_, desk, levels, chains_.at(lane.chain), item_path("lanes", k), violations_);
      if (!fit) continue;
      apply_lane(*fit, draft_);
      results_.lanes.push_back(fit->diagnostics);
    }
  }

  /// What validation says of the part, beside a portfolio that holds nothing.
  void check_part() {
    Study study;
    study.as_of = spec_.as_of;
    study.market = draft_.part.market;
    study.policy = draft_.part.policy;
    study.licences = draft_.part.licences;
    study.input_ranges = draft_.part.input_ranges;
    for (Violation& violation : find_violations(study)) {
      const bool is_ours = violation.path.rfind("market", 0) == 0 || violation.path.rfind("policy", 0) == 0 ||
                           violation.path.rfind("licences.lanes", 0) == 0 || violation.path.rfind("input_ranges", 0) == 0;
      if (is_ours) violations_.push_back(std::move(violation));
    }
  }

  const CalibrationSpec& spec_;
  MarketPart before_;
  const CalibrationProgress& progress_;
  std::vector<Violation> violations_;
  DataFiles data_;
  Draft draft_;
  CalibrationResults results_;
  std::map<std::string, ChainFit> chains_;
  std::map<std::string, FactorHistory> histories_;
  std::map<std::string, FactorFit> fits_;
};

}  // namespace

Calibration calibrate(const CalibrationSpec& spec, const std::vector<HistoryFile>& files, MarketPart desk,
                      const CalibrationProgress& on_progress) {
  return Run(spec, files, std::move(desk), on_progress).finish();
}

}  // namespace lodestone::calibration
