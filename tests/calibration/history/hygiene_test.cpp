#include <lodestone/calibration/history/hygiene.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace lodestone::calibration {
namespace {

/// Daily returns of standard deviation 1 %, on consecutive weekdays from Monday 2018-01-01.
ReturnSeries ordinary_series(int count) {
  ReturnSeries returns;
  returns.name = "A";
  std::mt19937_64 bits(5);
  std::normal_distribution<double> normal(0.0, 0.01);
  Date date = make_date(2018, 1, 1);
  for (int i = 0; i < count; ++i) {
    const Date next = date + days{std::chrono::weekday{date} == std::chrono::Friday ? 3 : 1};
    returns.dates.push_back(next);
    returns.values.push_back(normal(bits));
    returns.span_days.push_back(static_cast<int>((next - date).count()));
    returns.span_weekdays.push_back(1);
    date = next;
  }
  return returns;
}

TEST(Hygiene, FindsNothingWrongWithAnOrdinarySeries) {
  const SeriesDiagnosis diagnosis = diagnose_series(ordinary_series(1000));
  EXPECT_EQ(diagnosis.count, 1000);
  EXPECT_EQ(diagnosis.own_weight, 1.0);
  EXPECT_TRUE(diagnosis.warnings.empty()) << diagnosis.warnings.front();
}

TEST(Hygiene, FlagsADemergerAndKeepsIt) {
  ReturnSeries returns = ordinary_series(1000);
  returns.values[700] = -0.659;
  const SeriesDiagnosis diagnosis = diagnose_series(returns);
  ASSERT_EQ(diagnosis.outliers.size(), 1u);
  EXPECT_EQ(diagnosis.outliers[0].date, returns.dates[700]);
  EXPECT_NEAR(diagnosis.outliers[0].score, 66.0, 10.0)
      << "0.659 in standard deviations of 1 %, whose estimate from 250 errs by 6 %";
  ASSERT_EQ(diagnosis.warnings.size(), 1u);
  EXPECT_NE(diagnosis.warnings[0].find("corporate action"), std::string::npos);
}

TEST(Hygiene, JudgesAnOutlierByItsTime) {
  ReturnSeries returns = ordinary_series(1000);
  for (std::size_t i = 500; i < 1000; ++i) returns.values[i] *= 10.0;  // an unquiet time, no corporate action
  EXPECT_TRUE(diagnose_series(returns).outliers.empty());
}

TEST(Hygiene, NamesEachGap) {
  ReturnSeries returns = ordinary_series(600);
  returns.span_weekdays[10] = 9;
  returns.span_days[10] = 13;
  returns.span_weekdays[20] = 2;  // a holiday is no gap
  const SeriesDiagnosis diagnosis = diagnose_series(returns);
  ASSERT_EQ(diagnosis.gaps.size(), 1u);
  EXPECT_EQ(diagnosis.gaps[0].to, returns.dates[10]);
  EXPECT_EQ(diagnosis.gaps[0].from, returns.dates[10] - days{13});
  EXPECT_EQ(diagnosis.gaps[0].weekdays, 9);
  EXPECT_EQ(diagnosis.multi_day_count, 2);
}

TEST(Hygiene, KnowsAnAssessedPriceByItsZeros) {
  ReturnSeries returns = ordinary_series(1000);
  for (std::size_t i = 0; i < 1000; ++i) returns.values[i] = i % 10 < 7 ? 0.0 : returns.values[i];
  const SeriesDiagnosis diagnosis = diagnose_series(returns);
  EXPECT_DOUBLE_EQ(diagnosis.zero_share, 0.7);
  EXPECT_TRUE(diagnosis.stale);
  EXPECT_TRUE(diagnosis.outliers.empty()) << "the few moves are ordinary among themselves";
}

TEST(Hygiene, AsksForUnsmoothingAndUnsmoothingRestoresTheReturns) {
  const ReturnSeries truth = ordinary_series(1000);
  ReturnSeries smoothed = truth;
  for (std::size_t i = 1; i < 1000; ++i) smoothed.values[i] = 0.4 * smoothed.values[i - 1] + 0.6 * truth.values[i];
  const SeriesDiagnosis diagnosis = diagnose_series(smoothed);
  EXPECT_TRUE(diagnosis.unsmooth);
  EXPECT_NEAR(diagnosis.first_autocorrelation, 0.4, 4.0 * std::sqrt((1.0 - 0.16) / 1000.0));
  const auto restored = unsmooth_returns(smoothed.values, 0.4);
  ASSERT_EQ(restored.size(), 999u);
  for (std::size_t i = 0; i < restored.size(); ++i) EXPECT_NEAR(restored[i], truth.values[i + 1], 1e-16);
}

TEST(Hygiene, OffersTheWeightOfAShortHistory) {
  const SeriesDiagnosis diagnosis = diagnose_series(ordinary_series(125));
  EXPECT_DOUBLE_EQ(diagnosis.own_weight, 0.2);
  EXPECT_EQ(diagnosis.warnings,
            (std::vector<std::string>{"A: only 125 returns. Shrink towards the sector: own weight 20.0 %."}));
  EXPECT_EQ(own_weight(0, 500), 0.0);
}

TEST(Hygiene, SaysNothingFalseOfAnEmptySeries) {
  const SeriesDiagnosis diagnosis = diagnose_series({.name = "A"});
  EXPECT_EQ(diagnosis.count, 0);
  EXPECT_EQ(diagnosis.own_weight, 0.0);
  EXPECT_FALSE(diagnosis.stale);
}

}  // namespace
}  // namespace lodestone::calibration
