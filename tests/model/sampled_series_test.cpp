#include <lodestone/model/sampled_series.hpp>

#include <gtest/gtest.h>

#include "model/example_study.hpp"

namespace lodestone {
namespace {

TEST(SampledSeries, CountsWhatMeasuresAskFor) {
  Study study = example_study();
  // 2 horizons × 2 bases × (portfolio + 3 books + 2 positions + element Dy and NdPr)
  // + 6 quarters, 2025-Q4 to 2027-Q1, × (portfolio + 3 books) + 6 × 2 projects.
  EXPECT_EQ(sampled_series_count(study), 2 * 2 * (1 + 3 + 2 + 2) + 6 * 4 + 6 * 2);
  study.measures.books = false;
  EXPECT_EQ(sampled_series_count(study), 2 * 2 * (1 + 2 + 2) + 6 * 4 + 6 * 2);
  study.measures.quarterly_cash_flows = study.measures.project_outcomes = false;
  study.measures.group_by = {"element", "country"};  // and US, CN
  EXPECT_EQ(sampled_series_count(study), 2 * 2 * (1 + 2 + 4));
}

TEST(SampledSeries, CountsAQuarterThatTheHorizonCutsShort) {
  Study study = example_study();
  study.measures = {};
  study.measures.quarterly_cash_flows = true;
  study.simulation.horizons = {"2026-05-15"};
  EXPECT_EQ(sampled_series_count(study), 3 * 4);  // 2025-Q4, 2026-Q1, the first half of 2026-Q2
}

}  // namespace
}  // namespace lodestone
