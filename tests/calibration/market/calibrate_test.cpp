#include <lodestone/calibration/market/calibrate.hpp>

#include <gtest/gtest.h>

#include <lodestone/calibration/market/factor_history.hpp>
#include <lodestone/model/validate.hpp>

#include <algorithm>
#include <calibration/market/synthetic_desk.hpp>
#include <cmath>

namespace lodestone::calibration {
namespace {

const ParameterEstimate& estimate_at(const Calibration& calibration, const std::string& path) {
  const auto& all = calibration.results.estimates;
  const auto found = std::find_if(all.begin(), all.end(), [&](const ParameterEstimate& e) { return e.path == path; });
  if (found == all.end()) throw std::out_of_range(path);
  return *found;
}

/// A normal error beyond four of its standard deviations comes once in 16,000 draws.
void expect_recovered(const Calibration& calibration, const std::string& path, double truth) {
  const ParameterEstimate& found = estimate_at(calibration, path);
  EXPECT_LE(std::abs(found.value - truth), 4.0 * found.standard_error) << path << " = " << found.value << ", truth " << truth;
  EXPECT_LT(found.low, found.value) << path;
  EXPECT_GT(found.high, found.value) << path;
}

class CalibratedHistory : public testing::Test {
 protected:
  static void SetUpTestSuite() { calibration_ = new Calibration(calibrate(synthetic_spec(), synthetic_files())); }
  static void TearDownTestSuite() { delete calibration_; }
  static Calibration* calibration_;
};
Calibration* CalibratedHistory::calibration_ = nullptr;

TEST_F(CalibratedHistory, RecoversEveryTruthWithinItsStandardErrors) {
  const Truth truth;
  expect_recovered(*calibration_, "market.factors[market].volatility_per_sqrt_year[0]", truth.index_volatility);
  expect_recovered(*calibration_, "market.factors[own].volatility_per_sqrt_year[0]", truth.own_volatility);
  expect_recovered(*calibration_, "market.observables[price].weights[market].weight", truth.exposure);
  expect_recovered(*calibration_, "market.factors[oxide].mean_reversion_per_year", truth.oxide_reversion);
  expect_recovered(*calibration_, "market.factors[oxide].volatility_per_sqrt_year[0]", truth.oxide_volatility);
  expect_recovered(*calibration_, "market.factors[oxide].long_run_mean[0]", 10'000.0 * std::exp(truth.oxide_mean));
  expect_recovered(*calibration_, "market.factors[usdcny].volatility_per_sqrt_year[0]", truth.fx_volatility);
  expect_recovered(*calibration_, "market.factors[base_rate].mean_reversion_per_year", truth.rate_reversion);
  expect_recovered(*calibration_, "market.factors[base_rate].long_run_mean[0]", 0.01 * truth.rate_mean);
  expect_recovered(*calibration_, "market.factors[base_rate].volatility_per_sqrt_year[0]", 0.01 * truth.rate_volatility);
  expect_recovered(*calibration_, "market.correlations[market,base_rate].value", truth.correlation);
  expect_recovered(*calibration_, "market.correlations[market,own].value", 0.0);
}

TEST_F(CalibratedHistory, KnowsPolicyByItsMovesAndTheTimeBetweenThem) {
  const ChainDiagnostics& chain = calibration_->results.chains.front();
  ASSERT_EQ(chain.moves.size(), 2U);
  EXPECT_EQ(chain.moves[0].moves, 2);
  EXPECT_EQ(chain.moves[1].moves, 2);
  EXPECT_NEAR(chain.moves[1].years, 2.0, 2.0 / 365.0);
  // Jeffreys: (2 + ½) moves in the years in that state.
  const double years_open = year_fraction(make_date(2011, 1, 3), make_date(2025, 12, 31)) - chain.moves[1].years;
  EXPECT_NEAR(estimate_at(*calibration_, "policy.chains[licensing].generators[0].rows[open].rates_per_year[1]").value,
              2.5 / years_open, 1e-12);
  EXPECT_EQ(calibration_->part.policy.chains.front().initial_state, "open");
}

TEST_F(CalibratedHistory, LooksAtNoEventAfterTheAsOfDate) { EXPECT_EQ(calibration_->results.chains.front().events_ignored, 1); }

TEST_F(CalibratedHistory, PricesTheShareAtItsLastClose) {
  const Market& market = calibration_->part.market;
  EXPECT_EQ(market.factors[1].initial_value, 0.0);
  const SeriesSpec share = synthetic_spec().series[1];
  std::vector<Violation> violations;
  const DataFiles data = parse_files(synthetic_spec(), synthetic_files(), violations);
  EXPECT_DOUBLE_EQ(*market.observables[0].multiplier,
                   sample_series(synthetic_spec(), share, Frequency::DAILY, data).values.back());
}

TEST_F(CalibratedHistory, WritesAMarketThatPassesValidation) {
  Study study;
  study.as_of = make_date(2025, 12, 31);
  study.market = calibration_->part.market;
  study.policy = calibration_->part.policy;
  study.licences = calibration_->part.licences;
  for (const Violation& violation : find_violations(study)) {
    const bool is_ours = violation.path.rfind("market", 0) == 0 || violation.path.rfind("policy", 0) == 0;
    EXPECT_FALSE(is_ours) << to_string(violation);
  }
}

TEST_F(CalibratedHistory, SaysFromWhatItWasEstimated) {
  const auto& series = calibration_->results.series;
  const auto share = std::find_if(series.begin(), series.end(), [](const SeriesDiagnostics& s) { return s.id == "share"; });
  ASSERT_NE(share, series.end());
  EXPECT_EQ(share->column, "SHARE");
  EXPECT_EQ(share->frequency, Frequency::WEEKLY);
  EXPECT_EQ(share->last, make_date(2025, 12, 31));
  const FactorDiagnostics& own = calibration_->results.factors[1];
  EXPECT_EQ(own.observations, share->returns);
  EXPECT_GT(own.r_squared, 0.1);  // 1.4² × 0.18² of that and 0.5²: 0.20
  EXPECT_LT(own.r_squared, 0.3);
  ASSERT_EQ(calibration_->results.tails.size(), 1U);
  EXPECT_GT(calibration_->results.tails[0].log_likelihood, calibration_->results.tails[0].normal_log_likelihood);
}

TEST(Calibrate, IsTheSameForTheSameInput) {
  const Calibration first = calibrate(synthetic_spec(), synthetic_files(3));
  const Calibration second = calibrate(synthetic_spec(), synthetic_files(3));
  ASSERT_EQ(first.results.estimates.size(), second.results.estimates.size());
  for (std::size_t k = 0; k < first.results.estimates.size(); ++k)
    EXPECT_EQ(first.results.estimates[k].value, second.results.estimates[k].value) << first.results.estimates[k].path;
}

TEST(Calibrate, HandsTheTermStructureOfAGarchToTheFactor) {
  CalibrationSpec spec = synthetic_spec();
  spec.factors[3].volatility = VolatilityModel::GARCH;
  spec.factors[3].volatility_term_structure = "fx_today";
  const Calibration calibration = calibrate(spec, synthetic_files());
  const Market& market = calibration.part.market;
  ASSERT_EQ(market.volatility_term_structures.size(), 1U);
  EXPECT_EQ(market.factors[3].volatility_term_structure, "fx_today");
  EXPECT_GT(market.volatility_term_structures[0].decay_per_year, 0.0);
  EXPECT_NEAR(market.factors[3].volatility_per_sqrt_year[0], 0.05, 0.005);
}

TEST(Calibrate, DrawsAnExposureTowardsItsPrior) {
  CalibrationSpec spec = synthetic_spec();
  spec.factors[1].exposures[0].prior_mean = 0.5;
  spec.factors[1].exposures[0].prior_standard_deviation = 1e-6;
  const Calibration calibration = calibrate(spec, synthetic_files());
  EXPECT_NEAR(estimate_at(calibration, "market.observables[price].weights[market].weight").value, 0.5, 1e-5);
}

}  // namespace
}  // namespace lodestone::calibration
