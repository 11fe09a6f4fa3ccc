#include <lodestone/app/share_bar.hpp>
#include <lodestone/app/text_table.hpp>

#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

TEST(ShareBar, IsAsLongAsTheShareInEighthsOfACharacter) {
  EXPECT_EQ(share_bar(1.0, 4), "████");
  EXPECT_EQ(share_bar(0.5, 4), "██");
  EXPECT_EQ(share_bar(0.375, 4), "█▌");
  EXPECT_EQ(share_bar(0.0, 4), "");
}

TEST(ShareBar, ShadesWhatTakesAway) { EXPECT_EQ(share_bar(-0.5, 4), "░░"); }

TEST(ShareBar, ShowsTheSmallestShareAndStopsAtItsWidth) {
  EXPECT_EQ(share_bar(1e-9, 4), "▏");
  EXPECT_EQ(share_bar(-1e-9, 4), "░");
  EXPECT_EQ(display_width(share_bar(3.0, 4)), 4U);
  EXPECT_EQ(display_width(share_bar(-3.0, 4)), 4U);
}

}  // namespace
}  // namespace lodestone::app
