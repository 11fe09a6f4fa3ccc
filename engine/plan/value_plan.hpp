/// What contracts are worth on a date, as tables: so that the path loop takes dot products, exponentials and one interpolation
/// a kink.
///
/// Claims of equal law share its numbers: on a path in joint state s with licence label ℓ,
///     value = Σ_laws e^{C(x)} Σ_claims coefficient·scale·payoff,
///     payoff = constant·φ₀ + slope·e^{A(x)}·φ₁ + Σ_m slope_m·K_m·p̂(A(x) − ln K_m),
/// φ₀, φ₁ and the table p̂ of puts those of (s, ℓ). The first two of these are kept as plain terms
/// coefficient·φ·e^{w·x} of the contracts; laws keep the claims that need more. A law's numbers do not depend on today's levels
/// of x, those of an average only through its reference (plan/average_law.hpp): a later plan of the same ingredients takes them
/// over.
#pragma once

#include <lodestone/model/valuation.hpp>
#include <lodestone/plan/claims.hpp>
#include <lodestone/plan/joint_chain.hpp>
#include <lodestone/plan/law_ingredients.hpp>
#include <lodestone/plan/licence_label_rules.hpp>
#include <lodestone/plan/proxy_plan.hpp>
#include <lodestone/plan/put_tables.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace lodestone {

/// slope·(strike − I)⁺
struct ValuePut {
  double strike = 0.0;
  double log_strike = 0.0;
  double slope = 0.0;
};

/// Whose value a claim is part of, and what of the path multiplies it.
struct ClaimTarget {
  int cash_row = 0;
  ClaimScale scale = ClaimScale::ONE;
  int scale_row = kNone;
  int standing = kNone;
  int labelled = kNone;  ///< into ValueDate::labelled; kNone: the label of no licence, number 0

  friend auto operator<=>(const ClaimTarget&, const ClaimTarget&) = default;
};

/// One claim's coefficients, its own coefficient multiplied in.
struct ValueClaim {
  ClaimTarget target;
  double constant = 0.0;
  double slope = 0.0;
  std::uint32_t first_put = 0;
  std::uint32_t put_count = 0;
  int known_average = kNone;  ///< constant, slope and puts are of the path's own mean of this window, all fixed by then
};

/// How y enters: not at all, as the logarithm of a price, as a LINEAR observable, as the geometric mean of a window.
enum class LawKind { MONEY, PRICE, LINEAR, AVERAGE };

struct ValueLaw {
  LawKind kind = LawKind::MONEY;
  std::vector<double> index_weights, money_weights;  ///< of A and C, without zeros
  std::vector<std::uint32_t> index_columns, money_columns;
  int joint = 0;  ///< into ValuePlan::joints
  int states = 1;
  int labels = 1;
  std::vector<double> mass;                        ///< φ₀ [state·labels + label]
  std::vector<double> forward;                     ///< φ₁; for LINEAR E[Y e^V]
  PutTables tables;                                ///< empty without puts; AVERAGE: every class's, its multipliers beside them
  std::vector<double> multiplier, log_multiplier;  ///< AVERAGE: m, ln m by number and class
  std::vector<double> powers, fixing_weights;      ///< AVERAGE: q alike; see AverageLaw
  int window = kNone;                              ///< AVERAGE: of the run's averages
  double seen_share = 0.0;                         ///< AVERAGE: fixings seen or past / all; the rest is to come
  std::vector<ValueClaim> claims;                  ///< those that are more than terms
};

/// coefficient·φ·e^{w·x}
struct ValueTerm {
  double coefficient = 0.0;
  std::uint32_t first_weight = 0;  ///< of w, into ValueTerms::weights and columns
  std::uint32_t weight_count = 0;
  std::uint32_t first_number = 0;  ///< of φ, into ValueTerms::numbers
};

/// Terms of one target whose φ is that of the same state and label: numbers[first_number + state·labels + label].
struct ValueTermGroup {
  ClaimTarget target;
  int joint = 0;    ///< into ValuePlan::joints
  int labels = 1;   ///< 1 without `labelled`
  int numbers = 1;  ///< states·labels
  std::uint32_t first_term = 0;
  std::uint32_t term_count = 0;
};

struct ValueTerms {
  std::vector<ValueTermGroup> groups;
  std::vector<ValueTerm> terms;
  std::vector<double> weights;
  std::vector<std::uint32_t> columns;
  std::vector<double> numbers;
};

/// A licence slot of the run whose label some law needs, and how a path's state of it is turned into the label's number.
struct LabelledSlot {
  int slot = 0;
  LicenceLabelRules rules;
  LabelLookup lookup;
};

/// Values on one step: today's, or a horizon's.
struct ValueDate {
  int step = 0;
  ValueTerms terms;
  std::vector<ValueLaw> laws;
  std::vector<std::vector<double>> keys;  ///< of the laws: equal ones of one date and equal ingredients have equal numbers
  std::vector<ValuePut> puts;
  std::vector<LabelledSlot> labelled;
};

struct ContractValuation {
  ValuationMethod method = ValuationMethod::TRANSFORM;
  ClaimObstacle obstacle = ClaimObstacle::NONE;
  double table_error = 0.0;   ///< largest interpolation error of its tables, as a share of a delivery's notional value
  double method_error = 0.0;  ///< GEOMETRIC_AVERAGE: as run/average_errors.hpp measures it [reporting currency]
};

/// Combinations of the states that chains may be in today, where a study gives distributions.
inline constexpr std::size_t kMostStatesToday = 4096;

struct ValuePlan {
  std::vector<ValueDate> dates;  ///< today first, then the horizons in the order of the grid's
  std::vector<JointChain> joints;
  std::vector<ContractValuation> contracts;  ///< by cash row
  std::vector<int> last_steps;               ///< by cash row: the step of the contract's last flow
  std::vector<ProxyPlan> proxies;            ///< by horizon step, then cash row
  std::shared_ptr<const LawIngredients> ingredients;

  bool has_many_states_today = false;  ///< more than kMostStatesToday may have been drawn: values today are simulated

  /// Whether today's value is a number of the plan's, not a mean over the run's paths.
  bool has_value_today(int cash_row) const {
    const ValuationMethod method = contracts[static_cast<std::size_t>(cash_row)].method;
    return !has_many_states_today && (method == ValuationMethod::TRANSFORM || method == ValuationMethod::GEOMETRIC_AVERAGE);
  }

  std::size_t bytes() const;
};

}  // namespace lodestone
