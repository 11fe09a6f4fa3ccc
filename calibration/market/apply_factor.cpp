#include <lodestone/calibration/market/apply_fits.hpp>
#include <lodestone/calibration/market/find_or_add.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

constexpr days kStillCurrent{10};

bool is_index(const FactorSpec& factor) {
  return factor.starts_at_zero || !factor.exposures.empty() || factor.series.size() > 1;
}

/// Writes the numbers of one factor.
class FactorWriter {
 public:
  FactorWriter(const FactorSpec& spec, const FactorFit& fit, Draft& draft) : spec_(spec), fit_(fit), draft_(draft) {
    Market& market = draft_.part.market;
    is_new_ = index_of(market.factors, spec.id) == market.factors.size();
    index_ = find_or_add(market.factors, spec.id);
    path_ = "market." + item_path("factors", spec.id);
    if (is_new_ && !is_index(spec) && spec.kind != FactorKind::REVERTING) factor().scale = FactorScale::LOG_OF_LEVEL;
    if (!spec.stance.empty()) factor().stance = spec.stance;
    if (!spec.variance_group.empty()) factor().variance_group = spec.variance_group;
    const std::vector<Stance>& stances = draft_.part.policy.stances;
    const std::size_t stance = index_of(stances, factor().stance);
    if (stance < stances.size()) {
      const std::vector<std::string>& levels = stances[stance].levels;
      reference_ = static_cast<std::size_t>(std::find(levels.begin(), levels.end(), spec.reference_level) - levels.begin());
    }
  }

  Factor& factor() { return draft_.part.market.factors[index_]; }

  bool estimates(const char* name) const { return std::find(spec_.kept.begin(), spec_.kept.end(), name) == spec_.kept.end(); }

  void write_volatility() {
    if (!estimates("volatility_per_sqrt_year")) return;
    write(factor().volatility_per_sqrt_year, "volatility_per_sqrt_year", fit_.volatility, Distance::RATIO);
  }

  void write_reversion() {
    if (!fit_.mean_reversion) return;
    if (estimates("mean_reversion_per_year")) {
      factor().mean_reversion_per_year = fit_.mean_reversion->estimate.value;
      note(path_ + ".mean_reversion_per_year", "mean_reversion_per_year", *fit_.mean_reversion);
    }
    if (!estimates("long_run_mean")) return;
    std::vector<double>& means = factor().long_run_mean;
    if (fit_.long_run_mean.size() == 1)
      return write(means, "long_run_mean", as_written(fit_.long_run_mean.front()), distance_of_means());
    if (means.size() != fit_.long_run_mean.size()) means.assign(fit_.long_run_mean.size(), pooled_mean());
    for (std::size_t level = 0; level < means.size(); ++level) {
      const Ranged mean = as_written(fit_.long_run_mean[level]);
      if (!std::isfinite(mean.estimate.value)) continue;
      means[level] = mean.estimate.value;
      note(path_ + "." + item_path("long_run_mean", level), "long_run_mean", mean);
    }
  }

  void write_term_structure() {
    if (!fit_.term_structure) return;
    std::vector<VolatilityTermStructure>& structures = draft_.part.market.volatility_term_structures;
    const std::size_t at = find_or_add(structures, fit_.term_structure->id);
    structures[at] = *fit_.term_structure;
    factor().volatility_term_structure = structures[at].id;
    const std::string path = "market." + item_path("volatility_term_structures", structures[at].id);
    note(path + ".initial_multiplier", "initial_multiplier", {{structures[at].initial_multiplier, kNoNumber}, {}});
    const double error = kNoNumber;
    note(path + ".decay_per_year", "decay_per_year", {{structures[at].decay_per_year, error}, fit_.decay_95});
  }

  /// The level of the factor's series on the as-of date, where it is known.
  double level_today(const FactorHistory& history, Date as_of) const {
    if (spec_.initial_value) return *spec_.initial_value;
    const bool current = !history.level.dates.empty() && history.level.dates.back() >= as_of - kStillCurrent;
    return current ? history.level.values.back() : kNoNumber;
  }

  void write_initial_value(const FactorHistory& history, Date as_of, std::vector<Violation>& violations) {
    const double level = level_today(history, as_of);
    const bool needs_level =
        is_index(spec_) ? !spec_.observable.empty() && spec_.series.size() == 1 : estimates("initial_value");
    if (is_index(spec_)) {
      factor().initial_value = 0.0;
    } else if (estimates("initial_value")) {
      factor().initial_value = level;
    }
    if (!needs_level || std::isfinite(level)) return;
    violations.push_back({"factors[" + spec_.id + "].series", "ends " + to_string(history.level.dates.back()),
                          "must reach the as-of date, to within 10 days",
                          "Give initial_value, or keep the desk's: kept: \"initial_value\"."});
  }

  void write_observable(double price_today) {
    std::vector<Observable>& observables = draft_.part.market.observables;
    const std::size_t at = index_of(observables, spec_.observable);
    if (at == observables.size()) return;
    set_weight(at, spec_.id, {{1.0, kNoNumber}, {}}, true);
    for (std::size_t k = 0; k < spec_.exposures.size(); ++k)
      set_weight(at, spec_.exposures[k].factor, fit_.exposures[k], false);
    const bool scales = is_index(spec_) && std::isfinite(price_today) && observables[at].kind == ObservableKind::EXPONENTIAL;
    if (scales) observables[at].multiplier = price_today / std::exp(logarithm_today(observables[at]));
  }

 private:
  enum class Distance { RATIO, DIFFERENCE };

  Distance distance_of_means() { return factor().scale == FactorScale::LOG_OF_LEVEL ? Distance::RATIO : Distance::DIFFERENCE; }

  /// θ in the unit in which the study writes it: the level, where x is its logarithm.
  Ranged as_written(const Ranged& mean) {
    if (factor().scale != FactorScale::LOG_OF_LEVEL) return mean;
    const double level = std::exp(mean.estimate.value);
    return {{level, level * mean.estimate.standard_error}, {std::exp(mean.interval95.lower), std::exp(mean.interval95.upper)}};
  }

  /// Stands for levels that were never seen where the desk has no mean of its own: the mean of those that were.
  double pooled_mean() {
    double sum = 0.0;
    double seen = 0.0;
    for (const Ranged& mean : fit_.long_run_mean) {
      if (!std::isfinite(mean.estimate.value)) continue;
      sum += as_written(mean).estimate.value;
      seen += 1.0;
    }
    return sum / seen;
  }

  void write(std::vector<double>& by_level, const char* name, const Ranged& value, Distance distance) {
    std::size_t at = 0;
    if (by_level.size() > 1 && reference_ < by_level.size()) {
      at = reference_;
      const double old = by_level[at];
      for (double& other : by_level)
        other = distance == Distance::RATIO ? other * value.estimate.value / old : other + value.estimate.value - old;
      by_level[at] = value.estimate.value;
    } else {
      by_level.assign(1, value.estimate.value);
    }
    note(path_ + "." + item_path(name, at), name, value);
  }

  void set_weight(std::size_t observable, const std::string& factor, const Ranged& weight, bool only_if_absent) {
    std::vector<FactorWeight>& weights = draft_.part.market.observables[observable].weights;
    const auto found = std::find_if(weights.begin(), weights.end(), [&](const FactorWeight& w) { return w.factor == factor; });
    if (found == weights.end()) {
      weights.push_back({factor, weight.estimate.value});
    } else if (!only_if_absent) {
      found->weight = weight.estimate.value;
    }
    if (only_if_absent) return;
    note("market." + item_path("observables", spec_.observable) + "." + item_path("weights", factor) + ".weight",
         "exposure to " + factor, weight);
  }

  /// Σ w x today.
  double logarithm_today(const Observable& observable) const {
    double sum = 0.0;
    const std::vector<Factor>& factors = draft_.part.market.factors;
    for (const FactorWeight& weight : observable.weights) {
      const std::size_t at = index_of(factors, weight.factor);
      if (at == factors.size()) continue;
      const bool logarithm = factors[at].scale == FactorScale::LOG_OF_LEVEL;
      sum += weight.weight * (logarithm ? std::log(factors[at].initial_value) : factors[at].initial_value);
    }
    return sum;
  }

  void note(const std::string& path, const std::string& parameter, const Ranged& value) {
    draft_.estimates.push_back({path, spec_.id, parameter, value.estimate.value, value.estimate.standard_error,
                                value.interval95.lower, value.interval95.upper, fit_.method, fit_.diagnostics.observations});
  }

  const FactorSpec& spec_;
  const FactorFit& fit_;
  Draft& draft_;
  bool is_new_ = false;
  std::size_t index_ = 0;
  std::size_t reference_ = 0;
  std::string path_;
};

}  // namespace

void apply_factor(const CalibrationSpec& spec, const FactorSpec& factor, const FactorHistory& history, const FactorFit& fit,
                  Draft& draft, std::vector<Violation>& violations) {
  FactorWriter writer(factor, fit, draft);
  writer.write_volatility();
  writer.write_reversion();
  writer.write_term_structure();
  writer.write_initial_value(history, spec.as_of, violations);
}

void apply_observable(const CalibrationSpec& spec, const FactorSpec& factor, const FactorHistory& history, const FactorFit& fit,
                      Draft& draft) {
  FactorWriter writer(factor, fit, draft);
  writer.write_observable(writer.level_today(history, spec.as_of));
}

void apply_futures(const FactorSpec& factor, const FactorFit& fit, Draft& draft) {
  const SchwartzSmithFit& found = *fit.schwartz_smith;
  const SchwartzSmith& model = found.model;
  const SchwartzSmith& errors = found.standard_errors;
  Market& market = draft.part.market;
  const auto note = [&](const std::string& path, const std::string& subject, const std::string& parameter,
                        const Ranged& value) {
    draft.estimates.push_back({path, subject, parameter, value.estimate.value, value.estimate.standard_error,
                               value.interval95.lower, value.interval95.upper, fit.method, fit.diagnostics.observations});
  };
  const std::string chi_id = factor.id + "_short_term";
  const std::string xi_id = factor.id + "_equilibrium";
  const std::size_t chi = find_or_add(market.factors, chi_id);
  const std::size_t xi = find_or_add(market.factors, xi_id);
  const std::string chi_path = "market." + item_path("factors", chi_id);
  const std::string xi_path = "market." + item_path("factors", xi_id);
  const auto set = [&](double& target, const std::string& path, const std::string& subject, const char* name,
                       const Ranged& value) {
    target = value.estimate.value;
    note(path, subject, name, value);
  };
  Factor& short_term = market.factors[chi];
  short_term.initial_value = found.last.chi;
  short_term.long_run_mean = {0.0};
  short_term.volatility_per_sqrt_year = {0.0};
  set(short_term.mean_reversion_per_year, chi_path + ".mean_reversion_per_year", chi_id, "mean_reversion_per_year",
      with_positive_interval({model.mean_reversion_per_year, errors.mean_reversion_per_year}));
  set(short_term.volatility_per_sqrt_year[0], chi_path + ".volatility_per_sqrt_year[0]", chi_id, "volatility_per_sqrt_year",
      with_positive_interval({model.short_term_volatility, errors.short_term_volatility}));
  set(short_term.risk_premium_per_year, chi_path + ".risk_premium_per_year", chi_id, "risk_premium_per_year",
      with_interval({model.short_term_risk_premium, errors.short_term_risk_premium}));
  Factor& equilibrium = market.factors[xi];
  equilibrium.initial_value = found.last.xi;
  equilibrium.drift_per_year = {0.0};
  equilibrium.volatility_per_sqrt_year = {0.0};
  set(equilibrium.drift_per_year[0], xi_path + ".drift_per_year[0]", xi_id, "drift_per_year",
      with_interval({model.equilibrium_drift, errors.equilibrium_drift}));
  set(equilibrium.volatility_per_sqrt_year[0], xi_path + ".volatility_per_sqrt_year[0]", xi_id, "volatility_per_sqrt_year",
      with_positive_interval({model.equilibrium_volatility, errors.equilibrium_volatility}));
  // The pricing drift is the better known of the two; its distance to the drift is the premium, as well known as the drift.
  set(equilibrium.risk_premium_per_year, xi_path + ".risk_premium_per_year", xi_id, "risk_premium_per_year",
      with_interval({model.equilibrium_drift - model.equilibrium_risk_neutral_drift, errors.equilibrium_drift}));
  std::erase_if(market.correlations, [&](const Correlation& entry) {
    return (entry.first == chi_id && entry.second == xi_id) || (entry.first == xi_id && entry.second == chi_id);
  });
  market.correlations.push_back({chi_id, xi_id, model.correlation});
  note("market." + item_path("correlations", chi_id + "," + xi_id) + ".value", factor.id, "correlation",
       with_interval({model.correlation, errors.correlation}));
  const std::size_t observable = index_of(market.observables, factor.observable);
  if (observable < market.observables.size()) market.observables[observable].weights = {{chi_id, 1.0}, {xi_id, 1.0}};
}

}  // namespace lodestone::calibration
