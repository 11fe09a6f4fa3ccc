#include <lodestone/calibration/estimate/licence_hazard.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr Date kStart = make_date(2025, 4, 4);
const std::vector<double> kEdges = {15, 45};
// By level, then age bin [1/yr].
const std::vector<double> kHazards = {1.0, 4.0, 6.0, 0.3, 0.8, 1.5};
const std::vector<double> kShares = {0.9, 0.5};

StateHistory two_levels() { return {{{kStart, 0}, {kStart + days{120}, 1}}, kStart + days{400}}; }

// Day by day: a decision in a day with the hazard of its level and age.
Application filed_on(Random& random, int day, int watched_until) {
  Application application{
      .filed = kStart + days{day}, .outcome = ApplicationOutcome::PENDING, .last_known = kStart + days{watched_until}};
  for (int today = day; today < watched_until; ++today) {
    const std::size_t level = today < 120 ? 0 : 1;
    const int age = today - day;
    const std::size_t bin = age < 15 ? 0 : age < 45 ? 1 : 2;
    if (random.uniform() > -std::expm1(-kHazards[level * 3 + bin] / 365.0)) continue;
    application.last_known = kStart + days{today + 1};
    application.outcome = random.uniform() < kShares[level] ? ApplicationOutcome::APPROVED : ApplicationOutcome::REFUSED;
    break;
  }
  return application;
}

LicenceHistory history_of(std::vector<Application> applications) { return {std::move(applications), two_levels(), 2, kEdges}; }

// EU Chamber, September 2025: 141 filed, 19 approved, 1 refused, 121 pending.
TEST(Licences, PendingIsNeitherRefusedNorForgotten) {
  const BetaPosterior of_filed = update(kJeffreysShare, 19.0, 122.0);
  EXPECT_NEAR(quantile(of_filed, 0.5), 0.136, 5e-4);
  EXPECT_NEAR(interval95(of_filed).lower, 0.086, 5e-4);
  EXPECT_NEAR(interval95(of_filed).upper, 0.198, 5e-4);
  const BetaPosterior of_decided = update(kJeffreysShare, 19.0, 1.0);
  EXPECT_NEAR(quantile(of_decided, 0.5), 0.94, 5e-3);  // what leaving the pending ones out would say
  EXPECT_NEAR(interval95(of_decided).lower, 0.79, 5e-3);
  EXPECT_NEAR(interval95(of_decided).upper, 0.995, 5e-4);

  // One record each, 60 days after filing: P(approved within 60 days) is 14 %, though 95 % of decisions were approvals.
  std::vector<Application> applications;
  for (int i = 0; i < 141; ++i) {
    Application application{.filed = kStart, .last_known = kStart + days{60}};
    if (i < 20) {
      application.outcome = i < 19 ? ApplicationOutcome::APPROVED : ApplicationOutcome::REFUSED;
      application.last_known = kStart + days{3 * (i + 1)};
    }
    applications.push_back(application);
  }
  const LicenceEstimate estimate = estimate_licences({applications, {{{kStart, 0}}, kStart + days{60}}, 1, {}});
  EXPECT_EQ(estimate.pending, 121u);
  const double hazard = estimate.cells[0].decision.mean();
  EXPECT_NEAR(probability_approved_within(std::vector<double>{hazard}, {}, estimate.approval_share[0].mean(), 60.0), 0.14,
              0.01);
}

TEST(Licences, TimeIsCutAtAgesAndLevelsAndDecisionsFallWhereTheyBelong) {
  const Application across{
      .filed = kStart + days{100}, .outcome = ApplicationOutcome::APPROVED, .last_known = kStart + days{150}};
  const Application at_once{
      .filed = kStart + days{200}, .outcome = ApplicationOutcome::REFUSED, .last_known = kStart + days{200}};
  const Application met_late{.filed = kStart, .last_known = kStart + days{60}, .first_known = kStart + days{40}};
  const LicenceEstimate estimate = estimate_licences(history_of({across, at_once, met_late}));
  const auto waited = [&](std::size_t level, std::size_t bin) { return estimate.cells[level * 3 + bin].years * 365.0; };
  EXPECT_NEAR(waited(0, 0), 15.0, 1e-9);       // days 100 to 115
  EXPECT_NEAR(waited(0, 1), 5.0 + 5.0, 1e-9);  // to 120, when the level changes; and ages 40 to 45 of the one met late
  EXPECT_NEAR(waited(0, 2), 15.0, 1e-9);       // its ages 45 to 60
  EXPECT_NEAR(waited(1, 1), 25.0, 1e-9);       // ages 20 to 45 under the new level
  EXPECT_NEAR(waited(1, 2), 5.0, 1e-9);
  EXPECT_NEAR(waited(1, 0), 0.5, 1e-9);  // decided on the day it was filed
  EXPECT_EQ(estimate.cells[5].approvals, 1.0);
  EXPECT_EQ(estimate.cells[3].refusals, 1.0);
  EXPECT_DOUBLE_EQ(estimate.approval_share[1].mean(), 0.5);
  EXPECT_DOUBLE_EQ(estimate.cells[5].decision.mean(), 1.5 * 365.0 / 5.0);
  EXPECT_DOUBLE_EQ(estimate.cells[5].approval.mean() + estimate.cells[5].refusal.mean(), estimate.cells[5].decision.mean());
}

TEST(Licences, HoldTheTruthIn95PerCentOfHistories) {
  Random random(101);
  Coverage hazards, shares;
  for (int history = 0; history < 300; ++history) {
    std::vector<Application> applications;
    for (int i = 0; i < 150; ++i) applications.push_back(filed_on(random, static_cast<int>(300.0 * random.uniform()), 400));
    const LicenceEstimate estimate = estimate_licences(history_of(applications));
    for (std::size_t cell = 0; cell < 6; ++cell) hazards.add(interval95(estimate.cells[cell].decision), kHazards[cell]);
    for (std::size_t level = 0; level < 2; ++level) shares.add(interval95(estimate.approval_share[level]), kShares[level]);
  }
  EXPECT_GE(hazards.share(), 0.90);
  EXPECT_LE(hazards.share(), 0.98);
  EXPECT_GE(shares.share(), 0.90);
  EXPECT_LE(shares.share(), 0.98);
}

// Only those still pending at day 90 are known. Counting their first 90 days would halve the hazard.
TEST(Licences, LeftTruncationKeepsTheHazardUnbiased) {
  Random random(102);
  double hazard = 0.0, naive = 0.0;
  for (int history = 0; history < 100; ++history) {
    std::vector<Application> met, met_naively;
    while (met.size() < 60) {
      Application application = filed_on(random, 0, 119);
      if (application.last_known <= kStart + days{90}) continue;
      met_naively.push_back(application);
      application.first_known = kStart + days{90};
      met.push_back(application);
    }
    hazard += estimate_licences(history_of(met)).cells[2].decision.mean() / 100.0;
    naive += estimate_licences(history_of(met_naively)).cells[2].decision.mean() / 100.0;
  }
  EXPECT_NEAR(hazard, kHazards[2], 0.4);
  EXPECT_LT(naive, 0.6 * kHazards[2]);
}

TEST(Licences, BecomeALaneOfAStudy) {
  const Application approved{.filed = kStart, .outcome = ApplicationOutcome::APPROVED, .last_known = kStart + days{10}};
  const LicenceEstimate estimate = estimate_licences(history_of({approved}));
  const std::vector<std::string> levels = {"open", "squeeze"};
  const LaneHazards lane = lane_hazards_of(estimate, levels);
  ASSERT_EQ(lane.hazards.size(), 2u);
  EXPECT_EQ(lane.hazards[0].level, "open");
  EXPECT_DOUBLE_EQ(lane.hazards[0].hazards_per_year[0], 1.5 * 365.0 / 10.0);
  EXPECT_DOUBLE_EQ(lane.hazards[0].hazards_per_year[2], 2.5 * 365.0 / 10.0);  // not waited in: the level's pooled rate
  EXPECT_EQ(lane.hazards[1].hazards_per_year[0], 0.0);                        // nothing known at all
  EXPECT_DOUBLE_EQ(lane.approval_probability_by_level[0], 0.75);
}

TEST(Licences, RefuseWhatTheyCannotUseAllAtOnce) {
  LicenceHistory history =
      history_of({{.filed = kStart + days{5}, .last_known = kStart}, {.filed = kNoDate, .last_known = kStart}});
  history.age_bin_edges_days = {45, 15};
  try {
    estimate_licences(history, {0.0, 0.0});
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);  // edges, decided before filed, no filing, prior
  }
}

}  // namespace
}  // namespace lodestone::calibration
