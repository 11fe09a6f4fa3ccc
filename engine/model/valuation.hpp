/// How contracts are valued: words that the plan decides on and the report repeats.
#pragma once

namespace lodestone {

/// TRANSFORM: the exact conditional expectation on the study's grid. GEOMETRIC_AVERAGE: the same, its averages by the law of
/// their geometric mean. SIMULATED: it has ended by the first horizon and has no value there; its value today is its mean over
/// the run's paths. PROXY: a regression, validated in the tail; its value today is its mean over the run's paths too.
enum class ValuationMethod { TRANSFORM, GEOMETRIC_AVERAGE, SIMULATED, PROXY };

}  // namespace lodestone
