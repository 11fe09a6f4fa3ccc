#include <lodestone/calibration/market/calibrate.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <lodestone/base/violation.hpp>
#include <lodestone/calibration/market/expected_growth.hpp>
#include <lodestone/model/find_input.hpp>

#include <algorithm>
#include <calibration/market/synthetic_desk.hpp>
#include <cmath>

namespace lodestone::calibration {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// A desk with numbers by level, judgement that history cannot replace, and a chain of its own.
MarketPart judged() {
  MarketPart desk;
  Factor fx;
  fx.id = "usdcny";
  fx.stance = "licensing";
  fx.scale = FactorScale::LOG_OF_LEVEL;
  fx.initial_value = 6.9;
  fx.volatility_per_sqrt_year = {0.03, 0.06};
  fx.jumps = {{"open", "squeeze", 0.01, 0.02}};
  Factor premium;
  premium.id = "premium";
  premium.initial_value = 0.0;
  premium.volatility_per_sqrt_year = {0.2};
  Factor market;
  market.id = "market";
  market.initial_value = 0.0;
  market.volatility_per_sqrt_year = {0.15};
  desk.market.factors = {premium, fx, market};
  desk.market.correlations = {{"premium", "usdcny", 0.2}, {"usdcny", "market", -0.5}};
  Chain chain;
  chain.id = "licensing";
  chain.states = {{"open", ""}, {"squeeze", ""}};
  chain.initial_state = "open";
  chain.generators = {{kNoDate, {{"open", {-0.2, 0.2}}, {"squeeze", {2.0, -2.0}}}}};
  desk.policy.chains = {chain};
  desk.policy.stances = {{"licensing", {"open", "squeeze"}, {"licensing"}}};
  desk.input_ranges = {{"market.factors[usdcny].volatility_per_sqrt_year[0]", 0.02, 0.05, InputBasis::JUDGEMENT, "desk"},
                       {"market.factors[premium].volatility_per_sqrt_year[0]", 0.1, 0.3, InputBasis::JUDGEMENT, "desk"}};
  return desk;
}

CalibrationSpec spec_for_desk() {
  CalibrationSpec spec = synthetic_spec();
  spec.factors[3].reference_level = "open";
  spec.factors[3].kept = {"initial_value"};
  spec.chains[0].states.clear();
  spec.chains[0].prior_years = 3.0;
  return spec;
}

class CalibratedDesk : public testing::Test {
 protected:
  static void SetUpTestSuite() { calibration_ = new Calibration(calibrate(spec_for_desk(), synthetic_files(), judged())); }
  static void TearDownTestSuite() { delete calibration_; }
  static const Market& market() { return calibration_->part.market; }
  static Calibration* calibration_;
};
Calibration* CalibratedDesk::calibration_ = nullptr;

TEST_F(CalibratedDesk, KeepsWhatHistoryCannotTell) {
  EXPECT_EQ(market().factors[0].id, "premium");
  EXPECT_EQ(market().factors[0].volatility_per_sqrt_year, (std::vector<double>{0.2}));
  EXPECT_EQ(market().factors[1].initial_value, 6.9);
  EXPECT_EQ(market().factors[1].jumps.size(), 1U);
}

TEST_F(CalibratedDesk, KeepsTheRatioBetweenLevels) {
  const std::vector<double>& volatility = market().factors[1].volatility_per_sqrt_year;
  EXPECT_NEAR(volatility[0], Truth{}.fx_volatility, 0.005);
  EXPECT_DOUBLE_EQ(volatility[1] / volatility[0], 2.0);
}

TEST_F(CalibratedDesk, ReplacesCorrelationsBetweenCalibratedFactorsOnly) {
  double judged_one = 0.0;
  double replaced = 0.0;
  int count = 0;
  for (const Correlation& entry : market().correlations) {
    if (entry.first == "premium") judged_one = entry.value;
    const bool is_pair =
        (entry.first == "usdcny" && entry.second == "market") || (entry.first == "market" && entry.second == "usdcny");
    if (is_pair) replaced = entry.value, ++count;
  }
  EXPECT_EQ(judged_one, 0.2);
  EXPECT_EQ(count, 1);
  EXPECT_NEAR(replaced, 0.0, 4.0 / std::sqrt(780.0));  // independent in truth, 780 weeks
}

TEST_F(CalibratedDesk, CountsTheDesksRatesAsSoManyYears) {
  const double years = calibration_->results.chains[0].moves[1].years;  // in squeeze, two moves out
  EXPECT_NEAR(calibration_->part.policy.chains[0].generators[0].rows[1].rates_per_year[0], (2.0 * 3.0 + 2.0) / (3.0 + years),
              1e-12);
  EXPECT_NEAR(calibration_->part.policy.chains[0].generators[0].rows[1].rates_per_year[1],
              -calibration_->part.policy.chains[0].generators[0].rows[1].rates_per_year[0], 1e-15);
}

TEST_F(CalibratedDesk, GivesEachEstimateARangeAndLeavesTheOthers) {
  Study study;
  study.market = market();
  study.policy = calibration_->part.policy;
  int judgements = 0;
  for (const InputRange& range : calibration_->part.input_ranges) {
    const double* number = find_input(study, range.path).number;
    ASSERT_NE(number, nullptr) << range.path;
    EXPECT_LE(range.low, *number) << range.path;
    EXPECT_GE(range.high, *number) << range.path;
    judgements += range.basis == InputBasis::JUDGEMENT ? 1 : 0;
    if (range.path == "market.factors[usdcny].volatility_per_sqrt_year[0]") {
      EXPECT_EQ(range.basis, InputBasis::DERIVED);
      EXPECT_THAT(range.source, HasSubstr("2025-12-31"));
    }
  }
  EXPECT_EQ(judgements, 1);
  EXPECT_GE(calibration_->part.input_ranges.size(), 20U);
}

TEST(CalibrateDesk, KeepsTheExpectedGrowthOfAPrice) {
  MarketPart desk = judged();
  Factor own;
  own.id = "own";
  own.stance = "licensing";
  own.initial_value = 0.0;
  own.volatility_per_sqrt_year = {0.3};
  own.drift_per_year = {0.02, 0.05};
  own.jumps = {{"open", "squeeze", 0.1, 0.05}};
  desk.market.factors.push_back(own);
  Observable price = share_price("price");
  price.weights = {{"own", 1.0}, {"market", 1.0}};
  desk.market.observables = {price};
  CalibrationSpec spec = spec_for_desk();
  spec.observables.clear();
  spec.factors[1].drift = DriftRule::EXPECTED_GROWTH;
  const std::vector<double> before = growth_besides_drift(desk, "own", "price");
  // By hand, at open: half of 0.3² + 0.15², and 0.2 jumps a year of e^(0.1 + 0.05²/2) − 1.
  EXPECT_NEAR(before[0], 0.5 * (0.09 + 0.0225) + 0.2 * std::expm1(0.1 + 0.00125), 1e-12);
  const Calibration calibration = calibrate(spec, synthetic_files(), desk);
  const std::vector<double> after = growth_besides_drift(calibration.part, "own", "price");
  const std::vector<double>& drift = calibration.part.market.factors[3].drift_per_year;
  EXPECT_NEAR(drift[0] + after[0], 0.02 + before[0], 1e-12);
  EXPECT_NEAR(drift[1] + after[1], 0.05 + before[1], 1e-12);

  spec.factors[1].expected_growth_per_year = 0.08;
  const Calibration given = calibrate(spec, synthetic_files(), desk);
  EXPECT_NEAR(given.part.market.factors[3].drift_per_year[0] + growth_besides_drift(given.part, "own", "price")[0], 0.08,
              1e-12);
}

TEST(CalibrateDesk, NeedsTheLevelThatItsNumbersAreOf) {
  CalibrationSpec spec = spec_for_desk();
  spec.factors[3].reference_level.clear();
  spec.factors[0].kind = FactorKind::LOG_REVERTING;
  std::vector<std::string> faults;
  try {
    calibrate(spec, synthetic_files(), judged());
  } catch (const InvalidInput& invalid) {
    for (const Violation& violation : invalid.violations()) faults.push_back(to_string(violation));
  }
  EXPECT_THAT(faults, Contains(HasSubstr("factors[3].reference_level")));
}

}  // namespace
}  // namespace lodestone::calibration
