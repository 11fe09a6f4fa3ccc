#include <lodestone/app/csv_table.hpp>

#include <gtest/gtest.h>

#include <cstdlib>

namespace lodestone::app {
namespace {

TEST(CsvTable, QuotesOnlyWhatNeedsIt) {
  const CsvTable table{{"name", "note"}, {{"plain", "a b"}, {"a,b", "say \"no\""}, {"two\nlines", ""}}};
  EXPECT_EQ(to_csv(table), "name,note\nplain,a b\n\"a,b\",\"say \"\"no\"\"\"\n\"two\nlines\",\n");
}

TEST(CsvTable, WritesNumbersThatReadBackAsTheSameBits) {
  for (const double value : {0.1, 1.0 / 3.0, -1e-300, 123456789.123456789, 5e-324, 1.7976931348623157e308})
    EXPECT_EQ(std::strtod(csv_number(value).c_str(), nullptr), value);
}

TEST(CsvTable, SpreadsAnEstimateOverFiveCells) {
  CsvTable table;
  add_estimate_columns(table, "mean");
  EXPECT_EQ(table.columns,
            (std::vector<std::string>{"mean", "mean_standard_error", "mean_lower_95", "mean_upper_95", "mean_absence"}));
  std::vector<std::string> row;
  add_estimate(row, {1.5, 0.5, 0.5, 2.5, std::nullopt});
  EXPECT_EQ(row, (std::vector<std::string>{"1.5", "0.5", "0.5", "2.5", ""}));
}

TEST(CsvTable, LeavesAMissingNumberEmptyAndSaysWhy) {
  std::vector<std::string> row;
  add_estimate(row, {1.5, std::nullopt, std::nullopt, std::nullopt, AbsenceReason::TOO_FEW_PATHS});
  EXPECT_EQ(row, (std::vector<std::string>{"1.5", "", "", "", "TOO_FEW_PATHS"}));
}

}  // namespace
}  // namespace lodestone::app
