#include <lodestone/calibration/history/series_table.hpp>

#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace lodestone::calibration {
namespace {

std::vector<std::string> refusals_of(std::string_view text) {
  try {
    read_series_table("h.csv", text);
  } catch (const InvalidInput& refusal) {
    std::vector<std::string> lines;
    for (const Violation& violation : refusal.violations()) lines.push_back(to_string(violation));
    return lines;
  }
  return {};
}

TEST(SeriesTable, KeepsBlanksBlank) {
  const SeriesTable table = read_series_table("h.csv", "date,MP,LYC\r\n2024-01-02,10.5,\r\n2024-01-03,,7\r\n");
  EXPECT_EQ(table.dates, (std::vector<Date>{make_date(2024, 1, 2), make_date(2024, 1, 3)}));
  const HistorySeries* mp = find_series(table, "MP");
  ASSERT_NE(mp, nullptr);
  EXPECT_EQ(mp->values[0], 10.5);
  EXPECT_TRUE(std::isnan(mp->values[1]));
  EXPECT_TRUE(std::isnan(find_series(table, "LYC")->values[0]));
  EXPECT_EQ(find_series(table, "ILU"), nullptr);
}

TEST(SeriesTable, RefusesEveryBadDateAndNumberAtOnce) {
  EXPECT_EQ(refusals_of("date,MP\n2024-01-03,1\n2024-01-03,2\n2024-01-02,3\n2024-02-30,4\n2024-01-04,n/a\n"),
            (std::vector<std::string>{
                "h.csv:3:date = 2024-01-03: is given twice. Keep the row that holds.",
                "h.csv:4:date = 2024-01-02: comes before the row above, 2024-01-03. Sort the rows by date.",
                "h.csv:5:date = \"2024-02-30\": must be a day. Write it as YYYY-MM-DD.",
                "h.csv:6:MP = \"n/a\": must be a finite number. Leave the field blank where there is no value."}));
}

TEST(SeriesTable, RefusesAFileWithoutDatesOrWithoutSeries) {
  EXPECT_EQ(
      refusals_of("day\n"),
      (std::vector<std::string>{"h.csv:1:1 = \"day\": must be \"date\". Put the dates into the first column and call it date.",
                                "h.csv: has no series. Give at least one column beside date."}));
}

TEST(SelectWindow, TakesBothEndsAndNothingElse) {
  const SeriesTable table = read_series_table("h.csv", "date,MP\n2024-01-02,1\n2024-01-03,2\n2024-01-05,3\n2024-01-08,4\n");
  const SeriesTable window = select_window(table, make_date(2024, 1, 3), make_date(2024, 1, 5));
  EXPECT_EQ(window.dates, (std::vector<Date>{make_date(2024, 1, 3), make_date(2024, 1, 5)}));
  EXPECT_EQ(window.series[0].values, (std::vector<double>{2, 3}));
  EXPECT_TRUE(select_window(table, make_date(2024, 2, 1), make_date(2024, 1, 1)).dates.empty());
}

}  // namespace
}  // namespace lodestone::calibration
