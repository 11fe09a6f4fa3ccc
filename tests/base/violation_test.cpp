#include <lodestone/base/violation.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace lodestone {
namespace {

TEST(Violation, ReadsPathValueRuleRemedy) {
  const Violation violation{"market.factors[2].mean_reversion_per_year", "0 1/yr", "must be > 0",
                            "For a price that does not revert, give drift_per_year instead."};
  EXPECT_EQ(to_string(violation),
            "market.factors[2].mean_reversion_per_year = 0 1/yr: must be > 0. For a price that does not revert, give "
            "drift_per_year instead.");
}

TEST(Violation, LeavesOutWhatItDoesNotHave) {
  EXPECT_EQ(to_string(Violation{"as_of", "", "must be given", ""}), "as_of: must be given.");
}

TEST(Show, WritesTheShortestTextThatReadsBackAsTheSameNumber) {
  EXPECT_EQ(show(0.1), "0.1");
  EXPECT_EQ(show(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(show(110.0, "USD/KG"), "110 USD/KG");
  EXPECT_EQ(show(-std::numeric_limits<double>::infinity(), "1/yr"), "-inf 1/yr");
}

TEST(Show, CallsNotANumberNotGiven) { EXPECT_EQ(show(std::numeric_limits<double>::quiet_NaN(), "d"), "not given"); }

TEST(Show, QuotesNames) { EXPECT_EQ(show(std::string_view("CN-Dy-2025")), "\"CN-Dy-2025\""); }

TEST(InvalidInput, CarriesAndWritesEveryViolation) {
  const std::vector<Violation> violations = {{"a", "1", "must be 2", ""}, {"b", "", "must be given", "Give it."}};
  const InvalidInput refusal(violations);
  EXPECT_EQ(refusal.violations(), violations);
  EXPECT_STREQ(refusal.what(), "2 violations\n  a = 1: must be 2.\n  b: must be given. Give it.");
  EXPECT_STREQ(InvalidInput({{"a", "1", "must be 2", ""}}).what(), "1 violation\n  a = 1: must be 2.");
}

}  // namespace
}  // namespace lodestone
