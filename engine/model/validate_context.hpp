/// What the checks of all sections share: the study, its names, its dates, and the violations found so far.
#pragma once

#include <lodestone/model/checks.hpp>
#include <lodestone/model/study.hpp>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lodestone {

/// One pass over a study. A reference that dangles is reported where it stands; checks that would need what it names are
/// skipped, so that one fault makes one violation.
class Validation {
 public:
  explicit Validation(const Study& subject);

  const Study& study;
  Checks check;

  Directory<Factor> factors;
  Directory<VolatilityTermStructure> term_structures;
  Directory<VarianceGroup> variance_groups;
  Directory<Observable> observables;
  Directory<Chain> chains;
  Directory<Stance> stances;
  Directory<Lane> lanes;
  Directory<LicenceAccount> accounts;
  Directory<Project> projects;
  Directory<Counterparty> counterparties;
  Directory<Book> books;
  Directory<Position> positions;

  Date as_of = kNoDate;         ///< kNoDate when the study's is not a day
  Date last_horizon = kNoDate;  ///< kNoDate when a horizon cannot be read

  /// A day after today, or not.
  bool after_as_of(const SchemaPath& at, Date date) { return check.day_after(at, date, as_of, "the as-of date"); }
  bool by_as_of(const SchemaPath& at, Date date) { return check.day_not_after(at, date, as_of, "the as-of date"); }

  /// Whether money in `currency` can be turned into the reporting currency. Reported once for each currency.
  void currency(const SchemaPath& at, Currency currency);

  /// The offtake that the position holds, or null.
  static const Offtake* offtake_of(const Position* position);

 private:
  void read_dates();
  void read_fx_rates();

  std::set<Currency> convertible_;
  std::set<Currency> reported_;
  bool fx_rates_are_sound_ = true;
};

/// Refuses a factor that makes exp(weight · x) overflow: what an EXPONENTIAL observable, a rate or a project does with it.
void check_exponent(Validation& validation, const SchemaPath& at, const Factor& factor, double weight);

// One function for each section, in the order of the schema.
void check_factors(Validation& validation);
void check_correlations(Validation& validation);
void check_term_structures(Validation& validation);
void check_observables(Validation& validation);
void check_fixings(Validation& validation);
void check_rates(Validation& validation);
void check_policy(Validation& validation);
void check_lanes(Validation& validation);
void check_accounts(Validation& validation);
void check_projects(Validation& validation);
void check_counterparties(Validation& validation);
void check_portfolio(Validation& validation);
void check_simulation(Validation& validation);
void check_measures(Validation& validation);

/// After all others, and only of use when they found nothing: a range is tried by validating the study at its ends.
void check_input_ranges(Validation& validation);

/// All of these but the input ranges. Correlations cost factors³, so a study that differs elsewhere may leave them out.
enum class Definiteness { CHECKED, KNOWN };
void check_sections(Validation& validation, Definiteness correlations);

}  // namespace lodestone
