#include <lodestone/app/path_text.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

using ::testing::HasSubstr;

PathRecord sample_path() {
  PathRecord record;
  record.path = 1017;
  record.dates = {make_date(2025, 12, 31), make_date(2026, 1, 1)};
  record.columns = {{"chain", "global", "", {0, 1}, {"truce", "freeze"}},
                    {"factor", "dy_premium", "", {0.25, 1.0 / 3.0}, {}},
                    {"observable", "ndpr_china", "USD/kg", {75.5, 74.125}, {}}};
  record.events = {{make_date(2026, 1, 1), "dy_purchase", "shipped 400 KG", 12345.678},
                   {make_date(2026, 1, 1), "dy_account", "application refused", 0.0}};
  record.samples = {{"portfolio 1y MARK_TO_MODEL", -1234567.891}};
  return record;
}

TEST(PathText, ShowsStatesByNameUnderTheirChains) {
  EXPECT_THAT(path_text(sample_path()), HasSubstr("Chains and stances\n"
                                                  "  date        global\n"
                                                  "  ──────────────────\n"
                                                  "  2025-12-31  truce\n"
                                                  "  2026-01-01  freeze\n"));
}

TEST(PathText, ShowsNumbersInSixDigitsWithTheirUnits) {
  const std::string page = path_text(sample_path());
  EXPECT_THAT(page, HasSubstr("Path 1,017, 2 grid dates from 2025-12-31 to 2026-01-01\n"));
  EXPECT_THAT(page, HasSubstr("2026-01-01    0.333333\n"));
  EXPECT_THAT(page, HasSubstr("  date        ndpr_china\n"
                              "                  USD/kg\n"));
}

TEST(PathText, ShowsEventsWithTheirCashAndThenTheSamples) {
  const std::string page = path_text(sample_path());
  EXPECT_THAT(page, HasSubstr("2026-01-01  dy_purchase  shipped 400 KG       12,345.68\n"));
  EXPECT_THAT(page, HasSubstr("2026-01-01  dy_account   application refused\n"));
  EXPECT_THAT(page, HasSubstr("portfolio 1y MARK_TO_MODEL  -1,234,567.89\n"));
}

TEST(PathText, LeavesOutSectionsThatAreEmpty) {
  const std::string page = path_text(PathRecord{});
  EXPECT_EQ(page, "Path 0, 0 grid dates\n");
}

TEST(PathCsv, HoldsEveryValueToItsLastBitInOneLongTable) {
  const std::string csv = to_csv(path_csv(sample_path()));
  EXPECT_THAT(csv, HasSubstr("section,date,name,unit,value,label\n"
                             "chain,2025-12-31,global,,0,truce\n"
                             "chain,2026-01-01,global,,1,freeze\n"));
  EXPECT_THAT(csv, HasSubstr("factor,2026-01-01,dy_premium,,0.3333333333333333,\n"));
  EXPECT_THAT(csv, HasSubstr("observable,2026-01-01,ndpr_china,USD/kg,74.125,\n"));
  EXPECT_THAT(csv, HasSubstr("event,2026-01-01,dy_purchase,,12345.678,shipped 400 KG\n"));
  EXPECT_THAT(csv, HasSubstr("sample,,portfolio 1y MARK_TO_MODEL,,-1234567.891,\n"));
}

}  // namespace
}  // namespace lodestone::app
