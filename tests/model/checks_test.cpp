#include <lodestone/model/checks.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lodestone {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
const SchemaPath kRoot;

TEST(SchemaPath, SpellsFieldsAndIndices) {
  const SchemaPath market = kRoot.field("market");
  const SchemaPath factor = market.item("factors", 2);
  const SchemaPath jump = factor.item("jumps", 0);
  EXPECT_EQ(jump.field("mean").text(), "market.factors[2].jumps[0].mean");
  EXPECT_EQ(kRoot.item("projects", 1).text(), "projects[1]");
}

TEST(Checks, LetNoNumberPassThatIsNotGivenOrInfinite) {
  Checks check;
  for (const double bad : {kNaN, kInfinity, -kInfinity}) {
    EXPECT_FALSE(check.finite(kRoot, bad));
    EXPECT_FALSE(check.positive(kRoot, bad));
    EXPECT_FALSE(check.non_negative(kRoot, bad));
    EXPECT_FALSE(check.within(kRoot, bad, -1.0, 1.0));
    EXPECT_FALSE(check.probability(kRoot, bad));
    EXPECT_FALSE(check.below_one(kRoot, bad));
  }
  EXPECT_EQ(check.take().size(), 18u);
}

TEST(Checks, DrawTheLineWhereTheRuleSays) {
  Checks check;
  EXPECT_TRUE(check.positive(kRoot, std::numeric_limits<double>::denorm_min()));
  EXPECT_FALSE(check.positive(kRoot, 0.0));
  EXPECT_TRUE(check.non_negative(kRoot, 0.0));
  EXPECT_FALSE(check.non_negative(kRoot, -std::numeric_limits<double>::denorm_min()));
  EXPECT_TRUE(check.probability(kRoot, 0.0) && check.probability(kRoot, 1.0));
  EXPECT_FALSE(check.probability(kRoot, std::nextafter(1.0, 2.0)));
  EXPECT_TRUE(check.below_one(kRoot, std::nextafter(1.0, 0.0)));
  EXPECT_FALSE(check.below_one(kRoot, 1.0));
  EXPECT_TRUE(check.count(kRoot, 1, 1, 8) && check.count(kRoot, 8, 1, 8));
  EXPECT_FALSE(check.count(kRoot, 0, 1, 8));
  EXPECT_FALSE(check.count(kRoot, 9, 1, 8));
}

TEST(Checks, KnowDaysFrom1900To2200) {
  Checks check;
  EXPECT_TRUE(check.day(kRoot, make_date(1900, 1, 1)) && check.day(kRoot, make_date(2200, 12, 31)));
  EXPECT_FALSE(check.day(kRoot, make_date(1899, 12, 31)));
  EXPECT_FALSE(check.day(kRoot, make_date(2201, 1, 1)));
  EXPECT_FALSE(check.day(kRoot, kNoDate));
  const Date today = make_date(2025, 12, 31);
  EXPECT_FALSE(check.day_after(kRoot, today, today, "today"));
  EXPECT_TRUE(check.day_after(kRoot, today + days{1}, today, "today"));
  EXPECT_TRUE(check.day_not_after(kRoot, today, today, "today"));
  EXPECT_FALSE(check.day_not_after(kRoot, today + days{1}, today, "today"));
  EXPECT_FALSE(check.day_not_after(kRoot, kNoDate, today, "today"));
  EXPECT_FALSE(check.day_after(kRoot, make_date(2300, 1, 1), today, "today"));
  EXPECT_TRUE(check.day_after(kRoot, today, kNoDate, "today")) << "without a bound only the day itself is checked";
}

TEST(Checks, SayThePathTheValueWithItsUnitAndTheRule) {
  Checks check;
  const SchemaPath loan = kRoot.item("loans", 3);
  check.non_negative(loan.field("outstanding"), -2.5, "AUD");
  EXPECT_THAT(check.take(), testing::ElementsAre(Violation{"loans[3].outstanding", "-2.5 AUD", "must be ≥ 0", ""}));
}

TEST(KnownNames, ListAtMostEight) {
  EXPECT_EQ(known_names({}), "The study defines none.");
  EXPECT_EQ(known_names({"a", "b"}), R"(Known: "a", "b".)");
  EXPECT_EQ(known_names({"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}),
            R"(Known: "1", "2", "3", "4", "5", "6", "7", "8" and 2 more.)");
}

}  // namespace
}  // namespace lodestone
