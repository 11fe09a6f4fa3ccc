#include <lodestone/calibration/backtest/judge_forecasts.hpp>

#include <lodestone/base/expect.hpp>
#include <lodestone/calibration/backtest/acerbi_szekely.hpp>
#include <lodestone/calibration/backtest/coverage_tests.hpp>
#include <lodestone/calibration/backtest/fissler_ziegel.hpp>
#include <lodestone/calibration/backtest/uniformity_tests.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lodestone::calibration {
namespace {

constexpr std::size_t kYear = 250;
constexpr double kNever = std::numeric_limits<double>::infinity();

/// Counts the replications at least as bad as what was observed; a larger badness is worse, NaN is never as bad.
class Rank {
 public:
  explicit Rank(double observed) : observed_(observed) {}
  void meet(double simulated) {
    as_bad_ += simulated >= observed_ - 1e-12 ? 1.0 : 0.0;
    all_ += 1.0;
  }
  double p_value() const { return std::isnan(observed_) ? observed_ : (1.0 + as_bad_) / (1.0 + all_); }

 private:
  double observed_;
  double as_bad_ = 0.0;
  double all_ = 0.0;
};

/// The statistics of one history of breaches, known by their days.
struct Breaches {
  std::int64_t count = 0;
  std::int64_t after_breach = 0;
  std::int64_t first_day_breached = 0;
  std::int64_t last_day_breached = 0;
  double sizes = 0.0;  ///< Σ X/ES

  BreachTransitions transitions(std::int64_t days) const {
    BreachTransitions n;
    n.n11 = after_breach;
    n.n01 = count - first_day_breached - after_breach;
    n.n10 = count - last_day_breached - after_breach;
    n.n00 = days - 1 - n.n11 - n.n01 - n.n10;
    return n;
  }
};

Breaches simulated_breaches(std::span<const Forecast> forecasts, std::span<const TailTransform> transforms, std::size_t level,
                            double tail) {
  Breaches breaches;
  std::int64_t previous = -2;
  for (const TailTransform& transform : transforms) {
    const double probability = static_cast<double>(transform.probability);
    if (!(probability < tail)) continue;
    const Forecast& forecast = forecasts[transform.day];
    breaches.sizes += forecast.slice_means[tail_slice_of(probability)] / forecast.expected_shortfall[level];
    ++breaches.count;
    const auto day = static_cast<std::int64_t>(transform.day);
    if (day == previous + 1) ++breaches.after_breach;
    if (day == 0) breaches.first_day_breached = 1;
    previous = day;
  }
  if (previous + 1 == static_cast<std::int64_t>(forecasts.size())) breaches.last_day_breached = 1;
  return breaches;
}

LevelVerdict judge_level(std::span<const Forecast> forecasts, const NullSample& null, std::size_t level, double tail) {
  LevelVerdict verdict;
  verdict.tail = tail;
  const auto days = static_cast<std::int64_t>(forecasts.size());
  std::vector<char> hit(forecasts.size(), 0);
  std::vector<double> returns(forecasts.size());
  std::vector<double> var(forecasts.size());
  std::vector<double> es(forecasts.size());
  for (std::size_t t = 0; t < forecasts.size(); ++t) {
    returns[t] = forecasts[t].realised;
    var[t] = forecasts[t].value_at_risk[level];
    es[t] = forecasts[t].expected_shortfall[level];
    hit[t] = returns[t] < -var[t] ? 1 : 0;
    verdict.breaches += hit[t];
    verdict.mean_score += fissler_ziegel_score(returns[t], var[t], es[t], verdict.tail) / static_cast<double>(days);
  }
  const std::size_t year = std::min(kYear, hit.size());
  verdict.last_year = traffic_light(std::count(hit.end() - static_cast<std::ptrdiff_t>(year), hit.end(), char{1}),
                                    static_cast<std::int64_t>(year), verdict.tail);
  verdict.kupiec = kupiec_test(verdict.breaches, days, verdict.tail);
  verdict.independence = christoffersen_independence(count_transitions(hit));
  verdict.conditional_coverage = christoffersen_conditional_coverage(hit, verdict.tail);
  const AcerbiSzekely sizes = acerbi_szekely(returns, var, es, verdict.tail);
  verdict.z1.statistic = sizes.z1;
  verdict.z2.statistic = sizes.z2;

  Rank kupiec(verdict.kupiec.statistic);
  Rank independence(verdict.independence.statistic);
  Rank both(verdict.conditional_coverage.statistic);
  Rank z1(-sizes.z1);
  Rank z2(-sizes.z2);
  for (std::size_t replication = 0; replication < null.replications(); ++replication) {
    const Breaches breaches = simulated_breaches(forecasts, null.tail_of(replication), level, tail);
    const double coverage = kupiec_test(breaches.count, days, verdict.tail).statistic;
    const double dependence = christoffersen_independence(breaches.transitions(days)).statistic;
    kupiec.meet(coverage);
    independence.meet(dependence);
    both.meet(coverage + dependence);
    z1.meet(breaches.count > 0 ? -(breaches.sizes / static_cast<double>(breaches.count) + 1.0) : -kNever);
    z2.meet(-(breaches.sizes / (static_cast<double>(days) * verdict.tail) + 1.0));
  }
  verdict.kupiec.p_value = kupiec.p_value();
  verdict.independence.p_value = independence.p_value();
  verdict.conditional_coverage.p_value = both.p_value();
  verdict.z1.p_value = z1.p_value();
  verdict.z2.p_value = z2.p_value();
  return verdict;
}

double rank_among(double observed, const std::vector<double>& simulated) {
  Rank rank(observed);
  for (const double value : simulated) rank.meet(value);
  return rank.p_value();
}

}  // namespace

Verdict judge_forecasts(std::span<const Forecast> forecasts, const NullSample& null, std::span<const double> tails) {
  LODESTONE_EXPECT(!forecasts.empty() && null.count == static_cast<int>(forecasts.size()));
  Verdict verdict;
  verdict.count = null.count;
  for (std::size_t level = 0; level < tails.size(); ++level) {
    verdict.levels.push_back(judge_level(forecasts, null, level, tails[level]));
  }
  std::vector<double> transforms;
  for (const Forecast& forecast : forecasts) transforms.push_back(forecast.transform);
  std::sort(transforms.begin(), transforms.end());
  verdict.kolmogorov_smirnov.statistic = kolmogorov_smirnov(transforms).statistic;
  verdict.kolmogorov_smirnov.p_value = rank_among(verdict.kolmogorov_smirnov.statistic, null.kolmogorov_smirnov);
  verdict.anderson_darling.statistic = anderson_darling(transforms).statistic;
  verdict.anderson_darling.p_value = rank_among(verdict.anderson_darling.statistic, null.anderson_darling);
  return verdict;
}

std::vector<double> p_values_of(const Verdict& verdict) {
  std::vector<double> values;
  for (const LevelVerdict& level : verdict.levels) {
    for (const TestResult& test : {level.kupiec, level.independence, level.conditional_coverage, level.z1, level.z2}) {
      values.push_back(test.p_value);
    }
  }
  values.push_back(verdict.kolmogorov_smirnov.p_value);
  values.push_back(verdict.anderson_darling.p_value);
  return values;
}

std::vector<double> scores_of(std::span<const Forecast> forecasts, std::size_t level, double tail) {
  std::vector<double> scores;
  for (const Forecast& forecast : forecasts) {
    scores.push_back(
        fissler_ziegel_score(forecast.realised, forecast.value_at_risk[level], forecast.expected_shortfall[level], tail));
  }
  return scores;
}

}  // namespace lodestone::calibration
