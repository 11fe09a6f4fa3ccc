#include <lodestone/risk/pooled_tail.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/base/sums.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace lodestone {
namespace {

constexpr double kRankSlack = 1e-9;  // as everywhere: n·0.95 must not round to the next rank

}  // namespace

PooledTail::PooledTail(std::size_t total, double least_confidence)
    : total_(total),
      kept_(std::min(total, static_cast<std::size_t>(std::ceil((1.0 - least_confidence) * static_cast<double>(total))) + 1)) {}

void PooledTail::add(std::span<const double> pnl) {
  CompensatedSum sum;
  for (const double value : pnl) {
    losses_.push_back(0.0 - value);
    sum.add(value);
  }
  sum_ += sum.value();
  added_ += pnl.size();
  if (losses_.size() <= kept_) return;
  std::nth_element(losses_.begin(), losses_.begin() + static_cast<std::ptrdiff_t>(kept_), losses_.end(), std::greater<>());
  losses_.resize(kept_);
}

PooledTail::Measure PooledTail::measure(double confidence) const {
  LODESTONE_EXPECT(added_ == total_);
  const double n = static_cast<double>(total_);
  const std::size_t rank = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(n * confidence - kRankSlack)));
  const std::size_t from_worst = total_ - std::min(rank, total_);
  LODESTONE_EXPECT(from_worst < losses_.size());
  std::vector<double> worst = losses_;
  std::sort(worst.begin(), worst.end(), std::greater<>());
  const double value_at_risk = worst[from_worst];
  CompensatedSum excess;
  for (std::size_t i = 0; i < from_worst; ++i) excess.add(worst[i] - value_at_risk);
  return {value_at_risk, value_at_risk + excess.value() / ((1.0 - confidence) * n)};
}

}  // namespace lodestone
