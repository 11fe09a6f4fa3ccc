#include <lodestone/calibration/history/csv_table.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace lodestone::calibration {
namespace {

std::vector<std::string> refusals_of(std::string_view text) {
  std::vector<Violation> violations;
  parse_csv("a.csv", text, violations);
  std::vector<std::string> lines;
  for (const Violation& violation : violations) lines.push_back(violation.path + " " + violation.rule);
  return lines;
}

TEST(CsvTable, ReadsQuotesCommasLineEndsAndAByteOrderMark) {
  std::vector<Violation> violations;
  const CsvTable table = parse_csv("a.csv", "\xEF\xBB\xBFname,note\r\n\"a, \"\"b\"\"\",\"two\nlines\"\r\n,last", violations);
  EXPECT_TRUE(violations.empty());
  EXPECT_EQ(table.header, (std::vector<std::string>{"name", "note"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].fields, (std::vector<std::string>{"a, \"b\"", "two\nlines"}));
  EXPECT_EQ(table.rows[0].line, 2);
  EXPECT_EQ(table.rows[1].fields, (std::vector<std::string>{"", "last"}));
  EXPECT_EQ(table.rows[1].line, 4) << "the quoted line end counts";
}

TEST(CsvTable, NamesEveryFaultWithItsLineAndColumn) {
  EXPECT_EQ(refusals_of("a,b\n1\n1,2,3\n1,x\"y\n\"1\"z,2\n3,\x01\n4,\"open"),
            (std::vector<std::string>{
                "a.csv:2:* must have the 2 fields of the header", "a.csv:3:* must have the 2 fields of the header",
                "a.csv:4:2 has a quote inside a bare field", "a.csv:5:1 stands after a closing quote",
                "a.csv:6:2 is the code of a control character", "a.csv:7:2 opens a quote that never closes"}));
}

TEST(CsvTable, RefusesAnEmptyFileAndNamesThatAreMissingOrRepeated) {
  EXPECT_EQ(refusals_of(""), (std::vector<std::string>{"a.csv is empty"}));
  EXPECT_EQ(refusals_of("a,,a\n"), (std::vector<std::string>{"a.csv:1:2 must name its column", "a.csv:1:3 names two columns"}));
}

TEST(CsvTable, RefusesABlankLineRatherThanSkipIt) {
  EXPECT_EQ(refusals_of("a,b\n1,2\n\n3,4\n"), (std::vector<std::string>{"a.csv:3:* must have the 2 fields of the header"}));
}

TEST(LocateColumns, NamesWhatIsMissingAndWhatIsTooMuch) {
  std::vector<Violation> violations;
  const CsvTable table = parse_csv("a.csv", "b,c\n1,2\n", violations);
  locate_columns(table, {"a", "b"}, violations);
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(to_string(violations[0]), "a.csv:1:a: must be a column. The columns are a, b.");
  EXPECT_EQ(to_string(violations[1]), "a.csv:1:c: is not a column of this file. The columns are a, b.");
}

TEST(ParseNumber, TakesTheWholeTextOrNothing) {
  EXPECT_EQ(parse_number("-1.5e3"), -1500.0);
  for (const std::string_view text : {"", "1,5", "1 ", " 1", "nan", "inf", "1e999", "0x10", "+1", "one"}) {
    EXPECT_TRUE(std::isnan(parse_number(text))) << text;
  }
}

}  // namespace
}  // namespace lodestone::calibration
