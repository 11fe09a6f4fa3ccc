#include <lodestone/calibration/estimate/score_garch.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

const ScoreGarch kTruth = {4e-4, 0.97, 0.08, 0.35, 5.0};

/// A prior that says nothing.
ScoreGarchOptions no_prior() {
  ScoreGarchOptions options;
  options.prior = {.log_variance_sd = 1e3,
                   .persistence_logit_sd = 1e3,
                   .news_share_log_sd = 1e3,
                   .gain_share_sd = 1e3,
                   .tail_index_sd = 1e3};
  return options;
}

std::vector<double> generated_returns(const ScoreGarch& truth, int count, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  std::student_t_distribution<double> student(truth.degrees_of_freedom);
  const double unit = std::sqrt((truth.degrees_of_freedom - 2.0) / truth.degrees_of_freedom);
  std::vector<double> returns;
  double h = truth.long_run_variance;
  for (int i = 0; i < count; ++i) {
    const double z = unit * student(bits);
    returns.push_back(std::sqrt(h) * z);
    h = truth.next_variance(h, z);
  }
  return returns;
}

TEST(ScoreGarch, KeepsItsVarianceOnAverageAndBoundsWhatOneReturnCanDo) {
  std::mt19937_64 bits(1);
  std::student_t_distribution<double> student(5.0);
  double mean = 0.0;
  double squares = 0.0;
  constexpr int kDraws = 400'000;
  for (int i = 0; i < kDraws; ++i) {
    const double growth = kTruth.growth(std::sqrt(0.6) * student(bits));
    mean += growth / kDraws;
    squares += growth * growth / kDraws;
  }
  EXPECT_NEAR(mean, kTruth.persistence, 4.0 * std::sqrt((squares - mean * mean) / kDraws));
  const double most = 2.0 * 0.97 * 0.08 * 0.65 * 6.0 + 0.97 * 0.92;  // a⁻(ν + 1) + p(1 − s)
  EXPECT_NEAR(kTruth.growth(-1e6), most, 1e-9);
  EXPECT_GT(kTruth.growth(-2.0), kTruth.growth(2.0)) << "losses carry more of the news";
}

TEST(ScoreGarch, IsTheGjrGarchWithoutFatTails) {
  ScoreGarch normal = kTruth;
  normal.degrees_of_freedom = 1e12;
  // α = 2psq, γ = 2ps(1 − 2q), β = p(1 − s).
  EXPECT_NEAR(normal.growth(-3.0), (2.0 * 0.97 * 0.08 * 0.65) * 9.0 + 0.97 * 0.92, 1e-8);
  EXPECT_NEAR(normal.growth(3.0), (2.0 * 0.97 * 0.08 * 0.35) * 9.0 + 0.97 * 0.92, 1e-8);
}

TEST(ScoreGarch, FindsTheParametersThatMadeTheReturns) {
  const ScoreGarch found = fit_score_garch(generated_returns(kTruth, 20000, 2), no_prior());
  // Three standard errors of twenty thousand returns; those of s, q and p as for a GARCH of this size, of 1/ν √(2.4/n)/ν.
  EXPECT_NEAR(std::log(found.long_run_variance / kTruth.long_run_variance), 0.0, 3.0 * 0.05);
  EXPECT_NEAR(found.persistence, kTruth.persistence, 3.0 * 0.005);
  EXPECT_NEAR(found.news_share, kTruth.news_share, 3.0 * 0.008);
  EXPECT_NEAR(found.gain_share, kTruth.gain_share, 3.0 * 0.03);
  EXPECT_NEAR(1.0 / found.degrees_of_freedom, 0.2, 3.0 * 0.007);
}

TEST(ScoreGarch, FollowsItsPriorWhereTheReturnsSayLittle) {
  const std::vector<double> returns = generated_returns(kTruth, 150, 3);
  ScoreGarchOptions strict;
  strict.prior = {.persistence = 0.9,
                  .persistence_logit_sd = 1e-3,
                  .news_share = 0.2,
                  .news_share_log_sd = 1e-3,
                  .gain_share = 0.3,
                  .gain_share_sd = 1e-3,
                  .tail_index = 0.125,
                  .tail_index_sd = 1e-4};
  const ScoreGarch found = fit_score_garch(returns, strict);
  EXPECT_NEAR(found.persistence, 0.9, 1e-3);
  EXPECT_NEAR(found.news_share, 0.2, 1e-3);
  EXPECT_NEAR(found.gain_share, 0.3, 1e-3);
  EXPECT_NEAR(found.degrees_of_freedom, 8.0, 0.05);
}

TEST(ScoreGarch, DoesNotDependOnTheUnitOrTheStartOfTheSearch) {
  std::vector<double> returns = generated_returns(kTruth, 1500, 4);
  const ScoreGarch cold = fit_score_garch(returns);
  ScoreGarchOptions warm;
  warm.start = kTruth;
  EXPECT_NEAR(fit_score_garch(returns, warm).persistence, cold.persistence, 1e-4);
  for (double& value : returns) value *= 100.0;
  const ScoreGarch percent = fit_score_garch(returns);
  EXPECT_NEAR(percent.long_run_variance / cold.long_run_variance, 1e4, 1.0);
  EXPECT_NEAR(percent.news_share, cold.news_share, 1e-5);
}

TEST(ScoreGarch, ForgetsByItsHalfLife) {
  // Two years of 1 %, then two of 3 %: with a half-life of a quarter the level is that of the end.
  std::vector<double> returns = generated_returns({1e-4, 0.5, 0.01, 0.5, 8.0}, 500, 5);
  const std::vector<double> wild = generated_returns({9e-4, 0.5, 0.01, 0.5, 8.0}, 500, 6);
  returns.insert(returns.end(), wild.begin(), wild.end());
  ScoreGarchOptions options = no_prior();
  options.prior.persistence = 0.5;
  options.prior.persistence_logit_sd = 0.01;
  options.half_life = 60.0;
  EXPECT_NEAR(fit_score_garch(returns, options).long_run_variance, 9e-4, 3.0 * 9e-4 * std::sqrt(3.0 / 170.0))
      << "as many returns as 2/ln 2 half-lives";
}

TEST(ScoreGarchFilter, IsTheRecursion) {
  const std::vector<double> returns = {0.01, -0.05, 0.02};
  const ScoreGarchFilter filter = score_garch_filter(returns, kTruth);
  double h = kTruth.long_run_variance;
  for (std::size_t t = 0; t < returns.size(); ++t) {
    EXPECT_DOUBLE_EQ(filter.standardised[t], returns[t] / std::sqrt(h));
    h = kTruth.next_variance(h, filter.standardised[t]);
  }
  EXPECT_DOUBLE_EQ(filter.next_variance, h);
}

}  // namespace
}  // namespace lodestone::calibration
