#include <gtest/gtest.h>
#include <lodestone/run/simulation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <reference/certain_study.hpp>
#include <reference/oracle_studies.hpp>
#include <string>
#include <vector>

namespace lodestone {
namespace {

Simulation run(Study study, std::int64_t paths = 64) {
  study.simulation.paths = paths;
  return simulate(validate(std::move(study)));
}

std::vector<PathEvent> flows_after(const PathRecord& record, Date date) {
  std::vector<PathEvent> flows;
  for (const PathEvent& event : record.events) {
    if (event.date > date && event.amount != 0.0) flows.push_back(event);
  }
  return flows;
}

double cash_after(const PathRecord& record, Date date) {
  double cash = 0.0;
  for (const PathEvent& flow : flows_after(record, date)) cash += flow.amount;
  return cash;
}

/// Factors, prices, states and flows to the bit. A project's plan is written anew from what is left of it (W days move the
/// plan, capex spent moves the shift), which rounds: 1e-12 of the amount. Capex spent and overrun count from the date on.
void expect_same_from(Date date, const PathRecord& whole, const PathRecord& resumed) {
  const std::size_t offset =
      static_cast<std::size_t>(std::find(whole.dates.begin(), whole.dates.end(), date) - whole.dates.begin());
  ASSERT_EQ(std::vector<Date>(whole.dates.begin() + static_cast<std::ptrdiff_t>(offset), whole.dates.end()), resumed.dates);
  for (const PathColumn& column : resumed.columns) {
    const auto original = std::find_if(whole.columns.begin(), whole.columns.end(), [&](const PathColumn& other) {
      return other.section == column.section && other.name == column.name;
    });
    ASSERT_NE(original, whole.columns.end()) << column.name;
    if (column.name.ends_with("capex spent") || column.name.ends_with("cost multiplier")) continue;
    for (std::size_t k = 0; k < column.values.size(); ++k) {
      const double expected = original->values[offset + k];
      if (column.name.ends_with("slip")) continue;
      if (column.section == "project") {
        EXPECT_NEAR(column.values[k], expected, 1e-12 * (1.0 + std::abs(expected)))
            << column.name << " " << to_string(resumed.dates[k]);
      } else {
        EXPECT_EQ(column.values[k], expected) << column.name << " " << to_string(resumed.dates[k]);
      }
    }
  }
  const std::vector<PathEvent> expected = flows_after(whole, date);
  const std::vector<PathEvent> flows = flows_after(resumed, date);
  ASSERT_EQ(flows.size(), expected.size());
  for (std::size_t n = 0; n < flows.size(); ++n) {
    EXPECT_EQ(flows[n].date, expected[n].date);
    EXPECT_EQ(flows[n].subject, expected[n].subject);
    const double tolerance =
        flows[n].subject == "offtake" ? 1e-12 * std::abs(expected[n].amount) : 0.0;  // quantity is a project's
    EXPECT_NEAR(flows[n].amount, expected[n].amount, tolerance) << flows[n].subject << " " << to_string(flows[n].date);
  }
}

void expect_resumes_exactly(const Study& study, Date date) {
  const Simulation simulation = run(study);
  const Study resumed = simulation.study_at(3, date);
  expect_same_from(date, simulation.replay(3), replay_path(validate(resumed), 0));
}

/// Enough cash that no shares are issued: their dilution cannot be carried.
Study rich_year() {
  Study study = reference::hand_worked_year_study();
  study.projects[0].cash = 400e6;
  return study;
}

Study quantity_study(double tonnes_left) {
  Study study = reference::certain_study();
  study.licences.lanes[0].basis = LicenceBasis::PER_QUANTITY;
  study.licences.lanes[0].lead_time_days = 60;
  study.licences.accounts[0].tonnes_per_licence = 1.0;
  LicenceStatus live;
  live.state = LicenceState::LIVE;
  live.live_until = make_date(2026, 12, 30);
  live.tonnes_left = tonnes_left;
  study.licences.accounts[0].today = {live};
  Offtake offtake = reference::failing_offtake(Side::BUY, FailureClause::CANCEL);
  offtake.deliveries = {{make_date(2026, 4, 20), 1000.0}, {make_date(2026, 5, 8), 500.0}, {make_date(2026, 5, 10), 700.0}};
  reference::add_position(study, "purchase", offtake);
  return study;
}

TEST(Resume, TheYearWorkedByHandGoesOnAsItWould) {
  for (const unsigned month : {3u, 6u, 9u}) {
    SCOPED_TRACE(month);
    expect_resumes_exactly(rich_year(), month_end(make_date(2026, month, 1)));
  }
}

TEST(Resume, TheTonnesLeftOnALicenceAreCarried) {
  const Study study = quantity_study(2.2);
  expect_resumes_exactly(study, make_date(2026, 4, 20));
  EXPECT_NEAR(run(study).study_at(0, make_date(2026, 4, 20)).licences.accounts[0].today.at(0).tonnes_left, 1.2, 1e-12);
}

TEST(Resume, WhatIsMadeUpStandsInTheNextDelivery) {
  Study study = reference::certain_study();
  Offtake offtake = reference::failing_offtake(Side::BUY, FailureClause::MAKE_UP);
  offtake.deliveries.push_back({make_date(2026, 6, 30), 300.0});
  reference::add_position(study, "purchase", offtake);
  const Study resumed = run(study).study_at(0, make_date(2026, 5, 31));
  const Offtake& left = std::get<Offtake>(resumed.portfolio.positions.at(0).instrument);
  ASSERT_EQ(left.deliveries.size(), 1u);
  EXPECT_EQ(left.deliveries[0].quantity, 1300.0);
  expect_resumes_exactly(study, make_date(2026, 5, 31));
}

// Half way: 20 of 34 weeks, licence pending since week 0 on some paths, live, revoked or refused on others. Means and standard
// deviations within 4 standard errors: a shift of the mean by 0.15 sd would be seen, and one error in 10^4 runs be false.
TEST(Resume, TheLawOfTheCashToComeIsThatOfTheWholeRun) {
  constexpr int kWhole = 6000;
  constexpr int kResumed = 1000;
  const Study study = reference::licence_toy_study(0.0);
  const Date date = study.as_of + days{7 * 20};
  const Simulation simulation = run(study, kWhole);
  const auto moments = [](const std::vector<double>& sample) {
    double mean = 0.0, variance = 0.0, fourth = 0.0;
    const double n = static_cast<double>(sample.size());
    for (const double value : sample) mean += value / n;
    for (const double value : sample) variance += (value - mean) * (value - mean) / n;
    for (const double value : sample) fourth += std::pow(value - mean, 4) / n;
    return std::array<double, 3>{mean, variance, (fourth - variance * variance) / n};
  };
  std::vector<double> whole, resumed;
  for (int path = 0; path < kWhole; ++path) whole.push_back(cash_after(simulation.replay(path), date));
  for (int path = 0; path < kResumed; ++path) {
    Study next = simulation.study_at(path, date);
    next.simulation.seed = 1000u + static_cast<unsigned>(path);
    resumed.push_back(cash_after(replay_path(validate(std::move(next)), 0), date));
  }
  const auto [mean_a, variance_a, error_a] = moments(whole);
  const auto [mean_b, variance_b, error_b] = moments(resumed);
  EXPECT_NEAR(mean_a, mean_b, 4.0 * std::sqrt(variance_a / kWhole + variance_b / kResumed));
  EXPECT_NEAR(variance_a, variance_b, 4.0 * std::sqrt(error_a + error_b));
}

void expect_refused(const Study& study, Date date, const std::string& path, const std::string& rule) {
  try {
    run(study).study_at(0, date);
    ADD_FAILURE() << "resumed in spite of " << path;
  } catch (const InvalidInput& fault) {
    const auto found = std::find_if(fault.violations().begin(), fault.violations().end(), [&](const Violation& violation) {
      return violation.path == path && violation.rule.find(rule) != std::string::npos && !violation.remedy.empty();
    });
    EXPECT_NE(found, fault.violations().end()) << fault.what();
  }
}

TEST(Resume, RefusesDatesThatAreNotOnTheGrid) {
  expect_refused(reference::certain_study(), make_date(2026, 3, 3), "date", "date of the grid");
  expect_refused(reference::certain_study(), make_date(2026, 12, 31), "date", "before 2026-12-31");
  expect_refused(rich_year(), make_date(2026, 5, 31), "date", "end of a quarter");
}

TEST(Resume, RefusesWhatAContractHasUnderWay) {
  const Date march = make_date(2026, 3, 31);
  Study study = reference::certain_study();
  study.policy.feedback = {{"policy", {0.0, 1.0}, 1.0, 1, 0.1, 0.5}};
  Offtake deferred = reference::failing_offtake(Side::BUY, FailureClause::CANCEL);
  deferred.deliveries = {{make_date(2026, 3, 30), 1000.0}};
  deferred.price.formula = IndexLinked{};
  deferred.price.averaging = {AveragingWindow::CALENDAR_MONTH, 1};
  reference::add_position(study, "a", deferred);
  PriceFloorAgreement capped;
  capped.index = "spot";
  capped.floor = 110.0;
  capped.annual_cap = 1e6;
  capped.settlements = {{march, 10.0}, {make_date(2026, 6, 30), 10.0}};
  reference::add_position(study, "b", capped);
  Loan loan;
  loan.outstanding = 100.0;
  loan.fixed_rate_per_year = 0.05;
  loan.flows = {{make_date(2026, 6, 30), 100.0}};
  reference::add_position(study, "c", loan);
  Offtake purchase = reference::failing_offtake(Side::BUY, FailureClause::CANCEL);
  purchase.deliveries = {{make_date(2026, 3, 20), 100.0}};
  reference::add_position(study, "d", purchase);
  Offtake sale = purchase;
  sale.side = Side::SELL;
  sale.deliveries = {{make_date(2026, 4, 10), 100.0}};
  sale.served_from = "d";
  reference::add_position(study, "e", sale);
  expect_refused(study, march, "policy.feedback[0]", "capacity built");
  expect_refused(study, march, "portfolio.positions[0].offtake.deliveries", "not fixed yet");
  expect_refused(study, march, "portfolio.positions[1].price_floor_agreement.annual_cap", "cap of 2026");
  expect_refused(study, march, "portfolio.positions[2].loan", "interest period");
  expect_refused(study, march, "portfolio.positions[4].offtake.served_from", "only one");
}

TEST(Resume, RefusesDilutionAndDefaultOfAProject) {
  Study poor = rich_year();
  poor.projects[0].cash = 0.0;
  poor.projects[0].listed_equity->distress_share = 1e6;
  expect_refused(poor, make_date(2026, 6, 30), "projects[0].listed_equity", "dilution");
  poor.projects[0].listed_equity->distress_share = 1e-6;
  expect_refused(poor, make_date(2026, 6, 30), "projects[0]", "default");
}

TEST(Resume, RefusesLicencesThatAStudyCannotWriteDown) {
  // After 1 t has shipped, 0.2 t do not do for the next: the account applies a date later.
  expect_refused(quantity_study(1.2), make_date(2026, 4, 20), "licences.accounts[0]", "would apply that day");
  Study correlated = reference::licence_toy_study(0.5);
  correlated.licences.accounts.push_back(correlated.licences.accounts[0]);
  correlated.licences.accounts[1].id = "another";
  expect_refused(correlated, correlated.as_of + days{70}, "licences.lanes[0].climate_correlation", "climate");
}

}  // namespace
}  // namespace lodestone
