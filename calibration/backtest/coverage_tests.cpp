#include <lodestone/calibration/backtest/coverage_tests.hpp>

#include <lodestone/base/expect.hpp>

#include <algorithm>
#include <cmath>

namespace lodestone::calibration {
namespace {

/// n ln p with 0 ln 0 = 0.
double times_log(double n, double p) { return n > 0.0 ? n * std::log(p) : 0.0; }

/// ln of p^hits (1 − p)^misses.
double log_likelihood(std::int64_t hits, std::int64_t misses, double p) {
  return times_log(static_cast<double>(hits), p) + times_log(static_cast<double>(misses), 1.0 - p);
}

double share(std::int64_t part, std::int64_t rest) {
  return part + rest > 0 ? static_cast<double>(part) / static_cast<double>(part + rest) : 0.0;
}

double upper_tail_of_one_degree(double chi_square) { return std::erfc(std::sqrt(chi_square / 2.0)); }

double upper_tail_of_two_degrees(double chi_square) { return std::exp(-chi_square / 2.0); }

}  // namespace

TestResult kupiec_test(std::int64_t breaches, std::int64_t count, double tail) {
  LODESTONE_EXPECT(breaches >= 0 && count > 0 && breaches <= count && tail > 0.0 && tail < 1.0);
  const std::int64_t misses = count - breaches;
  const double ratio = log_likelihood(breaches, misses, tail) - log_likelihood(breaches, misses, share(breaches, misses));
  const double statistic = std::max(0.0, -2.0 * ratio);  // rounding may leave −0
  return {statistic, upper_tail_of_one_degree(statistic)};
}

BreachTransitions count_transitions(std::span<const char> breaches) {
  BreachTransitions transitions;
  for (std::size_t t = 1; t < breaches.size(); ++t) {
    if (breaches[t - 1] != 0) {
      ++(breaches[t] != 0 ? transitions.n11 : transitions.n10);
    } else {
      ++(breaches[t] != 0 ? transitions.n01 : transitions.n00);
    }
  }
  return transitions;
}

TestResult christoffersen_independence(const BreachTransitions& n) {
  const std::int64_t hits = n.n01 + n.n11;
  const std::int64_t misses = n.n00 + n.n10;
  const double alike = log_likelihood(hits, misses, share(hits, misses));
  const double chain = log_likelihood(n.n01, n.n00, share(n.n01, n.n00)) + log_likelihood(n.n11, n.n10, share(n.n11, n.n10));
  const double statistic = std::max(0.0, -2.0 * (alike - chain));
  return {statistic, upper_tail_of_one_degree(statistic)};
}

TestResult christoffersen_conditional_coverage(std::span<const char> breaches, double tail) {
  const auto count = static_cast<std::int64_t>(breaches.size());
  const std::int64_t hits = count - std::count(breaches.begin(), breaches.end(), char{0});
  const double statistic =
      kupiec_test(hits, count, tail).statistic + christoffersen_independence(count_transitions(breaches)).statistic;
  return {statistic, upper_tail_of_two_degrees(statistic)};
}

}  // namespace lodestone::calibration
