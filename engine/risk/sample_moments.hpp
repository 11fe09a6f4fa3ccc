/// Mean and standard deviation with their errors.
#pragma once

#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sorted_sample.hpp>

namespace lodestone {

/// x̄ = Σwx/Σw; 0 for an empty sample. Error: 4 ulp of Σw|x|/Σw.
double sample_mean(const SortedSample& sample);

/// mean x̄ with error s/√n; standard deviation s = √(Σ(x−x̄)²/(n−1)) with error √((m₄ − m₂²)/n)/(2s), m the central moments.
/// 95 % intervals are ± 1.96 errors; that of s stays above 0, for no kurtosis of n values exceeds n. No value: NOT_APPLICABLE;
/// a single one: TOO_FEW_PATHS.
struct SampleMoments {
  Estimate mean;
  Estimate standard_deviation;
};
SampleMoments sample_moments(const SortedSample& sample);

}  // namespace lodestone
