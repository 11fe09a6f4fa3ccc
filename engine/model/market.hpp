/// The market part of a study: factors, their correlation, and the observables they mean in money.
///
/// A missing number is NaN here and a missing day `kNoDate`, so every check of `validate` refuses it; `std::optional` marks
/// what may be left out. Lists "by level" hold one value, or one for each level of the factor's stance.
#pragma once

#include <lodestone/base/date.hpp>
#include <lodestone/model/units.hpp>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace lodestone {

inline constexpr double kNotGiven = std::numeric_limits<double>::quiet_NaN();

/// m(t): today's volatility over the long run's, decaying as a GARCH variance does: m² = 1 + (m₀² − 1) e^{−λt}.
struct VolatilityTermStructure {
  std::string id;
  double initial_multiplier = kNotGiven;  ///< m₀ [1], > 0
  double decay_per_year = kNotGiven;      ///< λ [1/yr], > 0
};

/// Factors that share one variance ω a step: a finite mixture standing for (ν−2)/χ²_ν, mean 1 (docs/models/tails.md).
struct VarianceGroup {
  std::string id;
  double degrees_of_freedom = kNotGiven;  ///< ν [1], 3 ≤ ν ≤ 1000
};

/// Jump of a factor when its stance moves from one level to another.
struct Jump {
  std::string from_level;
  std::string to_level;
  double mean = kNotGiven;          ///< J [unit of x]
  double standard_deviation = 0.0;  ///< δ [unit of x], ≥ 0; acts through the factor's own η
};

/// How `initial_value` and `long_run_mean` are written: as x itself, or as the level whose logarithm is x.
enum class FactorScale { NATURAL, LOG_OF_LEVEL };

/// One simulated state x. On a step of Δ years in which its stance moves i → j:
///   x ← a·x + b + c·√ω·η,  a = e^{−κΔ},  b = θ_j(1−a) + J_ij,  c² = σ_j² m² (1−a²)/(2κ) + δ_ij²
/// and for κ = 0:  a = 1,  b = μ_j Δ + J_ij,  c² = σ_j² m² Δ + δ_ij².
struct Factor {
  std::string id;
  std::string stance;  ///< empty: no stance, one level
  FactorScale scale = FactorScale::NATURAL;
  double initial_value = kNotGiven;              ///< x₀, or the level exp(x₀) > 0 on scale LOG_OF_LEVEL
  double mean_reversion_per_year = 0.0;          ///< κ [1/yr], ≥ 0; the half-life is ln 2 / κ
  std::vector<double> long_run_mean;             ///< θ by level, on `scale`; required when κ > 0, refused when κ = 0
  std::vector<double> drift_per_year;            ///< μ by level [1/yr]; 0 when absent, refused when κ > 0
  std::vector<double> volatility_per_sqrt_year;  ///< σ by level [1/√yr], ≥ 0
  std::vector<Jump> jumps;                       ///< at most one for each move, none on i → i
  std::string volatility_term_structure;         ///< empty: m = 1
  std::string variance_group;                    ///< empty: ω = 1
  bool feels_feedback = false;         ///< θ is multiplied by h(K) of the study's diversification feedback; needs κ > 0
  double risk_premium_per_year = 0.0;  ///< λ [1/yr]: values take the drift of x to be lower by λ than simulation does
};

/// Correlation of the η of two factors; pairs not named are uncorrelated. The whole matrix must be positive semidefinite, or be
/// repaired.
struct Correlation {
  std::string first;
  std::string second;
  double value = kNotGiven;  ///< ρ [1], −1 ≤ ρ ≤ 1
};

/// NEAREST: the nearest correlation matrix in the Frobenius norm is used, and reported
/// (<lodestone/math/nearest_correlation.hpp>).
enum class CorrelationRepair { NEAREST };

/// LINEAR: α + Σ w x. EXPONENTIAL: multiplier · exp(Σ w x), always positive.
enum class ObservableKind { LINEAR, EXPONENTIAL };

/// PRICE: money for one `unit`. RATE: continuous, per year (rates, spreads). FX_RATE: `currency` for one `base_currency`.
/// NUMBER: anything else, such as an implied volatility.
enum class ObservableMeaning { PRICE, RATE, FX_RATE, NUMBER };

struct FactorWeight {
  std::string factor;
  double weight = kNotGiven;
};

/// From `from` on, added to α (LINEAR) or multiplied into it (EXPONENTIAL); the last one in force rules, none before the first.
struct Adjustment {
  Date from = kNoDate;
  double value = kNotGiven;
};

/// What factors mean in money. Currency, unit, VAT, form, basis and quotation are part of what an observable *is*: two that
/// differ in any of them are different indices.
struct Observable {
  std::string id;
  ObservableKind kind = ObservableKind::EXPONENTIAL;
  ObservableMeaning meaning = ObservableMeaning::PRICE;
  std::optional<double> multiplier;  ///< EXPONENTIAL only, > 0; 1 when absent
  std::optional<double> intercept;   ///< α, LINEAR only; 0 when absent
  std::vector<Adjustment> adjustments;
  std::vector<FactorWeight> weights;
  std::optional<Currency> currency;       ///< required for PRICE and FX_RATE
  std::optional<Currency> base_currency;  ///< required for FX_RATE, refused elsewhere
  std::optional<Unit> unit;               ///< required for PRICE, refused elsewhere
  std::optional<Vat> vat;                 ///< required for a PRICE per mass, as are the next three; refused elsewhere
  std::optional<Form> form;
  std::optional<PriceBasis> basis;
  std::optional<Quotation> quotation;
  std::optional<FixingDays> fixing_days;  ///< when the index is fixed; required where an average refers to it
};

/// A past fixing of an index, for windows that are already running: `value` in the observable's currency and unit.
struct Fixing {
  std::string observable;
  Date date = kNoDate;
  double value = kNotGiven;
};

struct Market {
  std::vector<Factor> factors;
  std::vector<Correlation> correlations;
  std::vector<VolatilityTermStructure> volatility_term_structures;
  std::vector<VarianceGroup> variance_groups;
  std::vector<Observable> observables;
  std::vector<Fixing> fixings;
  std::string discount_rate;  ///< a LINEAR RATE: the numeraire is B ← B·exp(r·Δ), r at the start of the step; empty: r = 0
  std::vector<std::string> fx_rates;  ///< FX_RATE observables that turn their base currency into the reporting currency
  std::optional<CorrelationRepair> correlation_repair;  ///< where they are not semidefinite; none: refused
};

}  // namespace lodestone
