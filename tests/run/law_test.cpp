// The laws that the draws must have: of chains, of factors, of pairs of factors.
#include <gtest/gtest.h>
#include <lodestone/math/matrix_exponential.hpp>

#include <array>
#include <model/example_study.hpp>
#include <run/small_studies.hpp>

namespace lodestone {
namespace {

using Law = std::vector<double>;  ///< by state

/// The law after a step: p·M, M row-major.
Law times(const Law& law, const std::vector<double>& matrix) {
  Law next(law.size());
  for (std::size_t i = 0; i < law.size(); ++i) {
    for (std::size_t j = 0; j < law.size(); ++j) next[j] += law[i] * matrix[i * law.size() + j];
  }
  return next;
}

std::vector<double> generator_of(const Chain& chain, std::size_t piece) {
  std::vector<double> rates;
  for (const GeneratorRow& row : chain.generators[piece].rows)
    rates.insert(rates.end(), row.rates_per_year.begin(), row.rates_per_year.end());
  return rates;
}

/// Pearson's statistic of the reported shares of a stance's levels.
double chi_squared(const StanceOutcome& outcome, const Law& law, double paths) {
  double sum = 0.0;
  for (std::size_t level = 0; level < law.size(); ++level) {
    const double expected = paths * law[level];
    const double got = paths * *outcome.levels[level].probability.value;
    sum += (got - expected) * (got - expected) / expected;
  }
  return sum;
}

constexpr double kChiSquared3 = 30.66;  ///< 1 − 1e-6 quantile with 3 degrees of freedom

// Rates change on 1 June, something happens on 1 September; both fall between the grid's months.
TEST(PolicyChain, LawAtGridDatesIsTheMatrixExponential) {
  constexpr double kPaths = 100000;
  Study study = with_paths(reference::grid_model_study(52, 7, 1), static_cast<std::int64_t>(kPaths));
  study.portfolio.positions = {reference::position("stock", Inventory{"spot", 1.0, 0.0})};
  Chain& chain = study.policy.chains[0];
  chain.generators.push_back(chain.generators[0]);
  chain.generators[1].from = make_date(2026, 6, 1);
  for (GeneratorRow& row : chain.generators[1].rows) {
    for (double& rate : row.rates_per_year) rate *= 2.0;
  }
  const std::vector<double> event = {0.9, 0.1, 0.0, 0.0, 0.0, 0.5, 0.3, 0.2, 0.0, 0.2, 0.5, 0.3, 0.1, 0.2, 0.3, 0.4};
  chain.events = {{"summit", make_date(2026, 9, 1), {}}};
  for (std::size_t i = 0; i < 4; ++i) {
    const auto row = event.begin() + static_cast<std::ptrdiff_t>(4 * i);
    chain.events[0].rows.push_back({chain.states[i].id, {row, row + 4}});
  }
  study.simulation.horizons = {"2026-03-31", "2026-08-31", "2026-09-01", "2026-12-30"};
  study.simulation.grid_dates = {make_date(2026, 2, 27), make_date(2026, 7, 31), make_date(2026, 11, 30)};
  study.measures.books = false;
  const Simulation simulation = simulate(validate(study));

  const auto moved = [&](const Law& law, std::size_t piece, Date from, Date to) {
    return times(law, matrix_exponential(generator_of(chain, piece), 4, year_fraction(from, to)));
  };
  const Law march = moved({0.0, 1.0, 0.0, 0.0}, 0, study.as_of, make_date(2026, 3, 31));
  const Law june = moved(march, 0, make_date(2026, 3, 31), make_date(2026, 6, 1));
  const Law august = moved(june, 1, make_date(2026, 6, 1), make_date(2026, 8, 31));
  const Law before = moved(august, 1, make_date(2026, 8, 31), make_date(2026, 9, 1));
  const Law september = times(before, event);
  const Law december = moved(september, 1, make_date(2026, 9, 1), make_date(2026, 12, 30));
  const std::vector<StanceOutcome>& stances = simulation.report().results.stances;
  ASSERT_EQ(stances.size(), 4u);
  EXPECT_LT(chi_squared(stances[0], march, kPaths), kChiSquared3);
  EXPECT_LT(chi_squared(stances[1], august, kPaths), kChiSquared3);
  EXPECT_LT(chi_squared(stances[2], september, kPaths), kChiSquared3);
  EXPECT_LT(chi_squared(stances[3], december, kPaths), kChiSquared3);
  EXPECT_GT(chi_squared(stances[2], before, kPaths), 100 * kChiSquared3) << "the test has lost its power";
  EXPECT_GT(chi_squared(stances[1], moved(june, 0, make_date(2026, 6, 1), make_date(2026, 8, 31)), kPaths), 10 * kChiSquared3)
      << "the test has lost its power";
}

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

/// Mean and variance of a factor at the end of the year, by recursion of E[1; state], E[x; state] and E[x²; state].
Moments exact_moments(const Study& study, const Factor& factor, const std::vector<Date>& dates) {
  const Chain& chain = study.policy.chains[0];
  const std::size_t n = chain.states.size();
  const auto by_level = [](const std::vector<double>& values, std::size_t level) {
    return values.empty() ? 0.0 : values.size() == 1 ? values[0] : values[level];
  };
  std::vector<std::array<double, 3>> now(n, {0.0, 0.0, 0.0});
  now[0] = {1.0, factor.initial_value, factor.initial_value * factor.initial_value};
  for (std::size_t k = 1; k < dates.size(); ++k) {
    const double years = year_fraction(dates[k - 1], dates[k]);
    const std::vector<double> move = matrix_exponential(generator_of(chain, 0), n, years);
    const double kappa = factor.mean_reversion_per_year;
    const double a = std::exp(-kappa * years);
    std::vector<std::array<double, 3>> next(n, {0.0, 0.0, 0.0});
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        double b = kappa > 0.0 ? by_level(factor.long_run_mean, j) * (1.0 - a) : by_level(factor.drift_per_year, j) * years;
        const double sigma = by_level(factor.volatility_per_sqrt_year, j);
        double c2 = sigma * sigma * (kappa > 0.0 ? (1.0 - a * a) / (2.0 * kappa) : years);
        for (const Jump& jump : factor.jumps) {
          if (jump.from_level != chain.states[i].id || jump.to_level != chain.states[j].id) continue;
          b += jump.mean;
          c2 += jump.standard_deviation * jump.standard_deviation;
        }
        const double p = move[i * n + j];
        next[j][0] += p * now[i][0];
        next[j][1] += p * (a * now[i][1] + b * now[i][0]);
        next[j][2] += p * (a * a * now[i][2] + 2.0 * a * b * now[i][1] + (b * b + c2) * now[i][0]);
      }
    }
    now = next;
  }
  Moments moments;
  double second = 0.0;
  for (const std::array<double, 3>& state : now) moments.mean += state[1], second += state[2];
  moments.variance = second - moments.mean * moments.mean;
  return moments;
}

constexpr int kReplays = 3000;

/// Every kind of factor over a year of months.
Study factor_study() {
  Study study = reference::empty_study(make_date(2025, 12, 31));
  reference::add_chain(study, "policy", {"calm", "tense"}, 0, {{0.0, 2.0}, {3.0, 0.0}}, 1.0);
  Factor drifting = example::factor("drifting", FactorScale::NATURAL, 0.1, 0.4);
  drifting.drift_per_year = {0.3};
  Factor companion = example::factor("companion", FactorScale::NATURAL, 0.0, 0.2);
  Factor reverting = example::reverting("reverting", 1.5, 1.2, {0.5}, 0.3);
  Factor regimes = example::reverting("regimes", 0.0, 2.0, {0.0, 1.0}, 0.0);
  regimes.stance = "policy";
  regimes.volatility_per_sqrt_year = {0.1, 0.6};
  Factor jumping = regimes;
  jumping.id = "jumping";
  jumping.jumps = {{"calm", "tense", 0.7, 0.2}, {"tense", "calm", -0.3, 0.0}};
  Factor drifting_regimes = drifting;
  drifting_regimes.id = "drifting regimes";
  drifting_regimes.stance = "policy";
  drifting_regimes.drift_per_year = {0.0, 2.0};
  Factor fat = drifting;
  fat.id = "fat";
  fat.variance_group = "tails";
  study.market.variance_groups = {{"tails", 4.0}};
  study.market.factors = {drifting, companion, reverting, regimes, jumping, drifting_regimes, fat};
  study.market.correlations = {{"drifting", "companion", 0.6}};
  for (const Factor& factor : study.market.factors)
    study.market.observables.push_back(reference::oxide_price(factor.id, factor.id));
  study.portfolio.positions = {reference::position("stock", Inventory{"drifting", 1.0, 0.0})};
  for (unsigned month = 1; month <= 12; ++month) study.simulation.grid_dates.push_back(month_end(make_date(2026, month, 1)));
  study.simulation.horizons = {"2026-12-31"};
  return with_paths(study, kReplays);
}

class FactorLaw : public testing::Test {
 protected:
  /// Last values of the factors of every path, replayed once for all tests.
  static void SetUpTestSuite() {
    const Study study = factor_study();
    const Simulation simulation = simulate(validate(study));
    for (std::int64_t path = 0; path < kReplays; ++path) {
      const PathRecord record = simulation.replay(path);
      dates_ = record.dates;
      std::vector<double> last;
      for (const Factor& factor : study.market.factors) {
        last.push_back(column(record, "factor", factor.id).back());
        for (const double price : column(record, "observable", factor.id)) least_price_ = std::min(least_price_, price);
      }
      last_.push_back(last);
    }
  }

  static Moments sample_moments(std::size_t factor) {
    Moments moments;
    for (const std::vector<double>& path : last_) moments.mean += path[factor] / kReplays;
    for (const std::vector<double>& path : last_) moments.variance += std::pow(path[factor] - moments.mean, 2) / (kReplays - 1);
    return moments;
  }

  /// Within five standard errors; that of the variance is √(Var((x − m)²)/n).
  static void expect_moments(std::size_t factor, const Moments& exact) {
    const Moments got = sample_moments(factor);
    double spread = 0.0;
    for (const std::vector<double>& path : last_) {
      spread += std::pow(std::pow(path[factor] - got.mean, 2) - got.variance, 2) / (kReplays - 1);
    }
    EXPECT_NEAR(got.mean, exact.mean, 5 * std::sqrt(got.variance / kReplays));
    EXPECT_NEAR(got.variance, exact.variance, 5 * std::sqrt(spread / kReplays));
    EXPECT_LT(std::sqrt(spread / kReplays), 0.1 * exact.variance) << "the test has lost its power";
  }

  static inline std::vector<Date> dates_;
  static inline std::vector<std::vector<double>> last_;
  static inline double least_price_ = 1e300;
};

TEST_F(FactorLaw, OfADriftingFactorIsNormalWithDriftAndVarianceOfTheYear) { expect_moments(0, {0.1 + 0.3, 0.16}); }

TEST_F(FactorLaw, OfARevertingFactorIsThatOfOrnsteinAndUhlenbeck) {
  expect_moments(2, {0.5 + std::exp(-1.2), 0.09 * (1.0 - std::exp(-2.4)) / 2.4});
}

TEST_F(FactorLaw, FollowsTheRegimesMeansAndVolatilities) {
  expect_moments(3, exact_moments(factor_study(), factor_study().market.factors[3], dates_));
}

TEST_F(FactorLaw, JumpsOnTheMovesOfItsStance) {
  const Study study = factor_study();
  const Moments exact = exact_moments(study, study.market.factors[4], dates_);
  expect_moments(4, exact);
  EXPECT_GT(exact.mean, exact_moments(study, study.market.factors[3], dates_).mean + 0.1) << "the test has lost its power";
}

TEST_F(FactorLaw, DriftsAsItsRegime) {
  expect_moments(5, exact_moments(factor_study(), factor_study().market.factors[5], dates_));
}

TEST_F(FactorLaw, KeepsItsMeanAndVarianceUnderFatTails) { expect_moments(6, {0.1 + 0.3, 0.16}); }

// SE of a sample correlation of normals: (1 − ρ²)/√n.
TEST_F(FactorLaw, CorrelatesAsAsked) {
  const Moments x = sample_moments(0);
  const Moments y = sample_moments(1);
  double covariance = 0.0;
  for (const std::vector<double>& path : last_) covariance += (path[0] - x.mean) * (path[1] - y.mean) / (kReplays - 1);
  EXPECT_NEAR(covariance / std::sqrt(x.variance * y.variance), 0.6, 5 * (1.0 - 0.36) / std::sqrt(double{kReplays}));
}

TEST_F(FactorLaw, MakesNoPriceNegative) {
  EXPECT_GT(least_price_, 0.0);
  const Simulation simulation = simulate(validate(with_paths(example_study(), 64)));
  for (std::int64_t path = 0; path < 64; ++path) {
    const PathRecord record = simulation.replay(path);
    for (const char* id : {"ndpr_usd", "dy_eu", "miner_share", "usd_per_aud"}) {
      for (const double price : column(record, "observable", id)) EXPECT_GT(price, 0.0) << id;
    }
  }
}

}  // namespace
}  // namespace lodestone
