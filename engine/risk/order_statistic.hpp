/// Quantiles of a sample, and what the sample says about the law's.
#pragma once

#include <cstddef>
#include <lodestone/risk/report.hpp>
#include <lodestone/risk/sorted_sample.hpp>
#include <optional>
#include <span>
#include <vector>

namespace lodestone {

/// Index of the order statistic at rank ⌈n·probability − 1e-9⌉: the least x with P(X ≤ x) ≥ probability in the sample.
std::size_t order_statistic(const SortedSample& sample, double probability);

/// One for each of `probabilities`, each in (0, 1); empty for an empty sample.
std::vector<Quantile> quantiles(const SortedSample& sample, std::span<const double> probabilities);

/// How many paths of equal weight would know the quantile at `probability` as well: p(1−p)W²/(p²·S⁺ + (1−p)²·S⁻), with S⁺ and
/// S⁻ the sums of squared weights above and below it; n without weights. At least 1.
std::int64_t effective_size_at(const SortedSample& sample, double probability);

/// Order statistics that enclose the law's quantile with 95 %, whatever the law (lodestone/math/order_statistic_ranks.hpp);
/// a side beyond which the sample holds no bound is empty. Indices; ranks of the effective size, by cumulative weight.
struct IndexInterval {
  std::optional<std::size_t> lower;
  std::optional<std::size_t> upper;
};
IndexInterval order_statistic_interval(const SortedSample& sample, double probability);

}  // namespace lodestone
