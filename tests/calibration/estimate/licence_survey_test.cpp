#include <lodestone/calibration/estimate/licence_survey.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>
#include <calibration/estimate/synthetic.hpp>

#include <cmath>
#include <vector>

namespace lodestone::calibration {
namespace {

constexpr Date kStart = make_date(2025, 4, 4);

// A quarter granted by day 60, 60 % by day 86, all filed on the first day; the hazard changes on day 60.
SurveyHistory clepa(double filed) {
  return {{{kStart + days{60}, filed, 0.25 * filed, 0.0}, {kStart + days{86}, filed, 0.60 * filed, 0.0}},
          {{kStart, 1.0}},
          {{{kStart, 0}, {kStart + days{60}, 1}}, kStart + days{200}},
          2};
}

TEST(LicenceSurvey, ReproducesTheCrudeHazards) {
  const SurveyEstimate estimate = estimate_from_surveys(clepa(1e6));  // so many that the prior is silent
  EXPECT_NEAR(estimate.hazards_per_year[0].value / 365.0, 0.0048, 5e-5);
  EXPECT_NEAR(estimate.hazards_per_year[1].value / 365.0, 0.0242, 5e-5);
  EXPECT_NEAR(365.0 / estimate.hazards_per_year[0].value, 209.0, 0.5);
  EXPECT_NEAR(365.0 / estimate.hazards_per_year[1].value, 41.0, 0.5);
}

TEST(LicenceSurvey, FilingsThatArriveOverTimeMeanAHigherHazard) {
  SurveyHistory history = clepa(1e6);
  const double all_at_once = estimate_from_surveys(history).hazards_per_year[0].value;
  history.arrivals = {{kStart, 0.0}, {kStart + days{86}, 300.0}};
  const SurveyEstimate spread = estimate_from_surveys(history);
  EXPECT_GT(spread.hazards_per_year[0].value, 1.8 * all_at_once);
  // The integral itself, by a sum over a hundred thousand filing times.
  const double h = spread.hazards_per_year[0].value * 60.0 / 365.0;
  double decided = 0.0;
  for (int i = 0; i < 100'000; ++i) decided += -std::expm1(-h * (i + 0.5) / 1e5) / 1e5;
  EXPECT_NEAR(decided, 0.25, 1e-4);
}

// One survey, all filed at once, age is exposure: the law of n decided of N after T years, near the exact Gamma when few are.
TEST(LicenceSurvey, HasTheGammaLawOfRareDecisions) {
  const SurveyHistory history{{{kStart + days{73}, 100'000, 12, 0}}, {{kStart, 1.0}}, {{{kStart, 0}}, kStart + days{365}}, 1};
  const SurveyEstimate estimate = estimate_from_surveys(history);
  EXPECT_NEAR(estimate.posteriors[0].shape, 12.5, 0.01);
  EXPECT_NEAR(estimate.posteriors[0].years, 100'000 * 0.2, 30.0);
}

TEST(LicenceSurvey, HoldsTheTruthIn95PerCentOfHistories) {
  Random random(111);
  const double slow = 1.2, fast = 6.0;
  Coverage coverage, shares;
  for (int history = 0; history < 300; ++history) {
    SurveyHistory surveys{
        {}, {{kStart, 20.0}, {kStart + days{90}, 120.0}}, {{{kStart, 0}, {kStart + days{60}, 1}}, kStart + days{200}}, 2};
    for (const int until : {40, 60, 80, 90}) {  // different applications each time
      LicenceSurvey survey{kStart + days{until}, 150.0, 0.0, 0.0};
      for (int i = 0; i < 150; ++i) {
        const double filed_of = 20.0 + 100.0 / 90.0 * until;
        const double filed = std::max(0.0, (filed_of * random.uniform() - 20.0) * 0.9);
        const double accumulated = (slow * std::max(0.0, std::min(60.0, static_cast<double>(until)) - filed) +
                                    fast * std::max(0.0, until - std::max(60.0, filed))) /
                                   365.0;
        if (random.exponential(1.0) > accumulated) continue;
        (random.uniform() < 0.8 ? survey.approved : survey.refused) += 1.0;
      }
      surveys.surveys.push_back(survey);
    }
    const SurveyEstimate estimate = estimate_from_surveys(surveys);
    coverage.add(interval95(estimate.posteriors[0]), slow);
    coverage.add(interval95(estimate.posteriors[1]), fast);
    shares.add(interval95(estimate.approval_share), 0.8);
  }
  EXPECT_GE(coverage.share(), 0.90);
  EXPECT_LE(coverage.share(), 0.98);
  EXPECT_GE(shares.share(), 0.90);
  EXPECT_LE(shares.share(), 0.98);
}

TEST(LicenceSurvey, ALevelNoSurveyReachesKeepsItsPrior) {
  SurveyHistory history = clepa(400.0);
  history.surveys.pop_back();
  const SurveyEstimate estimate = estimate_from_surveys(history, {2.0, 0.5});
  EXPECT_TRUE(std::isnan(estimate.hazards_per_year[1].value));
  EXPECT_EQ(estimate.posteriors[1].shape, 2.0);
  EXPECT_NEAR(estimate.approval_share.mean(), 100.5 / 101.0, 1e-12);
}

TEST(LicenceSurvey, RefusesWhatItCannotUseAllAtOnce) {
  SurveyHistory history = clepa(100.0);
  history.surveys[0].approved = 200.0;        // more than filed
  history.surveys[1].date = kStart;           // before anything was filed
  history.arrivals.push_back({kStart, 0.5});  // twice the same day, and falling
  try {
    estimate_from_surveys(history);
    FAIL() << "accepted";
  } catch (const InvalidInput& refused) {
    EXPECT_EQ(refused.violations().size(), 4u);
  }
}

}  // namespace
}  // namespace lodestone::calibration
