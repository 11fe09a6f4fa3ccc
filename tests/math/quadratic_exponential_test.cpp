#include <gtest/gtest.h>
#include <lodestone/math/quadratic_exponential.hpp>

#include <cmath>
#include <complex>
#include <vector>

namespace lodestone {
namespace {

using LongComplex = std::complex<long double>;

LongComplex direct(const QuadraticExponent& e, long double u) {
  const long double modulus = e.weight * std::exp(e.constant - static_cast<long double>(e.quadratic) * u * u);
  return {modulus * std::cos(e.linear * u), modulus * std::sin(e.linear * u)};
}

/// Flat, wide, narrow, turning fast and slowly, and out of the range of doubles at its end.
const QuadraticExponent kExponents[] = {{1.0, 0.0, 0.0, 0.0},    {1.0, 0.0, 1.7, 0.0}, {0.3, -2.0, 0.01, 1e-5},
                                        {1.0, 0.4, -0.9, 0.004}, {2.5, 3.0, 0.2, 0.2}, {1e-5, 0.0, -0.05, 2.0}};

TEST(QuadraticExponential, OnTheImaginaryAxisIsWithinItsStatedError) {
  for (const QuadraticExponent& exponent : kExponents) {
    for (const int first : {0, 1, 67, 500}) {
      for (const std::size_t count : {1u, 3u, 4u, 63u, 64u, 65u, 389u}) {
        std::vector<double> real(count, 0.25);
        std::vector<double> imaginary(count, -0.5);
        add_on_imaginary_axis(exponent, 0.37, first, count, real.data(), imaginary.data());
        const double bound = kQuadraticExponentialError * exponent.weight * std::exp(exponent.constant) + 2e-16;
        for (std::size_t n = 0; n < count; ++n) {
          const LongComplex exact = direct(exponent, 0.37 * (first + static_cast<double>(n)));
          ASSERT_NEAR(real[n] - 0.25, static_cast<double>(exact.real()), bound) << "n " << n << " from " << first;
          ASSERT_NEAR(imaginary[n] + 0.5, static_cast<double>(exact.imag()), bound) << "n " << n << " from " << first;
        }
      }
    }
  }
}

// Subnormal numbers are a hundred times slower than others, and say nothing here.
TEST(QuadraticExponential, EndsBeforeItsValuesAreSubnormal) {
  std::vector<double> real(4096, 0.0);
  std::vector<double> imaginary(4096, 0.0);
  add_on_imaginary_axis({1.0, 0.0, 0.3, 0.01}, 1.0, 0, 4096, real.data(), imaginary.data());
  for (std::size_t n = 0; n < 4096; ++n) {
    const double modulus = std::hypot(real[n], imaginary[n]);
    EXPECT_TRUE(modulus == 0.0 || modulus > 0.1 * kLeastExponential) << n;
    EXPECT_EQ(modulus > 0.0, n < 68) << n;  // e^{−0.01 n²} is 1e-20 at n = 67.9
  }
}

}  // namespace
}  // namespace lodestone
