/// What a handful of events says about a rate or a probability: conjugate posteriors.
#pragma once

#include <lodestone/base/export.hpp>
#include <lodestone/calibration/estimate/estimated.hpp>

namespace lodestone::calibration {

/// Law of a rate q: density ∝ q^{a−1} e^{−bq}, a = `shape` [1], b = `years` [yr] of exposure. b = 0 is improper: nothing was
/// seen.
struct GammaPosterior {
  double shape = kNoNumber;
  double years = kNoNumber;

  double mean() const { return shape / years; }  ///< [1/yr]
};

/// q ~ Gamma(½, 0): Jeffreys' prior of a Poisson rate, worth half an event in no time.
inline constexpr GammaPosterior kJeffreysRate = {0.5, 0.0};

/// prior × q^N e^{−qT}: N events in T years.
constexpr GammaPosterior update(GammaPosterior prior, double events, double years) {
  return {prior.shape + events, prior.years + years};
}

/// Mean and standard deviation [1/yr].
LODESTONE_EXPORT Estimated summarise(const GammaPosterior& law);

/// 0 < p < 1; [1/yr]; infinite where nothing was seen.
LODESTONE_EXPORT double quantile(const GammaPosterior& law, double probability);

/// Equal-tailed 95 %.
LODESTONE_EXPORT Interval interval95(const GammaPosterior& law);

/// P(no event in h years) = (b/(b + h))^a: above e^{−h·mean}, since the rate itself is not known.
LODESTONE_EXPORT double probability_of_no_event(const GammaPosterior& law, double years);

/// Law of a probability: density ∝ p^{a−1}(1 − p)^{b−1}.
struct BetaPosterior {
  double successes = kNoNumber;  ///< a, prior included
  double failures = kNoNumber;   ///< b, prior included

  double mean() const { return successes / (successes + failures); }
};

/// Jeffreys' prior of a share.
inline constexpr BetaPosterior kJeffreysShare = {0.5, 0.5};

constexpr BetaPosterior update(BetaPosterior prior, double successes, double failures) {
  return {prior.successes + successes, prior.failures + failures};
}

LODESTONE_EXPORT Estimated summarise(const BetaPosterior& law);
LODESTONE_EXPORT double quantile(const BetaPosterior& law, double probability);
LODESTONE_EXPORT Interval interval95(const BetaPosterior& law);

}  // namespace lodestone::calibration
