#include <lodestone/calibration/market/check_factor.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace lodestone::calibration {
namespace {

constexpr std::array<std::string_view, 4> kMayBeKept = {"initial_value", "mean_reversion_per_year", "long_run_mean",
                                                        "volatility_per_sqrt_year"};

bool reverts(FactorKind kind) { return kind == FactorKind::LOG_REVERTING || kind == FactorKind::REVERTING; }

class FactorChecks {
 public:
  FactorChecks(Checks& check, const CalibrationSpec& spec, const MarketPart& desk)
      : check_(check),
        spec_(spec),
        series_(spec.series),
        factors_(spec.factors),
        chains_(spec.chains),
        desk_factors_(desk.market.factors),
        desk_observables_(desk.market.observables),
        observables_(spec.observables) {}

  void visit(std::size_t index) {
    const FactorSpec& factor = spec_.factors[index];
    const SchemaPath root;
    const SchemaPath at = root.item("factors", index);
    check_.id(at.field("id"), index, spec_.factors, factors_);
    visit_series(at, factor);
    visit_exposures(at, index);
    visit_dynamics(at, factor);
    visit_desk(at, factor);
    if (factor.jumps) visit_jumps(at, factor);
    if (!factor.observable.empty() && desk_observables_.find(factor.observable) == nullptr)
      check_.known(at.field("observable"), factor.observable, observables_, "observable of the spec or of the desk");
  }

 private:
  void visit_series(const SchemaPath& at, const FactorSpec& factor) {
    if (factor.series.empty()) check_.fault(at.field("series"), "none", "must name a series", "");
    for (std::size_t k = 0; k < factor.series.size(); ++k)
      check_.known(at.item("series", k), factor.series[k], series_, "series");
    const bool futures = factor.kind == FactorKind::SCHWARTZ_SMITH;
    if (reverts(factor.kind) && factor.series.size() > 1)
      check_.fault(at.field("series"), std::to_string(factor.series.size()) + " series", "must be one, for a book has no level",
                   "");
    if (factor.maturities_years.size() != (futures ? factor.series.size() : 0)) {
      check_.fault(at.field("maturities_years"), std::to_string(factor.maturities_years.size()) + " maturities",
                   futures ? "must be one for each series" : "belong to SCHWARTZ_SMITH", "");
    }
    if (futures && factor.series.size() < 2)
      check_.fault(at.field("series"), std::to_string(factor.series.size()) + " series", "must be two maturities or more",
                   "From a spot price alone its two factors cannot be told apart.");
    for (std::size_t k = 0; k < factor.maturities_years.size(); ++k) {
      const double previous = k == 0 ? 0.0 : factor.maturities_years[k - 1];
      if (!(factor.maturities_years[k] > previous)) {
        check_.fault(at.item("maturities_years", k), show(factor.maturities_years[k], "yr"),
                     "must be > " + show(previous, "yr"), "Give the nearest contract first.");
      }
    }
  }

  void visit_exposures(const SchemaPath& at, std::size_t index) {
    const FactorSpec& factor = spec_.factors[index];
    if (!factor.exposures.empty() && factor.kind != FactorKind::GEOMETRIC)
      check_.fault(at.field("exposures"), std::to_string(factor.exposures.size()) + " exposures", "belong to GEOMETRIC", "");
    for (std::size_t k = 0; k < factor.exposures.size(); ++k) {
      const ExposureSpec& exposure = factor.exposures[k];
      const SchemaPath here = at.item("exposures", k);
      const FactorSpec* other = check_.known(here.field("factor"), exposure.factor, factors_, "factor of the spec");
      if (other != nullptr && other - spec_.factors.data() >= static_cast<std::ptrdiff_t>(index))
        check_.fault(here.field("factor"), show_name(exposure.factor), "must come before this factor", "Change their order.");
      if (other != nullptr && other->frequency != factor.frequency)
        check_.fault(here.field("factor"), show_name(exposure.factor), "must have the frequency of this factor", "");
      both(here, "prior_mean", exposure.prior_mean.has_value(), "prior_standard_deviation",
           exposure.prior_standard_deviation.has_value());
      if (exposure.prior_mean) check_.finite(here.field("prior_mean"), *exposure.prior_mean);
      if (exposure.prior_standard_deviation)
        check_.positive(here.field("prior_standard_deviation"), *exposure.prior_standard_deviation);
    }
    const bool joint = factor.exposures.empty() && factor.series.size() < 2;
    if (factor.kind == FactorKind::GEOMETRIC && !joint && factor.frequency != spec_.dependence.frequency) {
      check_.fault(at.field("frequency"), "", "must be that of the dependence, for a book and a factor with exposures",
                   "Give dependence.frequency the same.");
    }
  }

  void visit_dynamics(const SchemaPath& at, const FactorSpec& factor) {
    const bool garch = factor.volatility == VolatilityModel::GARCH || factor.volatility == VolatilityModel::GJR_GARCH;
    if (factor.volatility != VolatilityModel::SAMPLE && factor.kind != FactorKind::GEOMETRIC)
      check_.fault(at.field("volatility"), "", "must be SAMPLE for a factor that reverts", "Leave it out.");
    if (!factor.volatility_term_structure.empty() && !garch)
      check_.fault(at.field("volatility_term_structure"), show_name(factor.volatility_term_structure), "belongs to a GARCH",
                   "");
    both(at, "half_life_years", factor.half_life_years.has_value(), "half_life_log_standard_deviation",
         factor.half_life_log_standard_deviation.has_value());
    if (factor.half_life_years) {
      check_.positive(at.field("half_life_years"), *factor.half_life_years, "yr");
      if (!reverts(factor.kind))
        check_.fault(at.field("half_life_years"), show(*factor.half_life_years, "yr"), "belongs to a factor that reverts", "");
    }
    if (factor.half_life_log_standard_deviation)
      check_.positive(at.field("half_life_log_standard_deviation"), *factor.half_life_log_standard_deviation);
    if (!factor.mean_by_level_of.empty()) {
      check_.known(at.field("mean_by_level_of"), factor.mean_by_level_of, chains_, "chain of the spec");
      if (!reverts(factor.kind))
        check_.fault(at.field("mean_by_level_of"), show_name(factor.mean_by_level_of), "belongs to a factor that reverts", "");
    }
    if (factor.initial_value) check_.finite(at.field("initial_value"), *factor.initial_value);
    if (factor.expected_growth_per_year) check_.finite(at.field("expected_growth_per_year"), *factor.expected_growth_per_year);
    if (factor.drift == DriftRule::EXPECTED_GROWTH && (factor.kind != FactorKind::GEOMETRIC || factor.observable.empty()))
      check_.fault(at.field("drift"), "EXPECTED_GROWTH", "needs a GEOMETRIC factor and its observable", "");
  }

  void visit_desk(const SchemaPath& at, const FactorSpec& factor) {
    const Factor* desk = desk_factors_.find(factor.id);
    for (std::size_t k = 0; k < factor.kept.size(); ++k) {
      const std::string& name = factor.kept[k];
      if (std::find(kMayBeKept.begin(), kMayBeKept.end(), name) == kMayBeKept.end())
        check_.fault(at.item("kept", k), show_name(name), "names nothing that is estimated",
                     known_names({kMayBeKept.begin(), kMayBeKept.end()}));
      else if (desk == nullptr)
        check_.fault(at.item("kept", k), show_name(name), "needs a factor of the desk",
                     "Leave it out, or give the desk's market.");
    }
    if (desk == nullptr) return;
    if (desk->mean_reversion_per_year > 0.0 && !reverts(factor.kind)) {
      check_.fault(at.field("kind"), "", "must revert, as the desk's factor does", "Say LOG_REVERTING or REVERTING.");
    }
    const bool logarithm = desk->scale == FactorScale::LOG_OF_LEVEL;
    const bool is_index = factor.starts_at_zero || !factor.exposures.empty() || factor.series.size() > 1;
    const bool wants_logarithm = factor.kind != FactorKind::REVERTING && !is_index;
    if (factor.kind != FactorKind::SCHWARTZ_SMITH && logarithm != wants_logarithm) {
      check_.fault(at.field("kind"), "",
                   logarithm ? "must be of a level's logarithm, as the desk's factor is"
                             : "must be of the level itself, or start at zero, as the desk's factor does",
                   "");
    }
    const auto by_level = std::max(desk->volatility_per_sqrt_year.size(), desk->long_run_mean.size());
    if (by_level > 1 && factor.reference_level.empty())
      check_.fault(at.field("reference_level"), "not given", "must be given, for the desk's factor has numbers by level",
                   "Say which level the estimates are of.");
  }

  void visit_jumps(const SchemaPath& at, const FactorSpec& factor) {
    const SchemaPath here = at.field("jumps");
    check_.known(here.field("chain"), factor.jumps->chain, chains_, "chain of the spec");
    check_.count(here.field("values_before"), factor.jumps->values_before, 0, 100, "values");
    check_.count(here.field("values_after"), factor.jumps->values_after, 1, 100, "values");
    if (factor.jumps->prior_standard_deviation)
      check_.positive(here.field("prior_standard_deviation"), *factor.jumps->prior_standard_deviation);
    if (factor.kind == FactorKind::SCHWARTZ_SMITH)
      check_.fault(here, "", "are not measured for SCHWARTZ_SMITH", "Leave them out.");
  }

  void both(const SchemaPath& at, const char* first, bool has_first, const char* second, bool has_second) {
    if (has_first == has_second) return;
    check_.fault(at.field(has_first ? second : first), "not given",
                 "must be given with " + std::string(has_first ? first : second), "Give both, or none.");
  }

  Checks& check_;
  const CalibrationSpec& spec_;
  Directory<SeriesSpec> series_;
  Directory<FactorSpec> factors_;
  Directory<ChainSpec> chains_;
  Directory<Factor> desk_factors_;
  Directory<Observable> desk_observables_;
  Directory<Observable> observables_;
};

}  // namespace

void check_factors(Checks& check, const CalibrationSpec& spec, const MarketPart& desk) {
  FactorChecks checks(check, spec, desk);
  for (std::size_t k = 0; k < spec.factors.size(); ++k) checks.visit(k);
}

}  // namespace lodestone::calibration
