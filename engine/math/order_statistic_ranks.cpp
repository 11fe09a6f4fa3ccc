#include <lodestone/math/order_statistic_ranks.hpp>

#include <boost/math/distributions/binomial.hpp>

#include <algorithm>
#include <lodestone/base/expect.hpp>

namespace lodestone {
namespace {

constexpr double kTail = 0.025;

/// Least k with P(B ≤ k) reached. Boost's quantile, rounded outwards, is the start; the distribution function has the last
/// word.
template <typename Reached>
std::int64_t least(const boost::math::binomial& law, double level, Reached reached) {
  auto k = std::max<std::int64_t>(static_cast<std::int64_t>(boost::math::quantile(law, level)) - 1, 0);
  while (!reached(boost::math::cdf(law, static_cast<double>(k)))) ++k;
  return k;
}

}  // namespace

RankInterval order_statistic_ranks(std::int64_t count, double probability) {
  LODESTONE_EXPECT(count > 0 && probability > 0.0 && probability < 1.0);
  const boost::math::binomial law(static_cast<double>(count), probability);
  const std::int64_t lower = least(law, kTail, [](double reached) { return reached > kTail; });
  const std::int64_t upper = least(law, 1.0 - kTail, [](double reached) { return reached >= 1.0 - kTail; }) + 1;
  return {lower, upper};
}

}  // namespace lodestone
