#include <lodestone/app/text_table.hpp>

#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

TextTable two_columns() {
  return {"Title", {{"name", "", Align::LEFT}, {"amount", "USD", Align::RIGHT}}, 1, {{"a", "1"}, {"long", "1,234.5"}}};
}

TEST(TextTable, AlignsNamesLeftAndNumbersRightUnderTitleUnitAndRule) {
  EXPECT_EQ(render(two_columns()),
            "Title\n"
            "  name   amount\n"
            "            USD\n"
            "  ─────────────\n"
            "  a           1\n"
            "  long  1,234.5\n");
}

TEST(TextTable, LeavesOutTheUnitLineWhenNoColumnHasOne) {
  TextTable table = two_columns();
  table.columns[1].unit.clear();
  EXPECT_EQ(render(table).find("USD"), std::string::npos);
  EXPECT_NE(render(table).find("  name   amount\n  ─"), std::string::npos);
}

TEST(TextTable, HasNoHeadWithoutTitles) {
  EXPECT_EQ(render({"Size", {{"", "", Align::LEFT}, {"", ""}}, 1, {{"steps", "75"}, {"factors", "3"}}}),
            "Size\n  steps    75\n  factors   3\n");
}

TEST(TextTable, IsAnEmptyTextWithoutRows) {
  TextTable table = two_columns();
  table.rows.clear();
  EXPECT_EQ(render(table), "");
}

TEST(TextTable, CountsCharactersNotBytes) {
  EXPECT_EQ(display_width("±0.1 │"), 6U);
  EXPECT_EQ(padded("±1", 4, Align::RIGHT), "  ±1");
  EXPECT_EQ(padded("±1", 4, Align::LEFT), "±1  ");
  EXPECT_EQ(padded("longer", 4, Align::LEFT), "longer");
}

TEST(TextTable, CutsAWideTableIntoPartsThatRepeatTheKeyAndKeepErrorsWithTheirNumbers) {
  const TextTable table{"",
                        {{"key", "", Align::LEFT},
                         {"first", "", Align::RIGHT},
                         {"", "", Align::RIGHT, Tie::ADJACENT},
                         {"second", "", Align::RIGHT},
                         {"", "", Align::RIGHT, Tie::ADJACENT}},
                        1,
                        {{"k", "1.00", "±0.01", "2.00", "±0.02"}}};
  EXPECT_EQ(render(table, 24),
            "  key  first\n"
            "  ────────────────\n"
            "  k     1.00 ±0.01\n"
            "\n"
            "  key  second\n"
            "  ─────────────────\n"
            "  k      2.00 ±0.02\n");
}

TEST(TextTable, IsCutAtTheLastCharacterThatDoesNotFitAndNeverBetweenTiedColumns) {
  TextTable table{"", {{"key", "", Align::LEFT}, {"one", ""}, {"two", ""}, {"three", ""}}, 1, {{"k", "1", "2", "3"}}};
  EXPECT_EQ(render(table, 22), "  key  one  two  three\n  ────────────────────\n  k      1    2      3\n");
  EXPECT_EQ(render(table, 21),
            "  key  one  two\n  ─────────────\n  k      1    2\n\n  key  three\n  ──────────\n  k        3\n");
  table.columns[3].tie = Tie::SAME_PART;
  EXPECT_EQ(render(table, 21),
            "  key  one\n  ────────\n  k      1\n\n  key  two  three\n  ───────────────\n  k      2      3\n");
}

}  // namespace
}  // namespace lodestone::app
