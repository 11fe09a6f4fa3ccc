#include <lodestone/app/histogram_picture.hpp>
#include <lodestone/app/text_table.hpp>

#include <gtest/gtest.h>

namespace lodestone::app {
namespace {

const NumberScale kPlain{1.0, 0, "USD"};

TEST(HistogramPicture, DrawsBarsInEighthsAndPointsAtMarks) {
  const Histogram histogram{{-4, -2, 0, 2, 4}, {1, 8, 16, 4}};
  EXPECT_EQ(histogram_picture(histogram, {{-3, "VaR 99 %"}, {0.5, "mean"}}, kPlain, 8, 2),
            "         ██\n"
            "     ▁▁████▄▄\n"
            "  -4 ┬───┬─── 4 USD\n"
            "     │   └ mean: 0 USD\n"  // 0.5 rounds to even
            "     └ VaR 99 %: -3 USD\n");
}

TEST(HistogramPicture, AddsUpNeighbouringBinsUntilTheyFit) {
  const Histogram histogram{{0, 1, 2, 3, 4, 5}, {2, 2, 1, 1, 4}};
  EXPECT_EQ(histogram_picture(histogram, {}, kPlain, 3, 1),
            "    █▄█\n"
            "  0 ─── 5 USD\n");
}

TEST(HistogramPicture, ShowsASinglePathAmongHundreds) {
  const Histogram histogram{{0, 1, 2, 3}, {1, 0, 500}};
  EXPECT_EQ(histogram_picture(histogram, {}, kPlain, 3, 2),
            "      █\n"
            "    ▁ █\n"
            "  0 ─── 3 USD\n");
}

TEST(HistogramPicture, LeavesOutTailsOfAtMostOnePathInAThousandAndSaysSo) {
  const Histogram histogram{{-2, -1, 0, 1, 2, 3, 4}, {1, 1, 1998, 1998, 0, 2}};  // 4,000 paths: 4 on either side may go
  EXPECT_EQ(histogram_picture(histogram, {{-1.5, "far"}}, kPlain, 4, 1),
            "    ████\n"
            "  0 ┬─── 2 USD\n"
            "    └ far: -2 USD\n"  // −1.5 rounds to even
            "    not drawn: 2 below, 2 above\n");
}

TEST(HistogramPicture, PutsMarksBeyondItsEndsAtTheEndsAndSharesAColumn) {
  const Histogram histogram{{0, 1, 2, 3}, {1, 1, 1}};
  EXPECT_EQ(histogram_picture(histogram, {{9, "above"}, {-9, "below"}, {-8, "near"}}, kPlain, 3, 1),
            "    ███\n"
            "  0 ┬─┬ 3 USD\n"
            "    │ └ above: 9 USD\n"
            "    └ near: -8 USD\n"
            "    └ below: -9 USD\n");
}

TEST(HistogramPicture, IsEmptyWhenNothingWasCounted) {
  EXPECT_EQ(histogram_picture({}, {}, kPlain), "");
  EXPECT_EQ(histogram_picture({{0, 1}, {0}}, {}, kPlain), "");
}

TEST(HistogramPicture, NeverGrowsPastItsWidth) {
  for (const std::size_t bins : {1U, 7U, 99U, 100U, 101U, 1000U}) {
    Histogram histogram;
    for (std::size_t k = 0; k <= bins; ++k) histogram.edges.push_back(static_cast<double>(k));
    histogram.counts.assign(bins, 1);
    const std::string picture = histogram_picture(histogram, {}, kPlain, 100, 1);
    EXPECT_LE(display_width(picture.substr(0, picture.find('\n'))), 100U + 4U) << bins << " bins";
  }
}

}  // namespace
}  // namespace lodestone::app
