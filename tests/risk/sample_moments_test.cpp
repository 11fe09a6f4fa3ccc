#include <gtest/gtest.h>

#include <cmath>
#include <lodestone/risk/sample_moments.hpp>

#include "risk/samples.hpp"

namespace lodestone {
namespace {

using testing::Sample;

TEST(SampleMoments, AreTheHandWorkedOnes) {  // 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, fourth powers 16 + 1 + 81 = 98
  const SampleMoments moments = sample_moments(SortedSample(Sample{6, 2, 1, 3}));
  EXPECT_EQ(moments.mean.value, 3.0);
  EXPECT_DOUBLE_EQ(*moments.standard_deviation.value, std::sqrt(14.0 / 3.0));
  EXPECT_DOUBLE_EQ(*moments.mean.standard_error, std::sqrt(14.0 / 3.0 / 4.0));
  const double m2 = 14.0 / 4.0;
  const double m4 = 98.0 / 4.0;  // ψ = (d² − m₂)/2s, so the error is √((m₄ − m₂²)/(n − 1))/2s
  EXPECT_DOUBLE_EQ(*moments.standard_deviation.standard_error, std::sqrt((m4 - m2 * m2) / 3.0) / (2.0 * std::sqrt(14.0 / 3.0)));
}

TEST(SampleMoments, OfValuesAllAlikeAreExact) {  // n·x rounds, so (n·x)/n may miss x by an ulp
  for (std::size_t n = 2; n < 100; ++n) {
    for (const double value : {0.1, -0.7, 1.0 / 3.0, 1e-9 / 7.0}) {
      const SampleMoments moments = sample_moments(SortedSample(Sample(n, value)));
      EXPECT_EQ(moments.mean.value, value);
      EXPECT_EQ(moments.mean.standard_error, 0.0);
      EXPECT_EQ(moments.standard_deviation.value, 0.0);
      EXPECT_EQ(moments.standard_deviation.standard_error, 0.0);
    }
  }
}

TEST(SampleMoments, KeepTheirDigitsFarFromZero) {  // 1e9 ± 1: sd 1 to 12 digits
  Sample sample;
  for (int i = 0; i < 10000; ++i) sample.push_back(1e9 + (i % 2 == 0 ? 1.0 : -1.0));
  const SampleMoments moments = sample_moments(SortedSample(sample));
  EXPECT_EQ(moments.mean.value, 1e9);
  EXPECT_NEAR(*moments.standard_deviation.value, std::sqrt(10000.0 / 9999.0), 1e-12);
}

TEST(SampleMoments, SayWhyTheyAreMissing) {
  const SampleMoments none = sample_moments(SortedSample(Sample{}));
  EXPECT_EQ(none.mean.absence, AbsenceReason::NOT_APPLICABLE);
  EXPECT_EQ(none.standard_deviation.absence, AbsenceReason::NOT_APPLICABLE);
  const SampleMoments one = sample_moments(SortedSample(Sample{5.0}));
  EXPECT_EQ(one.mean.value, 5.0);
  EXPECT_FALSE(one.mean.standard_error);
  EXPECT_EQ(one.mean.absence, AbsenceReason::TOO_FEW_PATHS);
  EXPECT_FALSE(one.standard_deviation.value);
  EXPECT_EQ(one.standard_deviation.absence, AbsenceReason::TOO_FEW_PATHS);
}

TEST(SampleMoments, HaveAnIntervalOfTheSpreadAboveZeroEvenForOneFarValue) {
  for (const std::size_t n : {2u, 3u, 10u, 100u, 10000u}) {
    Sample sample(n, 0.0);
    sample[0] = 1.0;
    EXPECT_GT(*sample_moments(SortedSample(sample)).standard_deviation.lower_95, 0.0) << n;
  }
}

}  // namespace
}  // namespace lodestone
