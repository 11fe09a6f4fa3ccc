#include "model/broken_study.hpp"

namespace lodestone {
namespace {

TEST(ValidateSimulation, FindsEachFaultAlone) {
  expect_each_alone({
      {"simulation.paths", "0 paths: must be from 1 to 1000000000", [](Study& s) { s.simulation.paths = 0; }},
      {"simulation.paths", "1000000001 paths", [](Study& s) { s.simulation.paths = 1'000'000'001; }},
      {"simulation.seed", "Set simulation.seed, or pass --seed 20251231.", [](Study& s) { s.simulation.seed.reset(); }},
      {"simulation.horizons", "none: must hold at least one", [](Study& s) { s.simulation.horizons.clear(); }},
      {"simulation.horizons[1]", R"("1 year": must be like "10d", "2w", "3m", "1y", or a day "2026-12-31")",
       [](Study& s) { s.simulation.horizons[1] = "1 year"; }},
      {"simulation.horizons[1]", "2025-11-19", [](Study& s) { s.simulation.horizons[1] = "2025-11-19"; }},
      {"simulation.horizons[1]", "must be at most 20000 days after the as-of date",
       [](Study& s) {
         s.simulation.horizons[1] = "55y";
         s.simulation.weekly_until = kNoDate;
       }},
      {"simulation.horizons[2]", R"("2026-12-31": must be a day of its own: "2026-12-31" is 2026-12-31 too)",
       [](Study& s) {
         s.simulation.horizons.push_back("2026-12-31");
         s.simulation.maximum_sampled_series = 100;
       }},
      {"simulation.weekly_until", "2027-03-30: must not be before the last horizon 2027-03-31",
       [](Study& s) { s.simulation.weekly_until = make_date(2027, 3, 30); }},
      {"simulation.holidays[0]", "not given: must be a day", [](Study& s) { s.simulation.holidays[0] = kNoDate; }},
      {"simulation.holidays", "23 days to 2026-12-31: must leave a business day in each month",
       [](Study& s) {
         for (int day = 0; day < 31; ++day) s.simulation.holidays.push_back(make_date(2026, 12, 1) + days{day});
       }},
      {"simulation.grid_dates[0]", "must be after the as-of date",
       [](Study& s) {
         s.simulation.grid_dates = {s.as_of};
         s.policy.feedback.clear();
         s.market.factors[1].feels_feedback = false;
       }},
      {"simulation.grid_dates[1]", "must be after the date before it",
       [](Study& s) {
         s.simulation.grid_dates = {s.as_of + days{2}, s.as_of + days{1}};
         s.policy.feedback.clear();
         s.market.factors[1].feels_feedback = false;
       }},
      {"simulation.maximum_sampled_series", "0 series: must be from 1 to 4096",
       [](Study& s) { s.simulation.maximum_sampled_series = 0; }},
      {"simulation.maximum_sampled_series", "67 series: must be at least the 68 that measures asks for",
       [](Study& s) { s.simulation.maximum_sampled_series = 67; }},
  });
}

TEST(ValidateSimulation, AcceptsAnyReadableHorizonAndSeedZero) {
  for (const char* label : {"400d", "60w", "14m", "2y", "2027-01-01"}) {
    Study study = example_study();
    study.simulation.seed = 0;
    study.simulation.weekly_until = kNoDate;
    study.simulation.horizons = {label};
    study.simulation.maximum_sampled_series = 200;
    EXPECT_TRUE(find_violations(study).empty()) << label << listing(find_violations(study));
  }
}

TEST(ValidateMeasures, FindsEachFaultAlone) {
  expect_each_alone({
      {"measures.confidences", "none: must hold at least one", [](Study& s) { s.measures.confidences.clear(); }},
      {"measures.confidences[0]", "95: must be ≥ 0.5 and < 1", [](Study& s) { s.measures.confidences[0] = 95.0; }},
      {"measures.confidences[1]", "0.95: must be unique", [](Study& s) { s.measures.confidences[1] = 0.95; }},
      {"measures.pnl_bases", "none: must hold at least one", [](Study& s) { s.measures.pnl_bases.clear(); }},
      {"measures.pnl_bases[2]", "CASH: must be unique",
       [](Study& s) {
         s.measures.pnl_bases.push_back(PnlBasis::CASH);
         s.simulation.maximum_sampled_series = 100;
       }},
      {"measures.references", "none: must hold at least one", [](Study& s) { s.measures.references.clear(); }},
      {"measures.references[2]", "MEAN: must be unique",
       [](Study& s) { s.measures.references.push_back(LossReference::MEAN); }},
      {"measures.quantiles[2]", "1: must be > 0 and < 1", [](Study& s) { s.measures.quantiles[2] = 1.0; }},
      {"measures.quantiles[2]", "0.5: must be unique", [](Study& s) { s.measures.quantiles[2] = 0.5; }},
      {"measures.quantiles", "4097 entries: must be from 0 to 4096", [](Study& s) { s.measures.quantiles.assign(4097, 0.5); }},
      {"measures.histogram_bins", "1001 bins: must be from 0 to 1000", [](Study& s) { s.measures.histogram_bins = 1001; }},
      {"measures.positions[0]", "names no position", [](Study& s) { s.measures.positions[0] = "dy"; }},
      {"measures.positions[1]", "must be unique", [](Study& s) { s.measures.positions[1] = "dy_purchase"; }},
      {"measures.group_by[0]", R"(names no label key of a position. Known: "country", "element".)",
       [](Study& s) { s.measures.group_by[0] = "metal"; }},
      {"measures.group_by[1]", "must be unique", [](Study& s) { s.measures.group_by.push_back("element"); }},
      {"measures.conditional_on[0]", R"(names no stance. Known: "global", "eu".)",
       [](Study& s) { s.measures.conditional_on[0] = "us"; }},
      {"measures.conditional_on[1]", "must be unique", [](Study& s) { s.measures.conditional_on.push_back("eu"); }},
  });
}

}  // namespace
}  // namespace lodestone
