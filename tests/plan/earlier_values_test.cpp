// Value tables taken over from another study's plan: what is built anew, and that not a bit depends on it.
#include <lodestone/plan/simulation_plan.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <plan/everything_study.hpp>
#include <plan/licensed_studies.hpp>

namespace lodestone {
namespace {

/// Laws of every kind past the horizon: a licensed offtake with a floor, floors on quarterly means of a reverting index and of
/// one that drifts, all discounted at a random rate.
Study study_of_laws() {
  Study study = licensed_study(LicenceBasis::PER_SHIPMENT);
  Factor& reverting = study.market.factors.front();
  Factor drifting = reverting;
  drifting.id = "y";
  drifting.mean_reversion_per_year = 0.0;
  drifting.long_run_mean.clear();
  drifting.drift_per_year = {0.01};
  Factor rate = reverting;
  rate.id = "r";
  rate.initial_value = 0.04;
  rate.long_run_mean = {0.04};
  rate.volatility_per_sqrt_year = {0.01};
  study.market.factors.insert(study.market.factors.end(), {drifting, rate});
  study.market.observables.insert(study.market.observables.end(),
                                  {reference::oxide_price("other", "y"), linear_rate("base", "r")});
  study.market.discount_rate = "base";

  Offtake offtake = licensed_offtake({week(20), week(30)}, 21);
  offtake.price.formula = Floor{1.2};
  study.portfolio.positions = {reference::position("purchase", offtake)};
  for (const char* index : {"spot", "other"}) {
    PriceFloorAgreement floor;
    floor.index = index;
    floor.averaging = {AveragingWindow::CALENDAR_QUARTER, 0};
    floor.floor = 1.3;
    floor.settlements = {{make_date(2026, 9, 30), 100.0}};
    study.portfolio.positions.push_back(reference::position(std::string("floor on ") + index, floor));
  }
  study.simulation.horizons = {"8w"};
  return study;
}

struct Built {
  SimulationPlan plan;
  std::size_t bodies = 0;  ///< that were run to build tables
};

Built build(const Study& study, const ValuePlan* earlier) {
  const ValidStudy valid = validate(study);
  Built built{compile_paths(valid, Isa::AVX2, Reach::LAST_HORIZON)};
  const ForEach counted = [&built](std::size_t count, const std::function<void(std::size_t)>& body) {
    built.bodies += count;
    one_by_one(count, body);
  };
  add_values(valid, counted, earlier, built.plan);
  return built;
}

void expect_same_numbers(const ValuePlan& first, const ValuePlan& second) {
  ASSERT_EQ(first.dates.size(), second.dates.size());
  for (std::size_t d = 0; d < first.dates.size(); ++d) {
    ASSERT_EQ(first.dates[d].laws.size(), second.dates[d].laws.size());
    for (std::size_t n = 0; n < first.dates[d].laws.size(); ++n) {
      const ValueLaw& a = first.dates[d].laws[n];
      const ValueLaw& b = second.dates[d].laws[n];
      EXPECT_EQ(std::tie(a.kind, a.joint, a.states, a.labels, a.window, a.seen_share),
                std::tie(b.kind, b.joint, b.states, b.labels, b.window, b.seen_share));
      EXPECT_EQ(std::tie(a.index_weights, a.index_columns, a.money_weights, a.money_columns, a.mass, a.forward),
                std::tie(b.index_weights, b.index_columns, b.money_weights, b.money_columns, b.mass, b.forward));
      EXPECT_EQ(std::tie(a.tables.mass, a.tables.forward, a.tables.first, a.tables.cubics, a.tables.error),
                std::tie(b.tables.mass, b.tables.forward, b.tables.first, b.tables.cubics, b.tables.error));
      EXPECT_EQ(std::tie(a.multiplier, a.log_multiplier, a.powers, a.fixing_weights),
                std::tie(b.multiplier, b.log_multiplier, b.powers, b.fixing_weights));
      EXPECT_EQ(a.claims.size(), b.claims.size());
    }
    EXPECT_EQ(first.dates[d].terms.numbers, second.dates[d].terms.numbers);
    EXPECT_EQ(first.dates[d].terms.weights, second.dates[d].terms.weights);
    EXPECT_EQ(first.dates[d].terms.terms.size(), second.dates[d].terms.terms.size());
  }
}

/// How many tables `changed` builds when it knows those of study_of_laws; they are to be those it builds alone.
std::size_t bodies_after(const Study& changed) {
  static const Built earlier = build(study_of_laws(), nullptr);
  const Built alone = build(changed, nullptr);
  const Built after = build(changed, &earlier.plan.values);
  expect_same_numbers(after.plan.values, alone.plan.values);
  EXPECT_GT(alone.bodies, 10U);
  return after.bodies;
}

/// How many laws are of means of "spot", which the first factor moves.
std::size_t means_of_spot(const ValuePlan& values) {
  std::size_t count = 0;
  for (const ValueDate& date : values.dates) {
    for (const ValueLaw& law : date.laws)
      count += law.kind == LawKind::AVERAGE && law.index_columns == std::vector<std::uint32_t>{0} ? 1 : 0;
  }
  return count;
}

TEST(EarlierValues, OfOtherLevelsServeWhole) {
  Study study = study_of_laws();
  study.market.factors[0].initial_value = 0.31;
  study.market.factors[1].initial_value = 0.9;
  study.market.factors[2].initial_value = 0.05;
  EXPECT_EQ(bodies_after(study), 0U);
}

TEST(EarlierValues, ServeOtherQuantitiesPathsAndAnotherStanceToday) {
  Study study = study_of_laws();
  study.simulation.paths = 12'345;
  study.simulation.seed = 99;
  study.policy.chains.front().initial_state = "freeze";
  std::get<PriceFloorAgreement>(study.portfolio.positions.back().instrument).settlements.front().quantity = 70.0;
  std::get<PriceFloorAgreement>(study.portfolio.positions.back().instrument).floor = 1.4;
  EXPECT_EQ(bodies_after(study), 0U);
}

// The mean's reference goes with the index; what it does not load on, and all other laws, stay.
TEST(EarlierValues, LackMeansOfARevertingIndexThatIsFarFromWhereItWas) {
  Study study = study_of_laws();
  study.market.factors[0].initial_value = 0.9;
  const std::size_t means = means_of_spot(build(study, nullptr).plan.values);
  ASSERT_GT(means, 0U);
  const std::size_t bodies = bodies_after(study);
  EXPECT_GT(bodies, means);  // with the forwards of the fixings
  study.market.factors[1].initial_value = 0.9;
  EXPECT_EQ(bodies_after(study), bodies);
}

TEST(EarlierValues, OfOtherLicencesServeWhatNeedsNone) {
  Study study = study_of_laws();
  study.licences.lanes.front().approval_probability_by_level = {1.0, 0.8, 0.3};
  const std::size_t bodies = bodies_after(study);
  EXPECT_GT(bodies, 0U);
  EXPECT_LT(bodies, build(study, nullptr).bodies);
}

TEST(EarlierValues, OfOtherDynamicsServeNothing) {
  for (const auto& change : std::vector<std::function<void(Study&)>>{
           [](Study& study) { study.market.factors[0].volatility_per_sqrt_year = {0.21}; },
           [](Study& study) { study.market.factors[2].risk_premium_per_year = 0.01; },
           [](Study& study) {
             study.market.correlations = {{"x", "y", 0.1}};
           },
           [](Study& study) { study.simulation.grid_dates.erase(study.simulation.grid_dates.begin() + 5); }}) {
    Study study = study_of_laws();
    change(study);
    EXPECT_EQ(bodies_after(study), build(study, nullptr).bodies);
  }
}

TEST(EarlierValues, ServeWhatIsLeftWhenAContractHasGone) {
  Study study = study_of_laws();
  study.portfolio.positions.erase(study.portfolio.positions.begin());
  EXPECT_EQ(bodies_after(study), 0U);
}

// On the horizon the fixings to come are the same, those that have been seen are not.
TEST(EarlierValues, OfAQuarterServeTheRestOfItsLastMonth) {
  Study quarter = study_of_laws();
  quarter.simulation.horizons = {"36w"};
  Study month = quarter;
  std::get<PriceFloorAgreement>(month.portfolio.positions.back().instrument).averaging = {AveragingWindow::CALENDAR_MONTH, 0};
  const Built alone = build(month, nullptr);
  const Built earlier = build(quarter, nullptr);
  const Built after = build(month, &earlier.plan.values);
  expect_same_numbers(after.plan.values, alone.plan.values);
  EXPECT_LT(after.bodies, alone.bodies);
}

// A table is missing where no claim bent before.
TEST(EarlierValues, WithoutATableThatIsNeededNowServeTheOthers) {
  Study straight = study_of_laws();
  std::get<Offtake>(straight.portfolio.positions.front().instrument).price.formula = IndexLinked{};
  const Built earlier = build(straight, nullptr);
  const Built after = build(study_of_laws(), &earlier.plan.values);
  expect_same_numbers(after.plan.values, build(study_of_laws(), nullptr).plan.values);
  EXPECT_GT(after.bodies, 0U);
}

}  // namespace
}  // namespace lodestone
