/// Samples with known measures, shared by the tests of the risk floor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <lodestone/risk/report.hpp>
#include <random>
#include <vector>

namespace lodestone::testing {

using Sample = std::vector<double>;

inline void append(Sample& sample, std::size_t count, double value) { sample.insert(sample.end(), count, value); }

/// Licence refusals: of 10,000 P&Ls 20 at −500, 200 at −100, the rest +10. VaR99 = 100; the worst 1 % are the 20 and 80 of the
/// 200, so ES99 = (20·500 + 80·100)/100 = 180. Rules that take all or none of the atom say 136.4 or 500.
inline Sample licence_refusals() {
  Sample pnl;
  append(pnl, 9780, 10.0);
  append(pnl, 200, -100.0);
  append(pnl, 20, -500.0);
  return pnl;
}

inline Sample normal_sample(std::size_t count, std::uint64_t seed, double mean = 0.0, double sd = 1.0) {
  std::mt19937_64 bits(seed);
  std::normal_distribution<double> normal(mean, sd);
  Sample sample(count);
  for (double& value : sample) value = normal(bits);
  return sample;
}

/// One value for each of `count` equal strata of probability, at their middles: a sample without sampling error.
template <typename Quantile>
Sample stratified_sample(std::size_t count, Quantile quantile) {
  Sample sample(count);
  for (std::size_t i = 0; i < count; ++i) sample[i] = quantile((static_cast<double>(i) + 0.5) / static_cast<double>(count));
  return sample;
}

inline Sample negated(Sample sample) {
  for (double& value : sample) value = -value;
  return sample;
}

inline Measures measures_at(std::vector<double> confidences, std::vector<LossReference> references = {LossReference::ZERO}) {
  Measures measures;
  measures.confidences = std::move(confidences);
  measures.references = std::move(references);
  return measures;
}

}  // namespace lodestone::testing
