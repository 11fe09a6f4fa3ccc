#include <gtest/gtest.h>
#include <lodestone/math/fourier_sum.hpp>

#include <cmath>

namespace lodestone {
namespace {

TEST(FourierSum, IsTheSumOverRootsOfUnity) {
  for (const std::size_t size : {2u, 4u, 8u, 64u, 256u}) {
    std::vector<double> real(size);
    std::vector<double> imaginary(size);
    for (std::size_t n = 0; n < size; ++n) {
      real[n] = std::sin(1.0 + 3.0 * static_cast<double>(n * n));
      imaginary[n] = std::cos(2.0 * static_cast<double>(n));
    }
    std::vector<double> sum_real = real;
    std::vector<double> sum_imaginary = imaginary;
    FourierSum(size).apply(sum_real, sum_imaginary);
    for (std::size_t k = 0; k < size; ++k) {
      long double expected_real = 0.0L;
      long double expected_imaginary = 0.0L;
      for (std::size_t n = 0; n < size; ++n) {
        const long double angle =
            2.0L * 3.14159265358979323846264L * static_cast<long double>(n * k % size) / static_cast<long double>(size);
        expected_real += real[n] * std::cos(angle) - imaginary[n] * std::sin(angle);
        expected_imaginary += real[n] * std::sin(angle) + imaginary[n] * std::cos(angle);
      }
      const double bound = 1e-16 * static_cast<double>(size) * std::log2(static_cast<double>(size) + 1.0) + 1e-15;
      EXPECT_NEAR(sum_real[k], static_cast<double>(expected_real), bound) << "size " << size << ", k " << k;
      EXPECT_NEAR(sum_imaginary[k], static_cast<double>(expected_imaginary), bound) << "size " << size << ", k " << k;
    }
  }
}

}  // namespace
}  // namespace lodestone
