/// A regression that stands for a contract's value on one date: features of the path's state, and products of them.
///
///     value = Σ_terms coefficient · u_i·u_j·u_k,   u = clamp((input − centre)·scale, ±limit),   u_0 = 1,
///     or bent, u ← v/√(1 + v²) with v = 2(u − bend);
///
/// exactly 0 where the contract is over. Fitted and validated by run/fit_proxies.hpp; nothing here knows how.
#pragma once

#include <lodestone/plan/price_plan.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace lodestone {

/// What of a path's state a feature reads. `row` and `other` say which; lists are of deliveries.
enum class ProxyInput {
  CHAIN_STATE,     ///< 1 when chain `row` is in state `other`
  LEVEL,           ///< Σ w x of level `row`: the logarithm of a price, a rate, the logarithm of a ratio of two prices
  PRICE,           ///< multiplier·e^level
  PAYOFF,          ///< the contract's formula of that price
  AVERAGE,         ///< Σ fixings so far / number of fixings, of window `row`
  FEEDBACK,        ///< stage `row`, or the capacity K after the last
  OPEN_QUANTITY,   ///< Σ quantities of the listed deliveries that are open
  ALLOTTED,        ///< Σ min(allotted, quantity) of those
  ARRIVED,         ///< Σ what has come for the listed deliveries that are open and served from a purchase
  DEFERRED_PRICE,  ///< Σ quantities of the listed that wait for their price
  DEFERRED_DAMAGES,
  IS_LIVE,  ///< licence slot `row`
  IS_PENDING,
  DAYS_LEFT,  ///< of a live licence, else 0
  DAYS_PENDING,
  DAYS_COOLING,
  TONNES_LEFT,
  STANDS,  ///< 1 while counterparty `row` is not in default
  DAMAGES_LEFT,
  YEAR_SUM,
  STOCK,
  LOAN_RATE,
  HAS_FAILED,      ///< 1 once project `row` is in default
  OUTPUT_RATIO,    ///< of project `row` in quarter `other`
  IS_REACHED,      ///< milestone `other` of project `row` is known
  MONTHS_ON_SPEC,  ///< 0 before
  YEARS_TO_GO,     ///< until on-spec as slip and standstill have it today, 0 once known
  CAPEX_TO_GO,     ///< as the cost multiplier has it today
  DEBT_DRAWN,
  CASH_HELD,
  COMMITMENT_LEFT,
  HEADROOM,     ///< cash, commitment and what may be drawn, less capex to go and the minimum cash
  DAYS_STALLED  ///< of the running quarter
};

struct ProxyFeature {
  ProxyInput input = ProxyInput::CHAIN_STATE;
  int row = kNone;
  int other = kNone;
  std::uint32_t first = 0;  ///< into `deliveries`
  std::uint32_t count = 0;
  bool is_bent = false;
  double bend = 0.0;  ///< standard deviations from the centre
  double centre = 0.0;
  double scale = 1.0;
};

/// coefficient · Π features; 0 names the constant 1, n the feature n − 1.
struct ProxyTerm {
  double coefficient = 0.0;
  std::array<std::uint16_t, 3> features{};
};

/// Σ w x, and the multiplier of its exponential.
struct ProxyLevel {
  std::vector<double> weights;
  std::vector<std::uint32_t> columns;
  double multiplier = 1.0;
  int exponential = kNone;  ///< row of scratch that holds e^level; kNone: nobody asks
};

inline constexpr double kProxyLimit = 8.0;  ///< standard deviations beyond which a feature stays where it is
inline constexpr std::size_t kMaximumProxyFeatures = 96;
inline constexpr std::size_t kMaximumProxyExponentials = 6;

struct ProxyPlan {
  int cash_row = 0;
  int step = 0;

  int counterparty = kNone;  ///< whose default ends the contract
  int project = kNone;       ///< whose default ends it
  std::vector<int> waiting;  ///< deliveries that may wait for a price even then
  std::vector<ProxyLevel> levels;
  int slip_level = kNone;  ///< of the project whose progress is read
  int cost_level = kNone;
  FormulaPlan payoff;
  std::vector<int> deliveries;  ///< lists of features
  std::vector<ProxyFeature> features;
  std::vector<ProxyTerm> terms;
  double least = -std::numeric_limits<double>::infinity();    ///< of V over the fitted paths: a polynomial is held between what
  double greatest = std::numeric_limits<double>::infinity();  ///< has been seen

  double r_squared = 0.0;              ///< share of the fitted paths' variance of V, less hedged noise, that the value explains
  double standard_deviation = 0.0;     ///< of the value over fresh paths [reporting currency]
  double tail_error = 0.0;             ///< root mean square over fresh paths in the lowest 5 % of the value
  double tail_error_resolution = 0.0;  ///< what the validation could not have seen: the standard error of its square, rooted

  /// What the proxy's error in the tail may be, one standard error above what was measured. Where noise hides it tail_error is
  /// 0, this is not.
  double stated_error() const { return std::hypot(tail_error, tail_error_resolution); }
};

}  // namespace lodestone
