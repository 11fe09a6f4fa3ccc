#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/risk/histogram.hpp>
#include <numeric>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

Histogram of(const Sample& sample, int bins) { return histogram(SortedSample(sample), bins); }

TEST(Histogram, CountsTheHandWorkedBins) {
  const Histogram drawn = of({0.0, 0.9, 1.0, 1.5, 2.0, 4.0}, 4);
  EXPECT_EQ(drawn.edges, (std::vector<double>{0, 1, 2, 3, 4}));
  EXPECT_EQ(drawn.counts, (std::vector<std::int64_t>{2, 2, 1, 1}));  // 4.0 sits on the last edge, which the last bin includes
}

TEST(Histogram, HasRoundEdgesOfOneWidthAroundTheWholeSample) {
  for (const double scale : {1e-7, 0.03, 1.0, 7e6}) {
    for (const int bins : {1, 2, 7, 50, 1000}) {
      Sample sample = testing::normal_sample(3000, 11, 0.5);
      for (double& value : sample) value *= scale;
      const Histogram drawn = of(sample, bins);
      const SortedSample sorted(sample);
      EXPECT_LE(drawn.counts.size(), static_cast<std::size_t>(std::max(bins, 2)));
      EXPECT_GE(drawn.counts.size(),
                static_cast<std::size_t>(std::max(1, bins / 3)));  // the next step is at most 2.5 times wider
      ASSERT_EQ(drawn.edges.size(), drawn.counts.size() + 1);
      EXPECT_LE(drawn.edges.front(), sorted[0]);
      EXPECT_GE(drawn.edges.back(), sorted[sorted.size() - 1]);
      EXPECT_GT(drawn.edges[1], sorted[0]);  // no empty bin at either end
      EXPECT_LT(drawn.edges[drawn.edges.size() - 2], sorted[sorted.size() - 1]);
      EXPECT_EQ(std::accumulate(drawn.counts.begin(), drawn.counts.end(), std::int64_t{0}), 3000);
      const double width = drawn.edges[1] - drawn.edges[0];
      for (std::size_t k = 1; k < drawn.edges.size(); ++k) {
        EXPECT_NEAR(drawn.edges[k] - drawn.edges[k - 1], width, 1e-9 * width);
      }
    }
  }
}

TEST(Histogram, PutsEveryPathInTheBinItsEdgesSay) {
  const Sample sample = testing::normal_sample(5000, 12);
  const Histogram drawn = of(sample, 40);
  for (std::size_t k = 0; k < drawn.counts.size(); ++k) {
    std::int64_t count = 0;
    for (const double value : sample) count += drawn.edges[k] <= value && value < drawn.edges[k + 1] ? 1 : 0;
    EXPECT_EQ(drawn.counts[k], count);
  }
}

TEST(Histogram, WritesDecimalEdgesAsTheirNearestDoubles) {
  const Histogram drawn = of({0.0, 1.0}, 10);
  EXPECT_EQ(drawn.edges[3], 0.3);  // not 3·0.1 = 0.30000000000000004
  EXPECT_EQ(drawn.edges[7], 0.7);
}

TEST(Histogram, OfASingleValueIsOneBinThatHoldsIt) {
  for (const double value : {0.0, 12.3, -7.0, 1e-200, 100.0, -1e18}) {
    const Histogram drawn = of(Sample(5, value), 30);
    ASSERT_EQ(drawn.edges.size(), 2u);
    EXPECT_LE(drawn.edges[0], value);
    EXPECT_GE(drawn.edges[1], value);
    EXPECT_LT(drawn.edges[0], drawn.edges[1]);
    EXPECT_EQ(drawn.counts, std::vector<std::int64_t>{5});
  }
}

TEST(Histogram, EndsForValuesThatDifferInTheLastBitAndForTheGreatestDoubles) {
  const double x = 1e9;
  const Histogram close = of({x, std::nextafter(x, 2e9)}, 1000);
  EXPECT_EQ(std::accumulate(close.counts.begin(), close.counts.end(), std::int64_t{0}), 2);
  const Histogram wide = of({-1.7e308, 1.7e308}, 10);
  EXPECT_EQ(std::accumulate(wide.counts.begin(), wide.counts.end(), std::int64_t{0}), 2);
}

}  // namespace
}  // namespace lodestone
