#include <lodestone/risk/histogram.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <lodestone/base/expect.hpp>

namespace lodestone {
namespace {

/// mantissa × 10^exponent. Negative powers divide, so that edges are the nearest doubles of round decimals.
class RoundStep {
 public:
  /// The least round step that is ≥ width.
  explicit RoundStep(double width) : exponent_(static_cast<int>(std::floor(std::log10(width)))) {
    while (times(1.0) < width) advance();
  }
  double times(double count) const {
    const double scale = std::pow(10.0, std::abs(exponent_));
    const double multiple = count * kMantissas[mantissa_];
    const double greatest = std::numeric_limits<double>::max();
    return std::clamp(exponent_ < 0 ? multiple / scale : multiple * scale, -greatest, greatest);
  }
  void advance() {
    mantissa_ = (mantissa_ + 1) % 4;
    if (mantissa_ == 0) ++exponent_;
  }

 private:
  static constexpr double kMantissas[] = {1.0, 2.0, 2.5, 5.0};
  int exponent_ = 0;
  std::size_t mantissa_ = 0;
};

/// A bin narrower than this cannot be told from its neighbours at the size of the values, nor from 0.
double narrowest(double least, double greatest) {
  return std::max(std::max(std::abs(least), std::abs(greatest)) * 0x1p-48, 1e-300);
}

double widest_needed(double least, double greatest, int bins) {
  if (least == greatest) return least == 0.0 ? 1.0 : std::abs(least);
  return greatest / bins - least / bins;
}

}  // namespace

Histogram histogram(const SortedSample& sample, int bins) {
  LODESTONE_EXPECT(sample.size() > 0 && bins >= 1);
  const double least = sample[0];
  const double greatest = sample[sample.size() - 1];
  const int most = std::max(bins, 2);  // a sample on both sides of zero needs two: zero is an edge of every step

  RoundStep step(std::max(widest_needed(least, greatest, most), narrowest(least, greatest)));
  double first = 0.0;
  double last = 0.0;
  for (;; step.advance()) {
    first = std::floor(least / step.times(1.0));
    if (step.times(first) > least) first -= 1.0;
    last = std::ceil(greatest / step.times(1.0));
    if (step.times(last) < greatest) last += 1.0;
    last = std::max(last, first + 1.0);
    if (last - first <= most) break;
  }
  Histogram result;
  for (double edge = first; edge <= last; edge += 1.0) result.edges.push_back(step.times(edge) + 0.0);
  std::size_t counted = 0;
  for (std::size_t k = 1; k < result.edges.size(); ++k) {
    const std::size_t until = k + 1 < result.edges.size() ? sample.first_at_least(result.edges[k]) : sample.size();
    result.counts.push_back(static_cast<std::int64_t>(until - counted));
    counted = until;
  }
  return result;
}

}  // namespace lodestone
