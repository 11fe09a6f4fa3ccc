/// Which order statistics enclose a quantile, whatever the law.
#pragma once

#include <cstdint>

namespace lodestone {

/// Ranks from 1 to n; `lower` 0 and `upper` n + 1 mean that the sample holds no bound on that side.
struct RankInterval {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

/// Ranks l, u with P(X_(l) ≤ quantile ≤ X_(u)) ≥ 95 % for n independent draws: P(l ≤ B ≤ u − 1) for B ~ Bin(n, probability).
///
/// Equal tails: l is the greatest rank with P(B ≤ l − 1) ≤ 2.5 %, u the least with P(B ≥ u) ≤ 2.5 %, both from the exact
/// binomial law. Not valid for draws that depend on each other (stratified, quasi-random).
/// Source: David and Nagaraja (2003) §7.1.   Cost: some ten incomplete beta functions, microseconds each.
RankInterval order_statistic_ranks(std::int64_t count, double probability);

}  // namespace lodestone
