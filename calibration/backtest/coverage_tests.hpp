/// Does a value-at-risk fail as often as it says, and are its failures scattered?
///
/// A breach is a day whose return falls below −VaR; `tail` is the chance promised for it, 1 − level. Each `p_value` is the
/// upper tail of the asymptotic χ²; in a back-test of few breaches prefer `judge_forecasts`, whose p-values are simulated.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/backtest/test_result.hpp>

#include <cstdint>
#include <span>

namespace lodestone::calibration {

/// Proportion of failures: LR = −2 ln[(1 − p)^{T−x} p^x / ((1 − x/T)^{T−x} (x/T)^x)] ~ χ²₁, with 0·ln 0 = 0.
///
/// Preconditions: 0 ≤ breaches ≤ count, count > 0, 0 < tail < 1.   Source: Kupiec (1995). x = 0 is judged like any other x:
/// with T = 255, p = 1 % it is rejected at 5 % (LR = 5.1), where Kupiec's table prints only "N < 7".
LODESTONE_EXPORT TestResult kupiec_test(std::int64_t breaches, std::int64_t count, double tail);

/// How often a day of one kind follows a day of another: n01 is a breach after none. n00 + n01 + n10 + n11 = T − 1.
struct BreachTransitions {
  std::int64_t n00 = 0;
  std::int64_t n01 = 0;
  std::int64_t n10 = 0;
  std::int64_t n11 = 0;
};

/// `breaches` (T,): 1 for a breach, 0 for none.
LODESTONE_EXPORT BreachTransitions count_transitions(std::span<const char> breaches);

/// Independence against a first-order chain: LR = −2 ln[L(π) / L(π01, π11)] ~ χ²₁, π from the T − 1 transitions.
///
/// 0 (and p = 1) when no day or every day is a breach.   Source: Christoffersen (1998).
LODESTONE_EXPORT TestResult christoffersen_independence(const BreachTransitions& transitions);

/// Coverage and independence together: LR = LR_POF over all T days + LR_ind over the T − 1 transitions ~ χ²₂.
LODESTONE_EXPORT TestResult christoffersen_conditional_coverage(std::span<const char> breaches, double tail);

}  // namespace lodestone::calibration
