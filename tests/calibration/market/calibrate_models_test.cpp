#include <lodestone/calibration/market/calibrate.hpp>

#include <gtest/gtest.h>

#include <lodestone/calibration/estimate/schwartz_smith.hpp>
#include <lodestone/model/find_input.hpp>

#include <algorithm>
#include <calibration/market/synthetic_desk.hpp>
#include <cmath>
#include <lodestone/base/violation.hpp>

namespace lodestone::calibration {
namespace {

const ParameterEstimate* find(const Calibration& calibration, const std::string& path) {
  for (const ParameterEstimate& one : calibration.results.estimates) {
    if (one.path == path) return &one;
  }
  return nullptr;
}

bool warns_of(const Calibration& calibration, const std::string& words) {
  const auto& warnings = calibration.results.warnings;
  return std::any_of(warnings.begin(), warnings.end(),
                     [&](const std::string& w) { return w.find(words) != std::string::npos; });
}

/// One column of weekly values on Fridays from 2006.
template <class Next>
std::string weekly_csv(const char* header, int weeks, Next next) {
  std::string csv = std::string("date,") + header + "\n";
  for (int k = 0; k < weeks; ++k) csv += to_string(make_date(2006, 1, 6) + days{7 * k}) + "," + next(k) + "\n";
  return csv;
}

CalibrationSpec spec_of(std::vector<SeriesSpec> series, std::vector<FactorSpec> factors) {
  CalibrationSpec spec;
  spec.as_of = make_date(2025, 12, 31);
  spec.series = std::move(series);
  spec.factors = std::move(factors);
  return spec;
}

TEST(CalibrateModels, FindsBothFactorsOfSchwartzAndSmithInFutures) {
  const SchwartzSmith truth{1.5, 0.3, 0.1, 0.02, 0.15, 0.01, 0.3};
  const std::vector<double> maturities = {0.1, 0.5, 1.0, 1.5};
  Random random(11);
  double chi = 0.0, xi = 3.0;
  const double step = 7.0 / 365.0;
  const StepCovariance cov = step_covariance(truth, step);
  const std::string csv = weekly_csv("F1,F2,F3,F4", 520, [&](int) {
    const double a = random.normal(), b = random.normal();
    const double rho = cov.cross / std::sqrt(cov.chi * cov.xi);
    chi = std::exp(-truth.mean_reversion_per_year * step) * chi + std::sqrt(cov.chi) * a;
    xi += truth.equilibrium_drift * step + std::sqrt(cov.xi) * (rho * a + std::sqrt(1.0 - rho * rho) * b);
    std::string row;
    for (const double years : maturities)
      row += (row.empty() ? "" : ",") + number(futures_price(truth, chi, xi, years) * std::exp(0.01 * random.normal()));
    return row;
  });
  FactorSpec oil = factor("oil", FactorKind::SCHWARTZ_SMITH, "f1", Frequency::WEEKLY);
  oil.series = {"f1", "f2", "f3", "f4"};
  oil.maturities_years = maturities;
  oil.observable = "spot";
  CalibrationSpec spec = spec_of({column("f1", "F1"), column("f2", "F2"), column("f3", "F3"), column("f4", "F4")}, {oil});
  spec.observables = {share_price("spot")};
  const Calibration calibration = calibrate(spec, {{"history.csv", csv}});
  const auto expect = [&](const std::string& path, double value) {
    const ParameterEstimate* found = find(calibration, path);
    ASSERT_NE(found, nullptr) << path;
    EXPECT_LE(std::abs(found->value - value), 4.0 * found->standard_error) << path << " " << found->value;
  };
  expect("market.factors[oil_short_term].mean_reversion_per_year", truth.mean_reversion_per_year);
  expect("market.factors[oil_short_term].volatility_per_sqrt_year[0]", truth.short_term_volatility);
  expect("market.factors[oil_equilibrium].volatility_per_sqrt_year[0]", truth.equilibrium_volatility);
  expect("market.correlations[oil_short_term,oil_equilibrium].value", truth.correlation);
  const Market& market = calibration.part.market;
  EXPECT_NEAR(market.factors[0].initial_value + market.factors[1].initial_value, chi + xi, 0.05);
  EXPECT_EQ(market.observables[0].weights.size(), 2U);
  // Values take x's drift to be lower by the premium: that of ξ is then μ*.
  EXPECT_NEAR(market.factors[1].drift_per_year[0] - market.factors[1].risk_premium_per_year,
              truth.equilibrium_risk_neutral_drift, 0.02);
}

TEST(CalibrateModels, ShrinkAShortHistoryTowardsItsSector) {
  Random random(12);
  double a = 3.0, b = 3.0, c = 3.0;
  const std::string csv = weekly_csv("A,B,C", 1043, [&](int k) {
    a += 0.5 * std::sqrt(7.0 / 365.0) * random.normal();
    b += 0.5 * std::sqrt(7.0 / 365.0) * random.normal();
    c += 1.0 * std::sqrt(7.0 / 365.0) * random.normal();
    return number(std::exp(a)) + "," + number(std::exp(b)) + "," + (k < 1043 - 53 ? "" : number(std::exp(c)));
  });
  std::vector<FactorSpec> factors = {factor("a", FactorKind::GEOMETRIC, "a", Frequency::WEEKLY),
                                     factor("b", FactorKind::GEOMETRIC, "b", Frequency::WEEKLY),
                                     factor("c", FactorKind::GEOMETRIC, "c", Frequency::WEEKLY)};
  for (FactorSpec& one : factors) one.sector = "miners";
  const Calibration calibration =
      calibrate(spec_of({column("a", "A"), column("b", "B"), column("c", "C")}, factors), {{"history.csv", csv}});
  // 52 returns under a prior of 104: a third of ln 1.0 and two thirds of ln 0.5 make 0.63.
  const FactorDiagnostics& diagnostics = calibration.results.factors[2];
  EXPECT_DOUBLE_EQ(diagnostics.own_weight, 52.0 / 156.0);
  EXPECT_NEAR(calibration.part.market.factors[2].volatility_per_sqrt_year[0], 0.63, 0.10);
  EXPECT_EQ(calibration.results.factors[0].own_weight, 1.0);
  EXPECT_TRUE(warns_of(calibration, "c: 52 returns are a short history"));
}

TEST(CalibrateModels, GiveBackWhatAnAssessorSmoothedAway) {
  Random random(13);
  double truth = 3.0, shown = 3.0;
  const std::string csv = weekly_csv("A", 1043, [&](int) {
    truth += 0.4 * std::sqrt(7.0 / 365.0) * random.normal();
    shown += 0.5 * (truth - shown);
    return number(std::exp(shown));
  });
  FactorSpec smooth = factor("a", FactorKind::GEOMETRIC, "a", Frequency::WEEKLY);
  const std::vector<HistoryFile> files = {{"history.csv", csv}};
  const double before =
      calibrate(spec_of({column("a", "A")}, {smooth}), files).part.market.factors[0].volatility_per_sqrt_year[0];
  EXPECT_NEAR(before, 0.4 / std::sqrt(3.0), 0.02);  // φ = ½
  smooth.unsmooth = true;
  const Calibration calibration = calibrate(spec_of({column("a", "A")}, {smooth}), files);
  const ParameterEstimate* found = find(calibration, "market.factors[a].volatility_per_sqrt_year[0]");
  ASSERT_NE(found, nullptr);
  EXPECT_LE(std::abs(found->value - 0.4), 4.0 * found->standard_error);
}

TEST(CalibrateModels, TakePairsThatNeverMetAsUncorrelated) {
  Random random(14);
  double a = 3.0, b = 3.0, c = 3.0;
  const std::string csv = weekly_csv("A,B,C", 1000, [&](int k) {
    const double shared = random.normal();
    a += 0.03 * shared + 0.01 * random.normal();
    b += 0.03 * shared + 0.01 * random.normal();
    c += 0.03 * shared + 0.01 * random.normal();
    return number(std::exp(a)) + "," + (k < 500 ? number(std::exp(b)) : "") + "," + (k < 500 ? "" : number(std::exp(c)));
  });
  std::vector<FactorSpec> factors = {factor("a", FactorKind::GEOMETRIC, "a", Frequency::WEEKLY),
                                     factor("b", FactorKind::GEOMETRIC, "b", Frequency::WEEKLY),
                                     factor("c", FactorKind::GEOMETRIC, "c", Frequency::WEEKLY)};
  factors[1].initial_value = factors[2].initial_value = 20.0;
  CalibrationSpec spec = spec_of({column("a", "A"), column("b", "B"), column("c", "C")}, factors);
  spec.as_of = make_date(2025, 2, 28);
  // 0.9 with a each, and 0 with each other: no correlation matrix, 0.9² + 0.9² > 1.
  EXPECT_THROW(calibrate(spec, {{"history.csv", csv}}), InvalidInput);
  spec.dependence.repair_to_nearest = true;
  const Calibration calibration = calibrate(spec, {{"history.csv", csv}});
  EXPECT_EQ(calibration.part.market.correlations.size(), 2U);
  EXPECT_EQ(calibration.part.market.correlation_repair, CorrelationRepair::NEAREST);
  EXPECT_GT(calibration.results.dependence.repair_distance, 0.1);
  EXPECT_TRUE(warns_of(calibration, "b and c were never seen in the same period"));
}

TEST(CalibrateModels, MeasureJumpsOnTheMovesOfAChain) {
  Random random(15);
  double x = 3.0;
  const Date tightened = make_date(2015, 4, 1);
  const std::string csv = weekly_csv("A", 1043, [&](int k) {
    const Date date = make_date(2006, 1, 6) + days{7 * k};
    x += 0.01 * random.normal() + (date - days{7} < tightened && tightened <= date ? 0.30 : 0.0);
    return number(std::exp(x));
  });
  FactorSpec price = factor("a", FactorKind::GEOMETRIC, "a", Frequency::WEEKLY);
  price.stance = "licensing";
  price.jumps = JumpSpec{"licensing", 0, 1, std::nullopt};
  CalibrationSpec spec = spec_of({column("a", "A")}, {price});
  spec.chains = synthetic_spec().chains;
  spec.chains[0].labels = {{make_date(2006, 1, 1), "open"}, {tightened, "squeeze"}};
  std::vector<HistoryFile> files = {{"history.csv", csv}, {"events.csv", synthetic_events()}};
  const Calibration free = calibrate(spec, files);
  const ParameterEstimate* jump = find(free, "market.factors[a].jumps[open,squeeze].mean");
  ASSERT_NE(jump, nullptr);
  EXPECT_LE(std::abs(jump->value - 0.30), 4.0 * jump->standard_error);
  EXPECT_NEAR(jump->standard_error, 0.01, 0.001);
  spec.factors[0].jumps->prior_standard_deviation = 0.01;  // as sure as the window, of a jump of 0: half of it is left
  const Calibration drawn = calibrate(spec, files);
  EXPECT_NEAR(find(drawn, "market.factors[a].jumps[open,squeeze].mean")->value, 0.5 * jump->value, 0.02);
}

TEST(CalibrateModels, KeepPendingApplicationsAsCensored) {
  MarketPart desk;
  Chain chain;
  chain.id = "licensing";
  chain.states = {{"open", ""}, {"squeeze", ""}};
  chain.initial_state = "squeeze";
  chain.generators = {{kNoDate, {{"open", {-0.2, 0.2}}, {"squeeze", {2.0, -2.0}}}}};
  desk.policy.chains = {chain};
  desk.policy.stances = {{"licensing", {"open", "squeeze"}, {"licensing"}}};
  Lane lane;
  lane.id = "magnets";
  lane.stance = "licensing";
  lane.age_bin_edges_days = {50.0};
  lane.hazards = {{"open", {20.0, 20.0}}, {"squeeze", {1.0, 3.0}}};
  lane.approval_probability_by_level = {0.9, 0.9};
  lane.validity_days = 180.0;
  desk.licences.lanes = {lane};
  CalibrationSpec spec = spec_of({}, {});
  spec.chains = synthetic_spec().chains;
  spec.chains[0].states.clear();
  spec.chains[0].labels = {{make_date(2025, 1, 1), "squeeze"}};
  spec.lanes = {LaneSpec{"magnets", "licensing", "", "surveys.csv"}};
  const std::vector<HistoryFile> files = {{"events.csv", synthetic_events()},
                                          {"surveys.csv",
                                           "lane,first_filed,date,filed,approved,refused,pending,source_url\n"
                                           "magnets,2025-04-04,2025-09-09,141,19,1,121,https://example.org\n"}};
  const Calibration calibration = calibrate(spec, files, desk);
  const Lane& found = calibration.part.licences.lanes[0];
  EXPECT_EQ(calibration.results.lanes[0].pending, 121);
  // 20 decided of 141 that waited 79 days on average: about ln(1/(1 − 20/141))·365/79 = 0.7 a year, not that of 20 of 20.
  EXPECT_NEAR(found.hazards[1].hazards_per_year[0], 0.72, 0.2);
  EXPECT_DOUBLE_EQ(found.hazards[1].hazards_per_year[1] / found.hazards[1].hazards_per_year[0], 3.0);  // the desk's shape
  EXPECT_EQ(found.hazards[0].hazards_per_year, (std::vector<double>{20.0, 20.0}));                     // nobody waited there
  EXPECT_NEAR(found.approval_probability_by_level[1], 19.5 / 21.0, 1e-12);
  EXPECT_EQ(found.approval_probability_by_level[0], 0.9);
}

}  // namespace
}  // namespace lodestone::calibration
