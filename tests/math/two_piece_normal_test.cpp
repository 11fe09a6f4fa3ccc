#include <lodestone/math/two_piece_normal.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/math/normal_distribution.hpp>
#include <vector>

namespace lodestone {
namespace {

const std::vector<TwoPieceNormal> kLaws = {{NaturalScale::PLAIN, -3.0, 1.0, 2.0},
                                           {NaturalScale::LOG, 0.1, 0.25, 1.5},
                                           {NaturalScale::LOGIT, 0.02, 0.14, 0.4},
                                           {NaturalScale::FISHER, -0.2, 0.5, 0.9}};

TEST(TwoPieceNormal, HasTheThreePointsThatItIsGivenBy) {
  for (const TwoPieceNormal& law : kLaws) {
    // The points go through g and back, at most a few ulp of numbers of size 1 each way.
    EXPECT_NEAR(two_piece_quantile(law, normal_quantile(0.025)), law.low, 4e-15);
    EXPECT_EQ(two_piece_quantile(law, 0.0), law.median);
    EXPECT_NEAR(two_piece_quantile(law, normal_quantile(0.975)), law.high, 4e-15);
  }
}

TEST(TwoPieceNormal, IsNormalOnItsScaleOnEitherSide) {
  // Twice as far from the median on the scale at twice the z: on the other points of the law the scale shows.
  EXPECT_NEAR(two_piece_quantile(kLaws[0], 2.0 * kNormal975), 3.0, 4e-15);
  EXPECT_NEAR(two_piece_quantile(kLaws[1], 2.0 * kNormal975), 1.5 * 1.5 / 0.25, 4e-14);
  const double odds = 0.4 / 0.6 * (0.4 / 0.6) / (0.14 / 0.86);
  EXPECT_NEAR(two_piece_quantile(kLaws[2], 2.0 * kNormal975), odds / (1.0 + odds), 4e-15);
  EXPECT_NEAR(two_piece_quantile(kLaws[3], -2.0 * kNormal975), std::tanh(2.0 * std::atanh(-0.2) - std::atanh(0.5)), 4e-15);
}

TEST(TwoPieceNormal, RisesWithItsNormalAndStaysInItsDomain) {
  for (const TwoPieceNormal& law : kLaws) {
    double before = -INFINITY;
    for (double z = -8.5; z <= 8.5; z += 0.25) {
      const double x = two_piece_quantile(law, z);
      EXPECT_GT(x, before);
      before = x;
      if (law.scale == NaturalScale::LOG) {
        EXPECT_GT(x, 0.0);
      }
      if (law.scale == NaturalScale::LOGIT) {
        EXPECT_TRUE(x > 0.0 && x < 1.0);
      }
      if (law.scale == NaturalScale::FISHER) {
        EXPECT_TRUE(x > -1.0 && x < 1.0);
      }
    }
  }
}

TEST(TwoPieceNormal, StandsStillOnASideWithoutWidth) {
  const TwoPieceNormal upwards{NaturalScale::LOG, 0.3, 0.3, 0.6};
  EXPECT_EQ(two_piece_quantile(upwards, -2.5), 0.3);
  EXPECT_NEAR(two_piece_quantile(upwards, kNormal975), 0.6, 4e-16);
}

}  // namespace
}  // namespace lodestone
