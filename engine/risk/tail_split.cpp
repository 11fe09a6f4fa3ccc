#include <lodestone/risk/tail_split.hpp>

#include <algorithm>
#include <lodestone/base/expect.hpp>
#include <lodestone/risk/sample_sum.hpp>
#include <lodestone/risk/order_statistic.hpp>

namespace lodestone {

TailSplit split_tail(const SortedSample& losses, double confidence) {
  LODESTONE_EXPECT(losses.size() > 0 && confidence > 0.0 && confidence < 1.0);
  TailSplit tail;
  tail.value_at_risk = losses[order_statistic(losses, confidence)];
  tail.first_at = losses.first_at_least(tail.value_at_risk);
  tail.first_above = losses.first_above(tail.value_at_risk);
  const double total = losses.total_weight();
  tail.mass = total - confidence * total;  // not (1 − a)·W: of 10,000 paths at 99 % this is 100 to the last bit
  const double above = total - losses.weight_before(tail.first_above);
  const double atom = losses.weight_before(tail.first_above) - losses.weight_before(tail.first_at);
  tail.atom_share = std::clamp((tail.mass - above) / atom, 0.0, 1.0);
  return tail;
}

bool tail_has_enough_paths(const SortedSample& losses, double confidence) {
  const auto size = static_cast<double>(effective_size_at(losses, confidence));
  return size - confidence * size >= kFewestTailPaths;
}

double mean_excess(const SortedSample& losses, const TailSplit& tail) {
  const double v = tail.value_at_risk;
  return sample_sum(tail.first_above, losses.size(), [&](std::size_t i) { return losses.weight(i) * (losses[i] - v); }) /
         tail.mass;
}

}  // namespace lodestone
