#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/calibration/market/expected_growth.hpp>
#include <lodestone/calibration/market/find_or_add.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

ParameterEstimate estimate_of(const std::string& path, const std::string& subject, const std::string& parameter,
                              const Ranged& value, const std::string& method, int observations) {
  return {path,
          subject,
          parameter,
          value.estimate.value,
          value.estimate.standard_error,
          value.interval95.lower,
          value.interval95.upper,
          method,
          observations};
}

}  // namespace

void apply_chain(const ChainFit& fit, Draft& draft) {
  Policy& policy = draft.part.policy;
  const std::size_t at = find_or_add(policy.chains, fit.chain.id);
  policy.chains[at] = fit.chain;
  const bool is_followed = std::any_of(policy.stances.begin(), policy.stances.end(), [&](const Stance& stance) {
    return std::find(stance.chains.begin(), stance.chains.end(), fit.chain.id) != stance.chains.end();
  });
  if (!is_followed) policy.stances.push_back({fit.chain.id, fit.levels, {fit.chain.id}});

  const std::size_t n = fit.chain.states.size();
  int moves = 0;
  for (const ObservedMoves& seen : fit.diagnostics.moves) moves += seen.moves;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const Ranged& rate = fit.rates[i * n + j];
      if (!std::isfinite(rate.estimate.value)) continue;
      const std::string path = "policy." + item_path("chains", fit.chain.id) + ".generators[0]." +
                               item_path("rows", fit.chain.states[i].id) + "." + item_path("rates_per_year", j);
      draft.estimates.push_back(estimate_of(path, fit.chain.id, fit.chain.states[i].id + " → " + fit.chain.states[j].id, rate,
                                            "Gamma posterior of dated moves", moves));
    }
  }
}

void apply_lane(const LaneFit& fit, Draft& draft) {
  std::vector<Lane>& lanes = draft.part.licences.lanes;
  const std::size_t at = index_of(lanes, fit.lane.id);
  lanes[at] = fit.lane;
  const std::string path = "licences." + item_path("lanes", fit.lane.id);
  const int seen = fit.diagnostics.approved + fit.diagnostics.refused + fit.diagnostics.pending;
  for (const FittedHazard& hazard : fit.hazards) {
    draft.estimates.push_back(estimate_of(path + "." + item_path("hazards", fit.lane.hazards[hazard.level].level) + "." +
                                              item_path("hazards_per_year", hazard.bin),
                                          fit.lane.id, "hazard at " + fit.lane.hazards[hazard.level].level, hazard.value,
                                          fit.method, seen));
  }
  for (const FittedHazard& share : fit.shares) {
    draft.estimates.push_back(estimate_of(path + "." + item_path("approval_probability_by_level", share.level), fit.lane.id,
                                          "P(approved | decided)", share.value, fit.method, seen));
  }
}

void apply_jumps(const FactorSpec& factor, const std::vector<FittedJump>& jumps, Draft& draft) {
  const std::size_t index = index_of(draft.part.market.factors, factor.id);
  std::vector<Jump>& all = draft.part.market.factors[index].jumps;
  for (const FittedJump& fitted : jumps) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Jump& jump) {
      return jump.from_level == fitted.jump.from_level && jump.to_level == fitted.jump.to_level;
    });
    if (found == all.end()) {
      all.push_back(fitted.jump);
    } else {
      *found = fitted.jump;
    }
    draft.estimates.push_back(
        estimate_of("market." + item_path("factors", factor.id) + "." +
                        item_path("jumps", fitted.jump.from_level + "," + fitted.jump.to_level) + ".mean",
                    factor.id, "jump " + fitted.jump.from_level + " → " + fitted.jump.to_level, fitted.mean,
                    factor.jumps->prior_standard_deviation ? "event windows and prior" : "event windows", fitted.windows));
  }
}

void apply_growth(const CalibrationSpec& spec, const MarketPart& before, Draft& draft) {
  for (const FactorSpec& factor : spec.factors) {
    if (factor.drift != DriftRule::EXPECTED_GROWTH) continue;
    const std::vector<double> growth = growth_besides_drift(draft.part, factor.id, factor.observable);
    std::vector<double>& drift = draft.part.market.factors[index_of(draft.part.market.factors, factor.id)].drift_per_year;
    if (factor.expected_growth_per_year) {
      drift.clear();
      for (const double besides : growth) drift.push_back(*factor.expected_growth_per_year - besides);
      continue;
    }
    const bool has_desk = index_of(before.market.factors, factor.id) < before.market.factors.size() &&
                          index_of(before.market.observables, factor.observable) < before.market.observables.size();
    if (drift.empty()) drift.assign(growth.size(), 0.0);
    if (drift.size() == 1) drift.assign(growth.size(), drift.front());
    if (!has_desk) {
      for (std::size_t level = 0; level < growth.size(); ++level) drift[level] = -growth[level];
      continue;
    }
    const std::vector<double> was = growth_besides_drift(before, factor.id, factor.observable);
    for (std::size_t level = 0; level < growth.size(); ++level)
      drift[level] += was[std::min(level, was.size() - 1)] - growth[level];
  }
}

}  // namespace lodestone::calibration
