// What the model must do, seen through the front door alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <model/example_study.hpp>
#include <reference/certain_study.hpp>
#include <run/small_studies.hpp>

namespace lodestone {
namespace {

/// A producer that repays a loan out of one sale of all it makes, at `formula` of an index that starts at 125 USD/kg.
Study producer_study(PriceFormula formula) {
  Study study = with_paths(reference::empty_study(make_date(2025, 12, 31)), 2000);
  study.market.factors = {example::factor("log index", FactorScale::LOG_OF_LEVEL, 125.0, 0.3)};
  study.market.observables = {reference::oxide_price("index", "log index")};
  study.portfolio.positions = {reference::position("stock", Inventory{"index", 1.0, 0.0})};
  Project mine;
  mine.id = "mine";
  mine.decision.reached = make_date(2022, 6, 30);
  mine.on_spec.reached = make_date(2024, 6, 30);
  mine.qualified.reached = make_date(2024, 12, 31);
  mine.nameplate_tonnes_per_year = 4000.0;
  mine.availability_mean = 0.95;
  mine.availability_standard_deviation = 0.1;
  mine.operating_cost_per_kg = 60.0;
  mine.spot_index = "index";
  ProjectSale sale;
  sale.id = "supported";
  sale.terms = PriceTerms{};
  sale.terms->index = "index";
  sale.terms->formula = std::move(formula);
  sale.tonnes_per_quarter = 2000.0;
  mine.sales = {sale};
  mine.debt = Debt{400e6, 400e6, 0.0, "", "", 0.08, false, 0, 20, 1.2};
  mine.cash = 200e6;
  study.projects = {mine};
  study.simulation.horizons = {"2026-12-31"};
  study.simulation.grid_dates = {make_date(2026, 12, 31)};
  study.measures.project_outcomes = true;
  return study;
}

TEST(PriceFloor, LowersTheRiskOfABreachAndChangesNothingWhereTheIndexStaysAbove) {
  const Simulation at_index = simulate(validate(producer_study(IndexLinked{1.0, 0.0})));
  const Simulation with_floor = simulate(validate(producer_study(Floor{110.0})));
  const Estimate& bare = at_index.report().results.projects[0].probability_breach;
  const Estimate& supported = with_floor.report().results.projects[0].probability_breach;
  EXPECT_GT(*supported.value, 0.0);
  EXPECT_LT(*supported.value, *bare.value - 4 * std::hypot(*bare.standard_error, *supported.standard_error));

  int untouched = 0;
  int helped = 0;
  for (std::int64_t path = 0; path < 200; ++path) {
    const PathRecord index_path = at_index.replay(path);
    const PathRecord floor_path = with_floor.replay(path);
    const std::vector<double>& index = column(index_path, "observable", "index");
    const std::vector<double>& bare_cash = column(index_path, "project", "mine cash");
    const std::vector<double>& floor_cash = column(floor_path, "project", "mine cash");
    bool is_above = true;
    for (std::size_t k = 1; k < index.size(); ++k) {  // the grid is the four quarter ends
      is_above &= index[k] >= 110.0;
      if (is_above) {
        EXPECT_NEAR(floor_cash[k], bare_cash[k], 1e-12 * 1e9) << "path " << path;
      }
    }
    untouched += is_above;
    if (is_above) continue;
    ++helped;
    EXPECT_GT(floor_cash.back(), bare_cash.back()) << "path " << path;
  }
  EXPECT_GE(untouched, 20);
  EXPECT_GE(helped, 20);
}

struct Group {
  std::vector<double> late, premium;
};

double correlation(const Group& group) {
  const double n = static_cast<double>(group.late.size());
  double late = 0.0, premium = 0.0, both = 0.0, late_squares = 0.0, premium_squares = 0.0;
  for (std::size_t i = 0; i < group.late.size(); ++i) late += group.late[i] / n, premium += group.premium[i] / n;
  for (std::size_t i = 0; i < group.late.size(); ++i) {
    both += (group.late[i] - late) * (group.premium[i] - premium);
    late_squares += std::pow(group.late[i] - late, 2);
    premium_squares += std::pow(group.premium[i] - premium, 2);
  }
  return both / std::sqrt(late_squares * premium_squares);
}

/// Lateness and premium on the due date, by the level at the horizon. The toy's premium jumps on a move, its licences then
/// stall.
std::vector<Group> late_and_premium(Study study) {
  constexpr std::int64_t kPaths = 3000;
  study.simulation.paths = kPaths;
  study.portfolio.positions = {reference::position("purchase", toy_offtake(Side::BUY, 1.0, 1.6))};
  const Simulation simulation = simulate(validate(study));
  std::vector<Group> groups(2);
  for (std::int64_t path = 0; path < kPaths; ++path) {
    const PathRecord record = simulation.replay(path);
    const std::size_t due = step_of(record, make_date(2026, 7, 2));
    bool is_on_time = false;
    for (const PathEvent& event : record.events)
      is_on_time |= event.date == record.dates[due] && event.what.rfind("shipped", 0) == 0;
    Group& group = groups[static_cast<std::size_t>(column(record, "stance", "policy").back())];
    group.late.push_back(is_on_time ? 0.0 : 1.0);
    group.premium.push_back(column(record, "factor", "x")[due]);
  }
  return groups;
}

// SE of a correlation of independent numbers: 1/√n.
TEST(Licences, AreLateWhenPremiaAreHighWhateverTheLevelInTheEnd) {
  for (const Group& group : late_and_premium(toy_market(1))) {
    ASSERT_GT(group.late.size(), 400u);
    EXPECT_GT(correlation(group), 3.0 / std::sqrt(static_cast<double>(group.late.size())));
  }
}

TEST(Licences, AreLateIndependentlyOfPremiaWhenTheLaneIsDeafToItsStance) {
  Study study = toy_market(1);
  Lane& lane = study.licences.lanes[0];
  lane.hazards[1].hazards_per_year = lane.hazards[0].hazards_per_year;
  lane.approval_probability_by_level = {0.8, 0.8};
  lane.revocations.clear();
  for (const Group& group : late_and_premium(study)) {
    EXPECT_LT(std::abs(correlation(group)), 4.0 / std::sqrt(static_cast<double>(group.late.size())));
  }
}

Study toy_with_hazard(double hazard, std::vector<double> approval) {
  Study study = toy_market(500);
  study.portfolio.positions = {reference::position("purchase", toy_offtake(Side::BUY, 1.0, 1.6))};
  Lane& lane = study.licences.lanes[0];
  for (LevelHazard& level : lane.hazards) level.hazards_per_year.assign(5, hazard);
  lane.approval_probability_by_level = std::move(approval);
  lane.cooldown_days = 400.0;
  study.measures.licence_outcomes = true;
  return study;
}

TEST(Licences, ThatArePendingWithoutHazardStayPending) {
  const Simulation simulation = simulate(validate(toy_with_hazard(0.0, {1.0, 1.0})));
  const LicenceOutcome& account = simulation.report().results.licences[0];
  EXPECT_EQ(account.pending_at_horizon.value, 1.0);
  EXPECT_EQ(account.applications.value, 0.0);
  EXPECT_EQ(account.approvals.value, 0.0);
  EXPECT_EQ(account.refusals.value, 0.0);
  EXPECT_EQ(account.mean_days_to_decision.value, std::nullopt);
  const DeliveryOutcome& delivery = simulation.report().results.deliveries[0];
  EXPECT_EQ(delivery.probability_failed.value, 1.0);
  EXPECT_NEAR(*delivery.lost_tonnes.value, 0.001, 1e-15);
}

TEST(Licences, AreRefusedOnceWhenTheCoolDownOutlastsTheRun) {
  const Simulation simulation = simulate(validate(toy_with_hazard(100.0, {0.0, 0.0})));
  const LicenceOutcome& account = simulation.report().results.licences[0];
  EXPECT_EQ(account.refusals.value, 1.0);
  EXPECT_EQ(account.refusals.standard_error, 0.0);
  EXPECT_EQ(account.approvals.value, 0.0);
  EXPECT_EQ(account.applications.value, 0.0);
  EXPECT_EQ(account.pending_at_horizon.value, 0.0);
}

// A lane that decides fast, refuses often and forgives soon: many applications, each decided at most once.
TEST(Licences, AreDecidedAtMostOncePerApplication) {
  Study study = toy_with_hazard(20.0, {0.2, 0.2});
  study.licences.lanes[0].cooldown_days = 10.0;
  study.licences.accounts[0].today[0].since = study.as_of - days{3};
  const Simulation simulation = simulate(validate(study));
  int decided = 0, applied = 0, open = 0;
  for (std::int64_t path = 0; path < 500; ++path) {
    const PathRecord record = simulation.replay(path);
    const int decisions =
        count_events(record, "account", "application refused") + count_events(record, "account", "licence live until");
    const int applications = 1 + count_events(record, "account", "applied");  // one is pending today
    const int pending = column(record, "licence", "account").back() == 1.0 ? 1 : 0;
    EXPECT_EQ(decisions + pending, applications) << "path " << path;
    decided += decisions, applied += applications, open += pending;
  }
  const LicenceOutcome& account = simulation.report().results.licences[0];
  EXPECT_NEAR(*account.approvals.value + *account.refusals.value, decided / 500.0, 1e-12);
  EXPECT_NEAR(*account.applications.value + 1.0, applied / 500.0, 1e-12);
  EXPECT_NEAR(*account.pending_at_horizon.value, open / 500.0, 1e-12);
  EXPECT_GT(applied, 1000) << "the test has lost its power";
}

// Goods are worth their price, so nothing but the damages of 80 on the horizon date is ever lost.
TEST(Atoms, OfFixedDamagesOnTheHorizonHaveTheMassOfTheFailures) {
  Study study = toy_market(5000);
  study.market.observables.push_back(constant_price("worth", 1.6));
  study.market.factors.push_back(example::reverting("rate", 0.04, 0.5, {0.03}, 0.02));
  study.market.observables.push_back(
      example::observable("discount", ObservableKind::LINEAR, ObservableMeaning::RATE, {{"rate", 1.0}}));
  study.market.discount_rate = "discount";
  Offtake sale = toy_offtake(Side::SELL, 500.0, 1.6);
  sale.price.index = sale.spot_index = "worth";
  sale.failure.clause = FailureClause::DAMAGES;
  sale.failure.damages_rate = 0.1;
  study.portfolio.positions = {reference::position("sale", sale)};
  study.measures.confidences = {0.9};
  study.measures.licence_outcomes = true;
  const Simulation simulation = simulate(validate(study));
  const double failed = *simulation.report().results.deliveries[0].probability_failed.value;
  EXPECT_GT(failed, 0.15);
  for (const PnlBasis basis : {PnlBasis::MARK_TO_MODEL, PnlBasis::CASH}) {
    const NodePnl& pnl = pnl_of(simulation.report(), "portfolio", basis);
    const TailMeasure& measure = pnl.distribution.measures[0];
    EXPECT_EQ(measure.atom_mass_at_var, failed);
    const double value_today = basis == PnlBasis::CASH ? 0.0 : *pnl.value_today.value;
    EXPECT_NEAR(*measure.value_at_risk.value, 80.0 + value_today, 1e-9);
    EXPECT_NEAR(*measure.expected_shortfall.value, *measure.value_at_risk.value, 1e-9);
  }
}

/// The year worked by hand, with a lender, shares and an offtake; `cash` today decides whether the project lives.
Study lender_study(double cash) {
  Study study = reference::hand_worked_year_study();
  study.simulation.paths = 64;
  Project& project = study.projects[0];
  project.cash = cash;
  project.minimum_cash = 0.0;
  project.committed_equity = 0.0;
  project.listed_equity->distress_share = 1e-3;  // 0.2e6 can be raised
  study.counterparties = {{"refiner", "", "refinery", 0.4}};
  Loan loan{
      Currency::USD, 1e6,  "",
      0.0,           0.06, {{make_date(2026, 2, 27), 2e5}, {make_date(2026, 6, 30), 3e5}, {make_date(2026, 11, 30), 5e5}}};
  study.portfolio.positions.push_back({"loan", "desk", {}, "refiner", loan});
  for (Position& position : study.portfolio.positions) {
    if (position.id == "offtake") position.counterparty = "refiner";
  }
  study.measures.positions = {"shares", "offtake"};
  study.measures.licence_outcomes = true;
  study.measures.project_outcomes = true;
  return study;
}

TEST(Default, OfAProjectReachesItsLenderItsShareholdersAndItsBuyers) {
  const Simulation broke = simulate(validate(lender_study(1e6)));
  const PathRecord record = broke.replay(0);
  const Date day = make_date(2026, 3, 31);
  ASSERT_EQ(count_events(record, "refinery", "default"), 1);
  EXPECT_EQ(count_events(record, "refiner", "default"), 1);
  const std::vector<double> loan = cash_of(record, "loan");
  for (std::size_t k = 0; k < record.dates.size(); ++k) {
    if (record.dates[k] < day) continue;
    EXPECT_NEAR(loan[k], record.dates[k] == day ? 0.4 * 8e5 : 0.0, 1e-9 * 8e5) << to_string(record.dates[k]);
  }
  EXPECT_NEAR(sample(record, "value and cash of shares, 2026-12-31"), 1000.0 * 20.0 * 0.1, 1e-9);
  EXPECT_EQ(sample(record, "value and cash of offtake, 2026-12-31"), 0.0);
  const Results& results = broke.report().results;
  EXPECT_EQ(results.projects[0].probability_default.value, 1.0);
  EXPECT_EQ(results.projects[0].default_by_quarter[0].probability.value, 1.0);
  for (const DeliveryOutcome& delivery : results.deliveries) {
    if (delivery.position != "offtake") continue;
    EXPECT_EQ(delivery.probability_failed.value, 1.0);
  }

  const Simulation sound = simulate(validate(lender_study(200e6)));
  const PathRecord alive = sound.replay(0);
  EXPECT_EQ(sound.report().results.projects[0].probability_default.value, 0.0);
  EXPECT_NEAR(sample(alive, "value and cash of shares, 2026-12-31"), 1000.0 * 20.0, 1e-9);
  EXPECT_NE(sample(alive, "value and cash of offtake, 2026-12-31"), 0.0);
  EXPECT_NEAR(cash_of(alive, "loan").at(step_of(alive, make_date(2026, 11, 30))), 5e5 * (1.0 + 0.06 * 153 / 365.0), 1e-6);
}

}  // namespace
}  // namespace lodestone
