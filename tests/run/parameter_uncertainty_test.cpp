// Draws of parameters: a study whose VaR is known in closed form, the law of its draws recomputed from their addresses, and
// refusals.
#include <gtest/gtest.h>

#include <lodestone/plan/licence_plan.hpp>
#include <lodestone/random/streams.hpp>

#include <algorithm>
#include <map>
#include <numbers>
#include <run/small_studies.hpp>

namespace lodestone {
namespace {

constexpr double kTwoAndAHalf = 1.959963984540054;
constexpr double kVolatilitySpread = 0.2;  // standard deviations of the logarithms of the two inputs
constexpr double kWeightSpread = 0.1;
const char* const kVolatility = "market.factors[x].volatility_per_sqrt_year[0]";
const char* const kWeight = "market.observables[share].weights[x].weight";

InputRange log_range(const std::string& path, double value, double spread, InputBasis basis) {
  return {path, value * std::exp(-kTwoAndAHalf * spread), value * std::exp(kTwoAndAHalf * spread), basis, "the test"};
}

/// P&L = 100 · w · σ · √Δ · z: VaR and ES of every path sample are proportional to w·σ.
Study linear_study(std::int64_t paths) {
  Study study = with_paths(reference::empty_study(make_date(2025, 12, 31)), paths);
  Factor x;
  x.id = "x";
  x.initial_value = 0.0;
  x.volatility_per_sqrt_year = {0.3};
  study.market.factors = {x};
  Observable share;
  share.id = "share";
  share.kind = ObservableKind::LINEAR;
  share.intercept = 50.0;
  share.weights = {{"x", 8.0}};
  share.currency = Currency::USD;
  share.unit = Unit::SHARE;
  study.market.observables = {share};
  study.portfolio.positions = {reference::position("shares", EquityPosition{"share", 100.0, ""})};
  study.simulation.horizons = {"10d"};
  study.simulation.grid_dates = {make_date(2026, 1, 14)};
  study.measures.confidences = {0.95, 0.99};
  study.measures.pnl_bases = {PnlBasis::MARK_TO_MODEL};
  study.measures.references = {LossReference::ZERO, LossReference::MEAN};
  study.input_ranges = {log_range(kVolatility, 0.3, kVolatilitySpread, InputBasis::JUDGEMENT),
                        log_range(kWeight, 8.0, kWeightSpread, InputBasis::REPORTED)};
  return study;
}

/// The normal at the address that docs/conventions.md gives to an input.
double normal_of(const Study& study, const char* name, std::int64_t draw, int attempt) {
  const Draw address{philox_key(*study.simulation.seed), Stream{9}, fnv1a(name), static_cast<std::uint32_t>(attempt)};
  const UniformPair u = uniform_pair(address, static_cast<std::uint32_t>(draw));
  return std::sqrt(-2.0 * std::log(u.first)) * std::cos(2.0 * std::numbers::pi * u.second);
}

TEST(ParameterUncertainty, GivesTheBandOfALinearStudyDrawByDraw) {
  const Study study = linear_study(256);
  constexpr std::int64_t kDraws = 99;  // the 5 % and the 95 % point are the fifth and the ninety-fifth draw
  const ParameterUncertainty found = parameter_uncertainty(validate(study), {kDraws, 0});
  std::vector<double> ratios;
  for (std::int64_t d = 0; d < kDraws; ++d) {
    ratios.push_back(
        std::exp(kVolatilitySpread * normal_of(study, kVolatility, d, 0) + kWeightSpread * normal_of(study, kWeight, d, 0)));
  }
  std::sort(ratios.begin(), ratios.end());
  const RiskReport report = simulate(validate(study)).report();
  const std::vector<TailMeasure>& plain = report.results.pnl.front().distribution.measures;
  ASSERT_EQ(found.measures.size(), plain.size());
  EXPECT_EQ(found.draws, kDraws);
  EXPECT_EQ(found.redrawn, 0);
  EXPECT_EQ(found.paths, 256);
  for (std::size_t m = 0; m < plain.size(); ++m) {
    const ParameterMeasure& measure = found.measures[m];
    EXPECT_EQ(measure.confidence, plain[m].confidence);
    EXPECT_EQ(measure.reference, plain[m].reference);
    EXPECT_EQ(measure.value_at_risk.at_estimate, plain[m].value_at_risk);
    EXPECT_EQ(measure.expected_shortfall.at_estimate, plain[m].expected_shortfall);
    // Rounding of x through α + w·x at 50 a share: 1e-14 of a loss of about 1.
    for (const auto& [spread, at] : {std::pair(measure.value_at_risk, *plain[m].value_at_risk.value),
                                     std::pair(measure.expected_shortfall, *plain[m].expected_shortfall.value)}) {
      EXPECT_NEAR(spread.lower_5 / at, ratios[4], 1e-11);
      EXPECT_NEAR(spread.upper_95 / at, ratios[94], 1e-11);
    }
  }
}

TEST(ParameterUncertainty, SharesAreThoseOfTheClosedForm) {
  const Study study = linear_study(64);
  const ParameterUncertainty found = parameter_uncertainty(validate(study), {400, 0});
  EXPECT_TRUE(found.joint_regression);
  // y = e^{s₁z₁ + s₂z₂}, S = s₁² + s₂²: E[z_k y] = s_k e^{S/2}, Var y = e^S (e^S − 1), so share_k = s_k²/(e^S − 1).
  const double sum = kVolatilitySpread * kVolatilitySpread + kWeightSpread * kWeightSpread;
  const double volatility = kVolatilitySpread * kVolatilitySpread / std::expm1(sum);
  const double weight = kWeightSpread * kWeightSpread / std::expm1(sum);
  for (const ParameterMeasure& measure : found.measures) {
    ASSERT_EQ(measure.inputs.size(), 2u);
    EXPECT_EQ(measure.inputs[0].input, kVolatility) << "the larger share comes first";
    EXPECT_NEAR(measure.inputs[0].share, volatility, 4.0 * measure.inputs[0].standard_error);
    EXPECT_NEAR(measure.inputs[1].share, weight, 4.0 * measure.inputs[1].standard_error);
    EXPECT_LT(measure.inputs[0].standard_error, 0.03);
    EXPECT_NEAR(measure.unexplained_share, 1.0 - measure.inputs[0].share - measure.inputs[1].share, 1e-12);
    EXPECT_EQ(measure.judgement_share, measure.inputs[0].share) << "the weight is reported";
    EXPECT_EQ(measure.judgement_standard_error, measure.inputs[0].standard_error);
    // sd of y over its median: √(e^S (e^S − 1)); of 400 draws of a law with kurtosis near 4.2, 5 % each.
    const double spread = std::sqrt(std::exp(sum) * std::expm1(sum));
    EXPECT_NEAR(measure.expected_shortfall.standard_deviation / *measure.expected_shortfall.at_estimate.value, spread,
                0.2 * spread);
  }
}

TEST(ParameterUncertainty, PredictsByThePooledSampleOfAllDraws) {
  const Study study = linear_study(200);
  const ParameterUncertainty found = parameter_uncertainty(validate(study), {20, 0});
  std::vector<double> losses;  // the worse half of each draw's, which holds the worst 5 % of all 4000
  for (std::int64_t d = 0; d < 20; ++d) {
    Study drawn = study;
    drawn.input_ranges.clear();
    drawn.market.factors[0].volatility_per_sqrt_year[0] *= std::exp(kVolatilitySpread * normal_of(study, kVolatility, d, 0));
    drawn.market.observables[0].weights[0].weight *= std::exp(kWeightSpread * normal_of(study, kWeight, d, 0));
    for (const TailPath& path : simulate(validate(drawn)).tail(0.5)) losses.push_back(path.loss);
  }
  std::sort(losses.begin(), losses.end(), std::greater<>());
  for (const ParameterMeasure& measure : found.measures) {
    if (measure.reference != LossReference::ZERO) continue;
    const std::size_t tail = measure.confidence == 0.95 ? 200 : 40;
    double sum = 0.0;
    for (std::size_t i = 0; i < tail; ++i) sum += losses[i];
    EXPECT_NEAR(measure.value_at_risk.predictive, losses[tail], 1e-11 * losses[tail]);
    EXPECT_NEAR(measure.expected_shortfall.predictive, sum / static_cast<double>(tail), 1e-11 * losses[tail]);
  }
}

TEST(ParameterUncertainty, IsTheSameForAnyThreadsAndOrderOfRanges) {
  Study study = linear_study(8192 + 64);
  Options options;
  options.threads = 1;
  const ParameterUncertainty one = parameter_uncertainty(validate(study), {20, 8192}, options);
  options.threads = 3;
  options.tile_paths = 128;
  std::swap(study.input_ranges[0], study.input_ranges[1]);
  study.input_ranges[0].path = "market.observables[0].weights[0].weight";
  const ParameterUncertainty other = parameter_uncertainty(validate(study), {20, 8192}, options);
  for (std::size_t m = 0; m < one.measures.size(); ++m) {
    EXPECT_EQ(one.measures[m].expected_shortfall.predictive, other.measures[m].expected_shortfall.predictive);
    EXPECT_EQ(one.measures[m].expected_shortfall.upper_95, other.measures[m].expected_shortfall.upper_95);
    EXPECT_EQ(one.measures[m].value_at_risk.lower_5, other.measures[m].value_at_risk.lower_5);
    for (std::size_t k = 0; k < 2; ++k) {
      EXPECT_EQ(one.measures[m].inputs[k].input, other.measures[m].inputs[k].input);
      EXPECT_EQ(one.measures[m].inputs[k].share, other.measures[m].inputs[k].share);
    }
  }
}

TEST(ParameterUncertainty, CountsAndRedrawsWhatMakesTheStudyInvalid) {
  Study study = linear_study(64);
  study.input_ranges = {{kVolatility, 0.0, 0.6, InputBasis::JUDGEMENT, "the test"}};  // plain: below 0 at z < −1.96
  std::int64_t refused = 0;
  for (std::int64_t d = 0; d < 150; ++d) {
    for (int attempt = 0; normal_of(study, kVolatility, d, attempt) < -kTwoAndAHalf; ++attempt) ++refused;
  }
  ASSERT_GT(refused, 0);
  EXPECT_EQ(parameter_uncertainty(validate(study), {150, 0}).redrawn, refused);
}

TEST(ParameterUncertainty, RefusesWhatCannotBeDrawnAllAtOnce) {
  Study study = linear_study(64);
  study.input_ranges.clear();
  try {
    parameter_uncertainty(validate(study), {19, 65});
    ADD_FAILURE() << "accepted";
  } catch (const InvalidInput& error) {
    ASSERT_EQ(error.violations().size(), 3u) << error.what();
    EXPECT_EQ(error.violations()[0].path, "input_ranges");
    EXPECT_EQ(error.violations()[1].path, "parameter draws");
    EXPECT_EQ(error.violations()[2].path, "parameter paths");
  }
}

TEST(ParameterUncertainty, GivesUpOnRangesThatHardlyEverLeaveTheStudyValid) {
  Study study = linear_study(64);
  study.input_ranges.clear();
  const Factor x = study.market.factors[0];
  for (int n = 0; n < 200; ++n) {  // all 200 volatilities are ≥ 0 in one draw of 160
    Factor other = x;
    other.id = "x" + std::to_string(n);
    study.market.factors.push_back(other);
    study.input_ranges.push_back(
        {"market.factors[" + other.id + "].volatility_per_sqrt_year", 0.0, 0.6, InputBasis::JUDGEMENT, "the test"});
  }
  try {
    parameter_uncertainty(validate(study), {20, 0});
    ADD_FAILURE() << "accepted";
  } catch (const InvalidInput& error) {
    ASSERT_EQ(error.violations().size(), 1u);
    EXPECT_NE(error.violations()[0].rule.find("must leave the study valid in one draw of 20 at least, but market.factors["),
              std::string::npos)
        << error.what();
  }
}

TEST(ParameterUncertainty, ReportsProgressOverAllRunsAndStopsWhenAsked) {
  const ValidStudy study = validate(linear_study(64));
  Progress last;
  Options options;
  options.on_progress = [&](const Progress& progress) {
    EXPECT_GE(progress.paths_done, last.paths_done);
    EXPECT_EQ(progress.paths_total, 21 * 64);
    EXPECT_EQ(progress.draws, 20);
    last = progress;
  };
  parameter_uncertainty(study, {20, 0}, options);
  EXPECT_EQ(last.paths_done, 21 * 64);
  EXPECT_EQ(last.draw, 20);
  std::stop_source stop;
  options.stop = stop.get_token();
  last = {};
  options.on_progress = [&](const Progress& progress) {
    last = progress;
    if (progress.draw == 3) stop.request_stop();
  };
  EXPECT_THROW(parameter_uncertainty(study, {20, 0}, options), Cancelled);
  EXPECT_EQ(last.draw, 3);
}

}  // namespace
}  // namespace lodestone
