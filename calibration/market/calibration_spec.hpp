/// What is calibrated from which data: series, the factors they drive, how factors hang together, policy and licences.
///
/// A missing number is NaN here and a missing day `kNoDate`. Estimates replace numbers of the desk's own market, where it has
/// one (`calibrate`); what the spec does not name stays as the desk has it.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/market.hpp>
#include <lodestone/model/units.hpp>

#include <optional>
#include <string>
#include <vector>

namespace lodestone::calibration {

/// A price in another currency, per another unit, with or without the 13 % Chinese VAT.
struct PriceConversion {
  std::optional<Currency> currency;  ///< that of the series when not given, as are the next two
  std::optional<Unit> unit;
  std::optional<Vat> vat;
  std::string exchange_rate;  ///< id of a series: the series' own currency for one of `currency`; needed when the two differ
};

/// A column of a history: dates × series, blank where there is no value.
struct SeriesSpec {
  std::string id;
  std::string file;                  ///< in the data folder
  std::string column;                ///< its name in the header
  double multiplier = 1.0;           ///< > 0, makes the column a level: 0.01 for per cent, 10000 for 10,000 CNY/t
  std::optional<Currency> currency;  ///< of the column; only needed for a conversion, as are the next two
  std::optional<Unit> unit;
  std::optional<Vat> vat;
  std::optional<PriceConversion> converted_to;
  Date from = kNoDate;               ///< first day used; all days when not given
  std::vector<Date> excluded_dates;  ///< a return across one of these is left out: a demerger, a wrong print
};

enum class Frequency { DAILY, WEEKLY, MONTHLY };

/// GEOMETRIC: ln level wanders. LOG_REVERTING: ln level reverts (Schwartz 1). REVERTING: the level itself reverts (Vasicek).
/// SCHWARTZ_SMITH: two factors, `id_short_term` and `id_equilibrium`, from futures of several maturities.
enum class FactorKind { GEOMETRIC, LOG_REVERTING, REVERTING, SCHWARTZ_SMITH };

/// SAMPLE and EWMA: one number. GARCH, GJR_GARCH: with Student innovations; the long run, and today's level if handed over.
enum class VolatilityModel { SAMPLE, EWMA, GARCH, GJR_GARCH };

/// KEPT: as the desk has it, or 0. EXPECTED_GROWTH: the drift at which the observable is expected to grow at a given rate.
enum class DriftRule { KEPT, EXPECTED_GROWTH };

/// β of the factor's series on another factor: estimated by regression and put into the observable as that factor's weight.
struct ExposureSpec {
  std::string factor;                              ///< a factor of this spec, before this one, of the same frequency
  std::optional<double> prior_mean;                ///< β ~ N(mean, sd²); both or none
  std::optional<double> prior_standard_deviation;  ///< > 0
};

/// Jumps of a factor on the moves of a chain, from windows around their dates.
struct JumpSpec {
  std::string chain;                               ///< a chain of this spec
  int values_before = 0;                           ///< extra values before the move, for news that leaked
  int values_after = 1;                            ///< ≥ 1, values from the day of the move on, at the factor's frequency
  std::optional<double> prior_standard_deviation;  ///< J ~ N(the desk's jump or 0, sd²); flat when not given
};

struct FactorSpec {
  std::string id;
  FactorKind kind = FactorKind::GEOMETRIC;
  std::vector<std::string> series;       ///< one; several: their book of equal weights; SCHWARTZ_SMITH: by maturity
  std::vector<double> maturities_years;  ///< SCHWARTZ_SMITH: time to delivery by series [yr], ascending, > 0
  Frequency frequency = Frequency::WEEKLY;
  VolatilityModel volatility = VolatilityModel::SAMPLE;  ///< of GEOMETRIC; a reverting factor has one volatility
  std::string volatility_term_structure;                 ///< GARCH: id of the m(t) handed over; empty: none is
  bool unsmooth = false;  ///< assessed prices move part of the way: σ² grows by (1 + φ)/(1 − φ), φ > 0 the autocorrelation
  std::vector<ExposureSpec> exposures;    ///< GEOMETRIC only; the factor is then what they leave unexplained
  std::string observable;                 ///< whose weights, and multiplier, are set; of the spec or of the desk's market
  bool starts_at_zero = false;            ///< an index of returns, x₀ = 0, as is every book and every factor with exposures
  std::optional<double> initial_value;    ///< instead of the last value, for a series that ended
  std::string variance_group;             ///< its ν is estimated from its members' returns; empty: the desk's, or none
  std::string sector;                     ///< a short history's volatility is shrunk towards others of its sector
  std::string stance;                     ///< empty: the desk's, or none
  std::string reference_level;            ///< the level that estimates are of; the other levels keep their distance to it
  std::string mean_by_level_of;           ///< reverting: a chain of this spec whose level history splits the mean
  std::optional<double> half_life_years;  ///< reverting: prior median of ln 2 / κ; both or none
  std::optional<double> half_life_log_standard_deviation;  ///< > 0
  DriftRule drift = DriftRule::KEPT;
  std::optional<double> expected_growth_per_year;  ///< EXPECTED_GROWTH: that of the desk's market when not given [1/yr]
  std::optional<JumpSpec> jumps;
  std::vector<std::string> kept;  ///< members of the desk's factor that history cannot tell, such as long_run_mean
};

/// SAMPLE, EWMA, SHRUNK (Ledoit and Wolf): over dates on which all factors have a return. MISSING_DATA: over all, by EM.
enum class CorrelationMethod { SAMPLE, EWMA, SHRUNK, MISSING_DATA };

struct DependenceSpec {
  Frequency frequency = Frequency::WEEKLY;
  CorrelationMethod method = CorrelationMethod::MISSING_DATA;
  double decay = 0.97;             ///< EWMA's λ
  bool repair_to_nearest = false;  ///< estimates and judgement together that are no correlation: take the nearest one
};

/// The chain is in `state` from this day on. But for the first, the day is that of an event of `events_file`.
struct LabelledState {
  Date from = kNoDate;
  std::string state;
};

/// A belief about one rate, worth so many moves in so many years.
struct RatePrior {
  std::string from_state;
  std::string to_state;
  double moves = kNotGiven;
  double years = kNotGiven;
};

struct ChainSpec {
  std::string id;
  std::vector<std::string> states;    ///< in order of severity; those of the desk's chain when empty
  std::string events_file;            ///< dated events: a tightening must not lower the severity, an easing not raise it
  std::vector<LabelledState> labels;  ///< ascending; the last one holds until the as-of date
  std::optional<double> prior_years;  ///< the desk's rates count as seen over so many years; 0 when not given
  std::vector<RatePrior> priors;      ///< instead, for single rates
};

/// Exactly one of the two files.
struct LaneSpec {
  std::string id;                 ///< a lane of the desk, and its name in the file
  std::string chain;              ///< a chain of this spec: at which level applications waited
  std::string applications_file;  ///< one record an application
  std::string surveys_file;       ///< counts
  double prior_decisions = 0.5;   ///< of the Gamma law of each hazard [1], > 0: Jeffreys' is ½ in 0 years
  double prior_years = 0.0;       ///< [yr], ≥ 0
};

struct CalibrationSpec {
  Date as_of = kNoDate;  ///< nothing known after this day is used
  std::vector<SeriesSpec> series;
  std::vector<FactorSpec> factors;
  std::vector<Observable> observables;  ///< added to the desk's; weights and multipliers are filled in
  DependenceSpec dependence;
  std::vector<ChainSpec> chains;
  std::vector<LaneSpec> lanes;
};

}  // namespace lodestone::calibration
